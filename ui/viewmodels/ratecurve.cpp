// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/ratecurve.h"

#include "ui/viewmodels/gapspans.h"

#include <algorithm>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

OutcomeCounts minus(const OutcomeCounts& whole, const OutcomeCounts& part)
{
    OutcomeCounts rest;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        rest[Outcome(i)] = whole[Outcome(i)] - part[Outcome(i)];
    }
    return rest;
}

} // namespace

std::chrono::milliseconds trailingWindow(TimeRange range, std::chrono::milliseconds step)
{
    const auto length = range.length();
    if (length <= 3h) {
        return step;
    }
    if (length <= 3 * 24h) {
        return std::max<std::chrono::milliseconds>(step, 1h);
    }
    return std::max<std::chrono::milliseconds>(step, length <= 60 * 24h ? 24h : 7 * 24h);
}

std::vector<TimeRange> seriesGaps(const ModelSeries& series, const CurveFrame& frame)
{
    std::vector<TimeRange> covered;
    for (const ModelSeries::Step& step : series.steps) {
        if (step.summary.counts.total() > 0) {
            covered.push_back(step.range);
        }
    }
    const auto tolerance = std::max(frame.step / 2, frame.interval * 5 / 2);
    return gapSpans(frame.range, covered, tolerance);
}

RateCurve rateCurve(const ModelSeries& series, const CurveFrame& frame)
{
    RateCurve curve {.pieces = {}, .gaps = seriesGaps(series, frame), .highest = 0};
    OutcomeCounts inWindow;
    std::size_t oldest = 0;
    const TimePoint* previousEnd = nullptr;
    for (const ModelSeries::Step& step : series.steps) {
        inWindow += step.summary.counts;
        while (series.steps[oldest].range.to <= step.range.to - frame.window) {
            inWindow = minus(inWindow, series.steps[oldest].summary.counts);
            ++oldest;
        }
        if (step.summary.counts.reached() == 0) {
            continue;
        }
        const bool broken = !previousEnd || std::ranges::any_of(curve.gaps, [&](TimeRange gap) {
            return gap.from >= *previousEnd && gap.to <= step.range.from;
        });
        if (broken) {
            curve.pieces.emplace_back();
        }
        const stats::Proportion rate = *estimateRate(inWindow).overload;
        curve.pieces.back().push_back(
            {.at = std::min(step.range.to, frame.range.to), .rate = rate});
        curve.highest = std::max(curve.highest, rate.value);
        previousEnd = &step.range.to;
    }
    return curve;
}

} // namespace plimsoll
