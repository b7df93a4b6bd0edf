// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotview.h"
#include "ui/viewmodels/latencycurve.h"

namespace plimsoll {

// The distribution of a latency over time: nine tenths and the middle half of the answers as bands,
// the median as a line.
class LatencyChart final : public PlotView
{
    Q_OBJECT

public:
    explicit LatencyChart(const ThemeState& themes, QWidget* parent = nullptr);

    void setReport(const LatencyReport& report, LatencyMetric metric, PlotContent plot,
                   const Format& format);

protected:
    QString hint(QPointF at) const override;

private:
    struct Step
    {
        TimeRange range;
        LatencyQuantiles quantiles;
    };
    std::vector<Step> m_steps;
    Format m_format;
};

struct LatencyPlotInput
{
    TimeRange range;
    int series = 0;
};
PlotContent latencyPlot(const LatencyCurve& curve, const LatencyPlotInput& input,
                        const Format& format);

} // namespace plimsoll
