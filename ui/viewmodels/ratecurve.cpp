// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/ratecurve.h"

#include "ui/viewmodels/gapspans.h"

#include <algorithm>
#include <deque>
#include <optional>

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

// The counts of the steps that reach into the window which ends with the newest step.
class TrailingCounts
{
public:
    explicit TrailingCounts(std::chrono::milliseconds window)
        : m_window(window)
    {
    }

    void add(const ModelSeries::Step& step)
    {
        m_steps.push_back(&step);
        m_counts += step.summary.counts;
        while (m_steps.front()->range.to <= step.range.to - m_window) {
            m_counts = minus(m_counts, m_steps.front()->summary.counts);
            m_steps.pop_front();
        }
    }

    const OutcomeCounts& counts() const { return m_counts; }

private:
    std::chrono::milliseconds m_window;
    std::deque<const ModelSeries::Step*> m_steps;
    OutcomeCounts m_counts;
};

// A point at the very end of a gap closes the step that follows it and is shown.
bool liesIn(const std::vector<TimeRange>& gaps, TimePoint at)
{
    return std::ranges::any_of(gaps, [at](TimeRange gap) { return gap.from < at && at < gap.to; });
}

bool liesBetween(const std::vector<TimeRange>& gaps, TimePoint from, TimePoint to)
{
    return std::ranges::any_of(gaps, [&](TimeRange gap) { return gap.from < to && from < gap.to; });
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
    return frameGaps(covered, frame);
}

std::vector<TimeRange> frameGaps(const std::vector<TimeRange>& covered, const CurveFrame& frame)
{
    std::vector<TimeRange> gaps =
        gapSpans(frame.range, covered, std::max(frame.step / 2, frame.silence));
    for (const TimeRange gap : frame.recorded) {
        const TimeRange shown {.from = std::max(gap.from, frame.range.from),
                               .to = std::min(gap.to, frame.range.to)};
        if (!shown.isEmpty() && shown.length() > frame.silence) {
            gaps.push_back(shown);
        }
    }
    return mergedSpans(std::move(gaps));
}

RateCurve rateCurve(const ModelSeries& series, const CurveFrame& frame)
{
    RateCurve curve {.pieces = {}, .gaps = seriesGaps(series, frame), .highest = 0};
    TrailingCounts trailing(frame.window);
    for (const ModelSeries::Step& step : series.before) {
        trailing.add(step);
    }
    std::optional<TimePoint> previous;
    for (const ModelSeries::Step& step : series.steps) {
        trailing.add(step);
        const TimePoint at = std::min(step.range.to, frame.range.to);
        if (step.summary.counts.reached() == 0 || liesIn(curve.gaps, at)) {
            continue;
        }
        if (!previous || liesBetween(curve.gaps, *previous, at)) {
            curve.pieces.emplace_back();
        }
        const stats::Proportion rate = *estimateRate(trailing.counts()).overload;
        curve.pieces.back().push_back({.at = at, .rate = rate});
        curve.highest = std::max(curve.highest, rate.value);
        previous = at;
    }
    return curve;
}

} // namespace plimsoll
