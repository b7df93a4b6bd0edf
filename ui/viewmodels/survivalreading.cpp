// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/survivalreading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::array<milliseconds, 10> axisEnds {1h, 2h, 3h, 6h, 12h, 24h, 48h, 96h, 168h, 672h};
constexpr std::uint32_t mostRetries = 100; // of a client that gives up at all
constexpr double keyStep = 1.15;

milliseconds axisEnd(const Advice& advice, const std::optional<stats::SurvivalCurve>& curve)
{
    const milliseconds seen = curve ? curve->lastSeen() : 0ms;
    const auto* end = std::ranges::lower_bound(axisEnds, std::max(seen, advice.already));
    return end == axisEnds.end() ? axisEnds.back() : *end;
}

double asX(milliseconds t)
{
    return double(std::max(t, firstShown).count());
}

// From each step on to the next one, and from the last to the end of the data.
milliseconds lastsUntil(const stats::SurvivalCurve& curve, std::size_t step)
{
    return step + 1 < curve.steps().size() ? curve.steps()[step + 1].at
                                           : std::max(curve.lastSeen(), curve.steps()[step].at);
}

void addLine(SurvivalReading& reading, const stats::SurvivalCurve& curve)
{
    double share = 1;
    reading.line.emplace_back(asX(0ms), share);
    for (const stats::SurvivalCurve::Step& step : curve.steps()) {
        reading.line.emplace_back(asX(step.at), share);
        share = step.survival;
        reading.line.emplace_back(asX(step.at), share);
    }
    if (share > 0) {
        reading.line.emplace_back(asX(curve.lastSeen()), share);
        reading.knownUpTo = curve.lastSeen();
    }
}

// A band is missing at 100 % and at 0 %; it is drawn in pieces.
void addBands(SurvivalReading& reading, const stats::SurvivalCurve& curve)
{
    bool isOpen = false;
    for (std::size_t i = 0; i < curve.steps().size(); ++i) {
        const milliseconds from = curve.steps()[i].at;
        const auto survival = curve.survivalAt(from);
        if (!survival || !survival->band) {
            isOpen = false;
            continue;
        }
        if (!isOpen) {
            reading.bands.emplace_back();
        }
        isOpen = true;
        SurvivalReading::Band& band = reading.bands.back();
        for (const milliseconds at : {from, lastsUntil(curve, i)}) {
            band.low.emplace_back(asX(at), survival->band->low);
            band.high.emplace_back(asX(at), survival->band->high);
        }
    }
}

void addMarks(SurvivalReading& reading, const std::optional<stats::SurvivalCurve>& curve)
{
    for (const stats::RetryPolicy& policy : stats::knownRetryPolicies()) {
        const bool givesUp = policy.retries || policy.overloadsInARow;
        const auto delays = stats::middleDelays(policy, mostRetries);
        const milliseconds after = std::accumulate(delays.begin(), delays.end(), 0ms);
        if (!givesUp || after >= reading.to) {
            continue;
        }
        const QString client = QString::fromUtf8(policy.name.data(), qsizetype(policy.name.size()));
        const auto same = std::ranges::find(reading.marks, after, &SurvivalReading::Mark::after);
        if (same != reading.marks.end()) {
            same->clients << client;
            continue;
        }
        const auto lasting = curve ? curve->survivalAt(after) : std::nullopt;
        reading.marks.push_back(
            {.after = after,
             .clients = {client},
             .lasting = lasting ? std::optional(lasting->value) : std::nullopt});
    }
    std::ranges::sort(reading.marks, {}, &SurvivalReading::Mark::after);
}

// Seconds at first, whole quarters of an hour in the end.
milliseconds unitAt(milliseconds at)
{
    if (at < 1min) {
        return 1s;
    }
    if (at < 10min) {
        return 5s;
    }
    if (at < 1h) {
        return 30s;
    }
    return at < 6h ? milliseconds(5min) : milliseconds(15min);
}

} // namespace

SurvivalReading survivalReading(const Advice& advice)
{
    const auto curve = lengthCurve(advice);
    SurvivalReading reading;
    reading.to = axisEnd(advice, curve);
    if (curve) {
        addLine(reading, *curve);
        addBands(reading, *curve);
        reading.counted = curve->count();
        quint64 ended = 0;
        for (const stats::SurvivalCurve::Step& step : curve->steps()) {
            ended += step.ended;
        }
        reading.cut = reading.counted - ended;
    }
    addMarks(reading, curve);
    return reading;
}

std::optional<double> shareLasting(const Advice& advice, milliseconds after)
{
    const auto curve = lengthCurve(advice);
    const auto lasting = curve ? curve->survivalAt(after) : std::nullopt;
    return lasting ? std::optional(lasting->value) : std::nullopt;
}

milliseconds handleAt(double at, milliseconds to)
{
    const milliseconds whole(std::llround(std::clamp(at, 0.0, double(to.count()))));
    const milliseconds unit = unitAt(whole);
    const milliseconds rounded = (whole + unit / 2) / unit * unit;
    return rounded <= firstShown ? 0ms : std::min(rounded, to);
}

milliseconds handleMoved(milliseconds at, int steps, milliseconds to)
{
    const milliseconds from = std::max(at, firstShown);
    const milliseconds moved =
        handleAt(double(from.count()) * std::pow(keyStep, double(steps)), to);
    if (moved != at || steps == 0) {
        return moved;
    }
    const milliseconds unit = unitAt(steps < 0 ? at - 1ms : from);
    return handleAt(double((from + (steps > 0 ? unit : -unit)).count()), to);
}

} // namespace plimsoll
