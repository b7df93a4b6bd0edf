// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/trendchart.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int hoursInWeek = 168;

// By the clock on the wall, as the hours of the curve are: a week with a change of summer time has
// 167 or 169 hours, and its Saturday still begins at hour 120.
double hourOfWeek(TimePoint t, const Times& times)
{
    const QDateTime local = times.local(t);
    return (local.date().dayOfWeek() - 1) * 24
        + double(local.time().msecsSinceStartOfDay()) / 3.6e6;
}

void addTicks(PlotContent& plot, double highest, const TrendPlotInput& input, const Format& format)
{
    const LinearTicks ticks = linearTicks(highest, 5);
    plot.y = {0, ticks.top};
    for (const double value : ticks.values) {
        const QString text = isTime(input.metric) ? format.numbers.milliseconds(value)
                                                  : format.numbers.percent(value);
        plot.yTicks.push_back({.value = value, .label = value > 0 ? text : u"0"_s});
    }
    for (int day = 1; day <= 7; ++day) {
        plot.xTicks.push_back(
            {.value = (day - 1) * 24.0, .label = QLocale().dayName(day, QLocale::ShortFormat)});
    }
    plot.labelsBetweenTicks = true;
    plot.grid = PlotContent::Grid::Both;
}

double topOf(const TrendCurve& curve, TrendMetric metric)
{
    const double line = std::max(curve.highest, isTime(metric) ? 1.0 : 0.01);
    double band = 0;
    for (const TrendCurve::Band& piece : curve.bands) {
        for (const QPointF& point : piece.high) {
            band = std::max(band, point.y());
        }
    }
    return std::max(line * 1.1, std::min(band, line * 2));
}

PlotLabel endLabel(const std::vector<std::vector<QPointF>>& pieces, const QString& text,
                   PlotColour colour)
{
    const QPointF end = pieces.back().back();
    const bool late = end.x() > hoursInWeek - 24;
    return {.at = end,
            .text = text,
            .second = {},
            .side = (late ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop,
            .colour = colour};
}

} // namespace

PlotContent trendPlot(const TrendCurve& curve, const TrendPlotInput& input, const Format& format)
{
    PlotContent plot;
    plot.x = {0, hoursInWeek};
    addTicks(plot, topOf(curve, input.metric), input, format);
    plot.gaps = curve.gaps;
    plot.gapText = PlotView::tr("no data");
    for (const TrendCurve::Band& band : curve.bands) {
        plot.bands.push_back({.low = band.low, .high = band.high, .series = input.series});
    }
    for (const auto& piece : curve.lastWeek) {
        plot.lines.push_back({.points = piece, .colour = Token::Text2, .dashed = true});
    }
    for (const auto& piece : curve.thisWeek) {
        plot.lines.push_back({.points = piece, .colour = input.series, .dashed = false});
    }
    const double hour = hourOfWeek(input.now, format.times);
    const QString day =
        QLocale().dayName(format.times.local(input.now).date().dayOfWeek(), QLocale::ShortFormat);
    plot.now =
        Tick {.value = hour,
              .label = PlotView::tr("now, %1 %2").arg(day, format.times.timeOfDay(input.now))};
    if (!curve.thisWeek.empty()) {
        plot.labels.push_back(
            endLabel(curve.thisWeek, PlotView::tr("this week"), PlotColour(input.series)));
    }
    if (!curve.lastWeek.empty()) {
        plot.labels.push_back(
            endLabel(curve.lastWeek, PlotView::tr("last week"), PlotColour(Token::Text2)));
    }
    return plot;
}

TrendChart::TrendChart(const ThemeState& themes, QWidget* parent)
    : PlotView(themes, parent)
{
    setAccessibleName(tr("This week against the last"));
    setMinimumHeight(themes.px(230));
}

} // namespace plimsoll
