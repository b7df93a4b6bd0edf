// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/trends.h"

#include <QPointF>

#include <vector>

namespace plimsoll {

// The four questions the week-over-week chart answers.
enum class TrendMetric { OverloadRate, FirstToken, TokenGap, Limited };

// Two weeks by hour of week; x is the middle of an hour, 0..168; y is a share 0..1 or milliseconds.
struct TrendCurve
{
    struct Band
    {
        std::vector<QPointF> low;
        std::vector<QPointF> high;
    };
    std::vector<std::vector<QPointF>> thisWeek; // pieces; a break wherever an hour has no data
    std::vector<std::vector<QPointF>> lastWeek;
    // 95 % intervals of this week: Wilson's for shares, binomial ranks for medians; hours with too
    // few values have none.
    std::vector<Band> bands;
    std::vector<std::pair<double, double>> gaps; // hours in which either week has no data
    double highest = 0; // of both lines
};

TrendCurve trendCurve(const ModelTrend& trend, TrendMetric metric);

bool isTime(TrendMetric metric);
QString label(TrendMetric metric); // "First token p50"

} // namespace plimsoll
