// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotview.h"
#include "ui/viewmodels/ratecurve.h"

namespace plimsoll {

// The overload rate of one model over the range: trailing rate, 95 % band, objective, gaps, flags.
class RateChart final : public PlotView
{
    Q_OBJECT

public:
    explicit RateChart(const ThemeState& themes, QWidget* parent = nullptr);

    void setCurve(const RateCurve& curve, const PlotContent& plot, const Format& format);

protected:
    QString hint(QPointF at) const override;

private:
    std::vector<RatePoint> m_points;
    Format m_format;
};

struct RatePlotInput
{
    TimeRange range;
    int series = 0;
    std::vector<PlotFlag> flags;
    std::chrono::milliseconds window {0}; // of the trailing rate
};
PlotContent ratePlot(const RateCurve& curve, const RatePlotInput& input, const Format& format);

} // namespace plimsoll
