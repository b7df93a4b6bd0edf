// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/limithistory.h"
#include "ui/charts/plotview.h"

namespace plimsoll {

// A ceiling over time as steps on a log axis, its changes marked with date and ratio.
class LimitsChart final : public PlotView
{
    Q_OBJECT

public:
    explicit LimitsChart(const ThemeState& themes, QWidget* parent = nullptr);
};

struct LimitPlotInput
{
    const LimitHistory& history;
    QString pool; // PoolLimits::account()
    LimitKind kind = LimitKind::InputTokens;
    TimeRange range;
    TimePoint now;
    std::vector<Gap> gaps; // recorded ones
};
PlotContent limitPlot(const LimitPlotInput& input, const Format& format);

} // namespace plimsoll
