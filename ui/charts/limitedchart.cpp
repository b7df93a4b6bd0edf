// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/limitedchart.h"

#include <algorithm>

namespace plimsoll {

LimitedChart::LimitedChart(const ThemeState& themes, QWidget* parent)
    : PlotView(themes, parent)
{
    setAccessibleName(tr("Answers 429 per step"));
    setFixedHeight(themes.px(88));
}

PlotContent limitedPlot(const ModelSeries& series, const CurveFrame& frame, const Format& format)
{
    PlotContent plot;
    plot.x = {double(toEpochMs(frame.range.from)), double(toEpochMs(frame.range.to))};
    plot.xAxis = PlotContent::Axis::Time;
    double highest = 0;
    for (const ModelSeries::Step& step : series.steps) {
        const auto count = double(step.summary.counts.limited());
        highest = std::max(highest, count);
        if (count > 0) {
            plot.bars.push_back({.from = double(toEpochMs(step.range.from)),
                                 .to = double(toEpochMs(step.range.to)),
                                 .value = count});
        }
    }
    const LinearTicks ticks = linearTicks(std::max(highest, 2.0), 3);
    plot.y = {0, ticks.top};
    for (const double value : ticks.values) {
        plot.yTicks.push_back({.value = value, .label = format.numbers.count(qint64(value))});
    }
    plot.xTicks = timeTicks(frame.range, 14, format.times);
    for (const TimeRange gap : seriesGaps(series, frame)) {
        plot.gaps.emplace_back(double(toEpochMs(gap.from)), double(toEpochMs(gap.to)));
    }
    return plot;
}

} // namespace plimsoll
