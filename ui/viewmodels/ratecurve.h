// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/series.h"

#include <vector>

namespace plimsoll {

// The overload rate over the `window` that ends with a step, at the end of that step.
struct RatePoint
{
    TimePoint at;
    stats::Proportion rate;
};

// Line pieces that are never joined: a gap lies between any two of them.
struct RateCurve
{
    std::vector<std::vector<RatePoint>> pieces;
    std::vector<TimeRange> gaps;
    double highest = 0; // of the line; the band may reach above
};

struct CurveFrame
{
    TimeRange range;
    std::chrono::milliseconds step {0};
    std::chrono::milliseconds window {0}; // at least one step
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    std::vector<TimeRange> recorded; // gaps the collector told of; a step may hide them
};

// A window long enough for a rate to mean something: one step up to 3 h, then 1 h, 24 h, 7 d.
std::chrono::milliseconds trailingWindow(TimeRange range, std::chrono::milliseconds step);

// Exact: the counts of the steps inside the window are added, those before the range included, so
// that the first point is as good as the last. Steps without any probe that reached the service
// have no point.
RateCurve rateCurve(const ModelSeries& series, const CurveFrame& frame);

// What `covered` leaves of the range, and the recorded gaps that no schedule explains.
std::vector<TimeRange> frameGaps(const std::vector<TimeRange>& covered, const CurveFrame& frame);
std::vector<TimeRange> seriesGaps(const ModelSeries& series, const CurveFrame& frame);

} // namespace plimsoll
