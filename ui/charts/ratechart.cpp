// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ratechart.h"

#include "ui/viewmodels/sentences.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr double bandInView = 0.08; // what an hour of probes without an overload leaves possible

double asX(TimePoint t)
{
    return double(toEpochMs(t));
}

// The top of the scale: the whole line, the objective, and the whole band unless it would flatten
// both. A cut band would look more certain than it is, so it takes a lot to cut it.
double topOf(const RateCurve& curve)
{
    double band = 0;
    for (const auto& piece : curve.pieces) {
        for (const RatePoint& point : piece) {
            band = std::max(band, point.rate.high);
        }
    }
    const double line = std::max(curve.highest, overloadObjective);
    return std::min(1.0, std::max(line * 1.15, std::min(band, std::max(line * 2.5, bandInView))));
}

QString percentTick(double share, double step)
{
    const int decimals = step < 0.00099 ? 2 : (step < 0.0099 ? 1 : 0);
    return QLocale().toString(share * 100, 'f', decimals) + u" %"_s;
}

} // namespace

PlotContent ratePlot(const RateCurve& curve, const RatePlotInput& input, const Format& format)
{
    PlotContent plot;
    plot.x = {asX(input.range.from), asX(input.range.to)};
    plot.xAxis = PlotContent::Axis::Time;
    const LinearTicks ticks = linearTicks(topOf(curve), 7);
    plot.y = {0, ticks.top};
    for (const double value : ticks.values) {
        plot.yTicks.push_back({.value = value, .label = percentTick(value, ticks.values[1])});
    }
    plot.xTicks = timeTicks(input.range, 14, format.times);
    plot.gapText = PlotView::tr("no data");
    for (const TimeRange gap : curve.gaps) {
        plot.gaps.emplace_back(asX(gap.from), asX(gap.to));
    }
    for (const auto& piece : curve.pieces) {
        PlotLine line {.points = {}, .colour = input.series, .dashed = false};
        PlotBand band {.low = {}, .high = {}, .series = input.series};
        for (const RatePoint& point : piece) {
            line.points.emplace_back(asX(point.at), point.rate.value);
            band.low.emplace_back(asX(point.at), point.rate.low);
            band.high.emplace_back(asX(point.at), point.rate.high);
        }
        plot.lines.push_back(std::move(line));
        plot.bands.push_back(std::move(band));
    }
    plot.flags = input.flags;
    plot.window = double(input.window.count());
    plot.objective = PlotLevel {.y = overloadObjective, .text = PlotView::tr("objective 1 %")};
    return plot;
}

RateChart::RateChart(const ThemeState& themes, QWidget* parent)
    : PlotView(themes, parent)
{
    setAccessibleName(tr("Overload rate over time"));
    setMinimumHeight(themes.px(180));
}

void RateChart::setCurve(const RateCurve& curve, const PlotContent& plot, const Format& format)
{
    m_format = format;
    m_points.clear();
    for (const auto& piece : curve.pieces) {
        m_points.insert(m_points.end(), piece.begin(), piece.end());
    }
    setContent(plot);
}

QString RateChart::hint(QPointF at) const
{
    for (const auto& [from, to] : content().gaps) {
        if (from < at.x() && at.x() < to) {
            return tr("no data");
        }
    }
    const auto nearest = std::ranges::min_element(
        m_points, {}, [&](const RatePoint& point) { return std::abs(asX(point.at) - at.x()); });
    if (nearest == m_points.end()) {
        return {};
    }
    return m_format.times.event(nearest->at) + u'\n' + m_format.numbers.rate(nearest->rate);
}

} // namespace plimsoll
