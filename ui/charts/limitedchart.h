// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/series.h"
#include "ui/charts/plotview.h"
#include "ui/viewmodels/ratecurve.h"

namespace plimsoll {

// How often a model's probes were answered 429 in each step: this account's, apart from overload.
class LimitedChart final : public PlotView
{
    Q_OBJECT

public:
    explicit LimitedChart(const ThemeState& themes, QWidget* parent = nullptr);
};

PlotContent limitedPlot(const ModelSeries& series, const CurveFrame& frame, const Format& format);

} // namespace plimsoll
