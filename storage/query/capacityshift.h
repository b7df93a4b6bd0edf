// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/trends.h"

#include <map>

namespace plimsoll {

// A share in two periods, with the 95 % interval of the difference: Newcombe's, with numbers
// divided by the design effect of blocks, for what is turned away comes in bursts. Absent without
// four blocks with a probe in either period, and where effective numbers are less than one.
struct ShareShift
{
    std::optional<double> before {};
    std::optional<double> after {};
    quint64 nBefore = 0;
    quint64 nAfter = 0;
    double designEffect = 1; // the greater of the two
    std::optional<stats::Difference> difference {}; // after - before
};

// Whether two of the currencies moved: the second half of what was measured against the first. The
// third, the ceiling, is exact and needs no comparison.
struct CapacityShift
{
    TimePoint middle; // where the second half begins; both are halves of time, not of probes
    ShareShift admission; // of what was asked for
    TrendRow firstToken; // p50; `lastWeek` is the first half, `thisWeek` the second
    TrendRow tokenGap; // p50
};

// `steps` by the start of each; blocks are of six hours, or one step where that is longer.
CapacityShift capacityShift(const std::map<TimePoint, Summary>& steps);

} // namespace plimsoll
