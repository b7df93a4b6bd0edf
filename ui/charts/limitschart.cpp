// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/limitschart.h"

#include "ui/viewmodels/ceilingline.h"
#include "ui/viewmodels/limittables.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

double asX(TimePoint t)
{
    return double(toEpochMs(t));
}

void addChanges(PlotContent& plot, const LimitPlotInput& input, const Format& format)
{
    for (const LimitChange& change : input.history.changes) {
        if (change.account() != input.pool || change.kind != input.kind
            || !input.range.contains(change.firstNew)) {
            continue;
        }
        const bool late = change.firstNew - input.range.from > input.range.length() * 4 / 5;
        plot.labels.push_back({.at = {asX(change.firstNew), double(change.to)},
                               .text = changeWords(change, format.numbers),
                               .second = format.times.event(change.firstNew),
                               .side = (late ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom,
                               .colour = Token::Text});
    }
    for (const ChangeFlag& flag : changeFlags(input.history, input.pool)) {
        if (input.range.contains(flag.at)) {
            plot.flags.push_back({.x = asX(flag.at), .letter = flag.letter});
        }
    }
}

void addAxes(PlotContent& plot, const std::vector<LimitSpan>& spans, const LimitPlotInput& input,
             const Format& format)
{
    plot.x = {asX(input.range.from), asX(input.range.to)};
    plot.xAxis = PlotContent::Axis::Time;
    plot.xTicks = timeTicks(input.range, 10, format.times);
    plot.scale = PlotContent::Scale::Log;
    double low = 1'000;
    double high = 10'000;
    if (!spans.empty()) {
        const auto [least, most] = std::ranges::minmax_element(spans, {}, &LimitSpan::value);
        low = double(least->value) / 1.5;
        high = double(most->value) * 1.5;
    }
    const std::vector<double> values = decades(low, high);
    plot.y = {values.front(), values.back()};
    for (const double value : values) {
        plot.yTicks.push_back({.value = value, .label = format.numbers.limitOnAxis(value)});
    }
}

} // namespace

PlotContent limitPlot(const LimitPlotInput& input, const Format& format)
{
    PlotContent plot;
    const auto pool = std::ranges::find(input.history.pools, input.pool, &PoolLimits::account);
    const std::vector<LimitSpan> spans = pool == input.history.pools.end()
        ? std::vector<LimitSpan>()
        : ceilingSpans(pool->spans, input.kind, input.range);
    addAxes(plot, spans, input, format);
    plot.gapText = PlotView::tr("no data");
    for (const Gap& gap : input.gaps) {
        plot.gaps.emplace_back(asX(gap.range.from), asX(gap.range.to));
    }
    if (spans.empty()) {
        plot.gaps = {plot.x};
        return plot;
    }
    if (spans.front().firstSeen - input.range.from > input.range.length() / 200) {
        plot.gaps.emplace_back(plot.x.first, asX(spans.front().firstSeen));
    }
    plot.lines.push_back(
        {.points = ceilingLine(spans, input.range), .colour = pool->series, .dashed = false});
    addChanges(plot, input, format);
    const QPointF end = plot.lines.back().points.back();
    plot.labels.push_back({.at = end,
                           .text = PlotView::tr("%1, seen %2")
                                       .arg(format.numbers.limit(input.kind, spans.back().value),
                                            format.age(spans.back().lastSeen, input.now)),
                           .second = {},
                           .side = Qt::AlignRight | Qt::AlignTop,
                           .colour = Token::Text});
    return plot;
}

LimitsChart::LimitsChart(const ThemeState& themes, QWidget* parent)
    : PlotView(themes, parent)
{
    setMinimumHeight(themes.px(150));
}

} // namespace plimsoll
