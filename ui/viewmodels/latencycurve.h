// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/latencyreport.h"
#include "ui/viewmodels/ratecurve.h"
#include "ui/viewmodels/steppieces.h"

namespace plimsoll {

// The lines of a piece of LatencyCurve, from below.
enum class LatencyLine : std::size_t { P5, P25, P50, P75, P95 };

// The distribution of one metric over time, in milliseconds.
struct LatencyCurve
{
    std::vector<StepLines> pieces; // by LatencyLine
    std::vector<TimeRange> gaps; // in which nothing was sent
    double lowest = 0; // of p5; 0 without a value
    double highest = 0; // of p95

    // So far apart that a linear axis would show only the slowest.
    bool asksForLog() const { return lowest > 0 && highest / lowest > 20; }
};

LatencyCurve latencyCurve(const LatencyReport& report, LatencyMetric metric,
                          const CurveFrame& frame);

QString label(LatencyMetric metric); // "First token"

} // namespace plimsoll
