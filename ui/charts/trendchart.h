// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotview.h"
#include "ui/viewmodels/trendcurve.h"

namespace plimsoll {

// This week against the last by hour of week, on one axis.
class TrendChart final : public PlotView
{
    Q_OBJECT

public:
    explicit TrendChart(const ThemeState& themes, QWidget* parent = nullptr);
};

struct TrendPlotInput
{
    TrendMetric metric = TrendMetric::OverloadRate;
    int series = 0;
    TimePoint monday; // start of this week
    TimePoint now;
};
PlotContent trendPlot(const TrendCurve& curve, const TrendPlotInput& input, const Format& format);

} // namespace plimsoll
