// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latencychart.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

double asX(TimePoint t)
{
    return double(toEpochMs(t));
}

const std::vector<QPointF>& line(const StepLines& lines, LatencyLine which)
{
    return lines[std::size_t(which)];
}

void addTimeAxis(PlotContent& plot, const LatencyCurve& curve, const Format& format)
{
    std::vector<double> values;
    if (curve.asksForLog()) {
        plot.scale = PlotContent::Scale::Log;
        plot.grid = PlotContent::Grid::Both;
        values = logTicks(curve.lowest, curve.highest, 7);
        plot.y = {values.front(), values.back()};
    } else {
        const LinearTicks ticks = linearTicks(std::max(curve.highest, 1.0) * 1.05, 6);
        values = ticks.values;
        plot.y = {0, ticks.top};
    }
    for (const double value : values) {
        plot.yTicks.push_back(
            {.value = value, .label = value > 0 ? format.numbers.milliseconds(value) : u"0"_s});
    }
}

} // namespace

PlotContent latencyPlot(const LatencyCurve& curve, const LatencyPlotInput& input,
                        const Format& format)
{
    PlotContent plot;
    plot.x = {asX(input.range.from), asX(input.range.to)};
    plot.xAxis = PlotContent::Axis::Time;
    plot.xTicks = timeTicks(input.range, 14, format.times);
    addTimeAxis(plot, curve, format);
    plot.gapText = PlotView::tr("no data");
    for (const TimeRange gap : curve.gaps) {
        plot.gaps.emplace_back(asX(gap.from), asX(gap.to));
    }
    for (const StepLines& piece : curve.pieces) {
        plot.bands.push_back({.low = line(piece, LatencyLine::P5),
                              .high = line(piece, LatencyLine::P95),
                              .series = input.series});
        plot.bands.push_back({.low = line(piece, LatencyLine::P25),
                              .high = line(piece, LatencyLine::P75),
                              .series = input.series});
        plot.lines.push_back(
            {.points = line(piece, LatencyLine::P50), .colour = input.series, .dashed = false});
    }
    return plot;
}

LatencyChart::LatencyChart(const ThemeState& themes, QWidget* parent)
    : PlotView(themes, parent)
{
    setAccessibleName(tr("Latency over time"));
    setMinimumHeight(themes.px(200));
}

void LatencyChart::setReport(const LatencyReport& report, LatencyMetric metric, PlotContent plot,
                             const Format& format)
{
    m_format = format;
    m_steps.clear();
    for (const LatencyStep& step : report.steps) {
        m_steps.push_back({.range = step.range, .quantiles = step[metric]});
    }
    setContent(std::move(plot));
}

QString LatencyChart::hint(QPointF at) const
{
    const TimePoint moment = fromEpochMs(qint64(at.x()));
    const auto step = std::ranges::find_if(
        m_steps, [moment](const Step& one) { return one.range.contains(moment); });
    if (step == m_steps.end() || step->quantiles.n == 0) {
        return tr("no data");
    }
    const LatencyQuantiles& values = step->quantiles;
    const Numbers& numbers = m_format.numbers;
    return m_format.times.event(step->range.from) + u'\n'
        + tr("median %1, n = %2")
              .arg(numbers.milliseconds(*values.p50), numbers.count(qint64(values.n)))
        + u'\n'
        + tr("middle half %1 to %2")
              .arg(numbers.milliseconds(*values.p25), numbers.milliseconds(*values.p75))
        + u'\n'
        + tr("p5 %1, p95 %2")
              .arg(numbers.milliseconds(*values.p5), numbers.milliseconds(*values.p95));
}

} // namespace plimsoll
