// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/changeclaims.h"

#include "storage/query/claims/rateclaims.h"
#include "storage/query/eventanswer.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::days;

constexpr days lookedAt {35}; // before the event, more than eventAnswer() compares

Result<bool> isAnythingBefore(const StoreReader& reader, const ProbedModel& model, TimePoint event)
{
    const TimePoint day = std::chrono::floor<days>(event);
    const auto counts = countsBy(Level::Day, reader, model.rateTargets, {day - lookedAt, day});
    if (!counts) {
        return counts.error();
    }
    return std::ranges::any_of(*counts, [](const OutcomeCounts& of) { return of.reached() > 0; });
}

// Both sides, and what they lack.
struct Sides
{
    const ProbedModel* model = nullptr; // null: not probed
    EventAnswer answer {};
    bool isAnythingBefore = false;
};

Result<Sides> sidesOf(const ClaimScope& scope, const Claim& claim)
{
    Sides sides {.model = scope.model(claim.model, claim)};
    if (!sides.model) {
        return sides;
    }
    auto answer = eventAnswer(scope.reader(), *sides.model,
                              {.at = *claim.event, .asOf = scope.asOf(), .zone = scope.zone()});
    const auto before = isAnythingBefore(scope.reader(), *sides.model, *claim.event);
    if (!answer || !before) {
        return !answer ? answer.error() : before.error();
    }
    sides.answer = std::move(*answer);
    sides.isAnythingBefore = *before;
    return sides;
}

void frame(Measured& measured, const Sides& sides)
{
    const EventAnswer& answer = sides.answer;
    measured.subject = sides.model->displayName;
    measured.window = TimeRange {answer.before.from, answer.after.to};
    measured.method = u"%1 weeks before the event against as many after it, hour of the week by "
                      "hour of the week; 95 % interval by exchanging and drawing days"_s.arg(
                          answer.before.length() / days(7));
    if (!answer.crossed.empty()) {
        measured.evidence += u" Another change was announced within that time, on %1."_s.arg(
            dayText(answer.crossed.front()));
    }
    if (!sides.isAnythingBefore) {
        measured.missing = u"nothing was measured before %1"_s.arg(dayText(answer.at));
        measured.isOutOfReach = true;
    } else if (!measured.missing.isEmpty()) {
        measured.enoughAt = answer.enoughAt;
    }
}

LatencyFigure figureOf(ClaimMetric metric)
{
    return metric == ClaimMetric::TokenGapChange ? LatencyFigure::TokenGapP50
        : metric == ClaimMetric::TotalP99Change  ? LatencyFigure::TotalP99
                                                 : LatencyFigure::FirstTokenP50;
}

QString millisecondsText(double microseconds)
{
    return QString::number(microseconds / 1000, 'f', microseconds < 100'000 ? 1 : 0) + u" ms"_s;
}

Measured measuredOf(const LatencyAnswer& latency)
{
    Measured measured {.counted = u"answers"_s};
    if (latency.verdict == stats::Verdict::NotEnoughData) {
        measured.missing = u"%1 answers on seven days, at least, on each side"_s.arg(
            countText(stats::valuesNeeded(quantileOf(latency.figure))));
    }
    if (!latency.shift) {
        return measured;
    }
    const stats::QuantileShift& shift = *latency.shift;
    measured.value = shift.ratio;
    measured.n = shift.a.n + shift.b.n;
    measured.p = shift.p;
    if (shift.interval) {
        measured.low = shift.interval->low;
        measured.high = shift.interval->high;
    }
    measured.evidence = u"From %1 to %2."_s.arg(millisecondsText(shift.a.quantile),
                                                millisecondsText(shift.b.quantile));
    return measured;
}

} // namespace

Result<Measured> overloadChange(const ClaimScope& scope, const Claim& claim)
{
    const auto sides = sidesOf(scope, claim);
    if (!sides || !sides->model) {
        return sides ? Result(notProbed(scope, claim.model)) : sides.error();
    }
    const auto& comparison = sides->answer.comparison;
    Measured measured = measuredOf(comparison);
    if (comparison) {
        measured.evidence = u"Overloaded were %1 of %2 probes before and %3 of %4 after."_s.arg(
            countText(comparison->a.hits), countText(comparison->a.n),
            countText(comparison->b.hits), countText(comparison->b.n));
    }
    frame(measured, *sides);
    return measured;
}

Result<Measured> latencyChange(const ClaimScope& scope, const Claim& claim)
{
    const auto sides = sidesOf(scope, claim);
    if (!sides || !sides->model) {
        return sides ? Result(notProbed(scope, claim.model)) : sides.error();
    }
    const auto latency =
        std::ranges::find(sides->answer.latencies, figureOf(claim.metric), &LatencyAnswer::figure);
    Measured measured = latency == sides->answer.latencies.end() ? measuredOf(LatencyAnswer {})
                                                                 : measuredOf(*latency);
    frame(measured, *sides);
    return measured;
}

} // namespace plimsoll
