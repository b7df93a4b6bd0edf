// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/distributionchart.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr double eighthOfOctave = 0.125;

double heightOf(const LatencyBin& bin, quint64 n)
{
    return double(bin.count) / double(n) * eighthOfOctave / std::log2(bin.to / bin.from);
}

void addTimes(PlotContent& plot, double low, double high, const Format& format)
{
    const std::vector<double> values = logTicks(low, high, 8);
    plot.x = {std::log10(low), std::log10(high)};
    for (const double value : values) {
        if (low <= value && value <= high) {
            plot.xTicks.push_back(
                {.value = std::log10(value), .label = format.numbers.milliseconds(value)});
        }
    }
}

// The names of the median and of p95 lie to the left of their lines, that of p99 to the right.
void addMark(PlotContent& plot, const QString& name, std::optional<double> milliseconds,
             double height, const Format& format)
{
    if (!milliseconds) {
        return;
    }
    const double x = std::log10(*milliseconds);
    const bool isLast = name == "p99"_L1;
    const double space = isLast ? 0 : (plot.x.second - plot.x.first) * 0.01;
    plot.lines.push_back(
        {.points = {{x, 0}, {x, plot.y.second}}, .colour = Token::Text, .dashed = true});
    plot.labels.push_back({.at = {x - space, plot.y.second * height},
                           .text = name + u' ' + format.numbers.milliseconds(*milliseconds),
                           .second = {},
                           .side = (isLast ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignBottom,
                           .colour = Token::Text});
}

} // namespace

PlotContent distributionPlot(const LatencyWhole& whole, int series, const Format& format)
{
    PlotContent plot;
    plot.gapText = PlotView::tr("no data");
    if (whole.bins.empty()) {
        plot.gaps = {plot.x};
        return plot;
    }
    addTimes(plot, whole.bins.front().from, whole.bins.back().to, format);
    double highest = 0;
    for (const LatencyBin& bin : whole.bins) {
        const double height = heightOf(bin, whole.quantiles.n);
        highest = std::max(highest, height);
        plot.bars.push_back(
            {.from = std::log10(bin.from), .to = std::log10(bin.to), .value = height});
    }
    const LinearTicks ticks = linearTicks(highest * 1.1, 4);
    plot.y = {0, ticks.top};
    for (const double value : ticks.values) {
        plot.yTicks.push_back({.value = value, .label = format.numbers.wholePercent(value)});
    }
    plot.barColour = series;
    plot.widestBar = 64;
    addMark(plot, u"p50"_s, whole.quantiles.p50, 1.0, format);
    addMark(plot, u"p95"_s, whole.quantiles.p95, 0.86, format);
    addMark(plot, u"p99"_s, whole.quantiles.p99, 1.0, format);
    return plot;
}

DistributionChart::DistributionChart(const ThemeState& themes, QWidget* parent)
    : PlotView(themes, parent)
{
    setAccessibleName(tr("Distribution of latencies"));
    setMinimumHeight(themes.px(160));
}

void DistributionChart::setBins(std::vector<LatencyBin> bins, PlotContent plot,
                                const Format& format)
{
    m_bins = std::move(bins);
    m_format = format;
    setContent(std::move(plot));
}

QString DistributionChart::hint(QPointF at) const
{
    const double milliseconds = std::pow(10, at.x());
    const auto bin = std::ranges::find_if(m_bins, [milliseconds](const LatencyBin& one) {
        return one.from <= milliseconds && milliseconds < one.to;
    });
    if (bin == m_bins.end()) {
        return {};
    }
    return tr("%1 to %2: %3 answers")
        .arg(m_format.numbers.milliseconds(bin->from), m_format.numbers.milliseconds(bin->to),
             m_format.numbers.count(qint64(bin->count)));
}

} // namespace plimsoll
