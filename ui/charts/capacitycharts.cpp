// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/capacitycharts.h"

#include "ui/viewmodels/capacitytables.h"
#include "ui/viewmodels/ceilingline.h"
#include "ui/viewmodels/limittables.h"
#include "ui/viewmodels/modeltile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::array shownKinds {LimitKind::InputTokens, LimitKind::OutputTokens,
                                 LimitKind::Requests};

double asX(TimePoint t)
{
    return double(toEpochMs(t));
}

PlotContent framed(const CapacityFrame& frame, const std::vector<TimeRange>& gaps,
                   const Format& format)
{
    PlotContent plot;
    plot.x = {asX(frame.range.from), asX(frame.range.to)};
    plot.xAxis = PlotContent::Axis::Time;
    plot.xTicks = timeTicks(frame.range, 10, format.times);
    if (!frame.isLowest) {
        for (Tick& tick : plot.xTicks) {
            tick.label.clear();
        }
    }
    plot.grid = PlotContent::Grid::Both;
    plot.flags = frame.flags;
    plot.gapText = PlotView::tr("no data");
    for (const TimeRange gap : gaps) {
        plot.gaps.emplace_back(asX(gap.from), asX(gap.to));
    }
    return plot;
}

template<typename Line>
const std::vector<QPointF>& lineOf(const StepLines& piece, Line line)
{
    return piece[std::size_t(line)];
}

// The same moments at a height of their own.
std::vector<QPointF> levelBelow(const std::vector<QPointF>& line, double y)
{
    std::vector<QPointF> level;
    std::ranges::transform(line, std::back_inserter(level),
                           [y](QPointF point) { return QPointF(point.x(), y); });
    return level;
}

struct KindLine
{
    LimitKind kind;
    std::vector<LimitSpan> spans;
};

std::vector<KindLine> kindLines(const LimitHistory& history, const QString& account,
                                TimeRange range)
{
    std::vector<KindLine> lines;
    const auto pool = std::ranges::find(history.pools, account, &PoolLimits::account);
    if (pool == history.pools.end()) {
        return lines;
    }
    for (const LimitKind kind : shownKinds) {
        auto spans = ceilingSpans(pool->spans, kind, range);
        if (!spans.empty()) {
            lines.push_back({.kind = kind, .spans = std::move(spans)});
        }
    }
    return lines;
}

void addLimitAxis(PlotContent& plot, const std::vector<KindLine>& lines, const Format& format)
{
    plot.scale = PlotContent::Scale::Log;
    double low = 1'000;
    double high = 10'000;
    bool first = true;
    for (const KindLine& line : lines) {
        for (const LimitSpan& span : line.spans) {
            low = first ? double(span.value) : std::min(low, double(span.value));
            high = first ? double(span.value) : std::max(high, double(span.value));
            first = false;
        }
    }
    const std::vector<double> values = decades(low / 1.5, high * 1.5);
    plot.y = {values.front(), values.back()};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values.size() <= 5 || i % 2 == 0) {
            plot.yTicks.push_back(
                {.value = values[i], .label = format.numbers.limitOnAxis(values[i])});
        }
    }
}

void addKind(PlotContent& plot, const KindLine& line, const CapacityFrame& frame,
             const Format& format)
{
    const bool isInput = line.kind == LimitKind::InputTokens;
    const PlotColour colour = isInput ? PlotColour(frame.series) : PlotColour(Token::Text2);
    plot.lines.push_back({.points = ceilingLine(line.spans, frame.range),
                          .colour = colour,
                          .dashed = line.kind == LimitKind::Requests});
    const bool isBelow = line.kind == LimitKind::OutputTokens;
    plot.labels.push_back({.at = plot.lines.back().points.back(),
                           .text = shortLabel(line.kind) + u' '
                               + format.numbers.limit(line.kind, line.spans.back().value),
                           .second = {},
                           .side = Qt::AlignRight | (isBelow ? Qt::AlignBottom : Qt::AlignTop),
                           .colour = isInput ? PlotColour(Token::Text) : colour});
}

void addChanges(PlotContent& plot, const LimitHistory& history, const QString& account,
                const CapacityFrame& frame, const Format& format)
{
    for (const LimitChange& change : ceilingChanges(history, account, frame.range)) {
        const bool late = change.firstNew - frame.range.from > frame.range.length() * 3 / 5;
        plot.labels.push_back({.at = {asX(change.firstNew), double(change.from)},
                               .text = changeWords(change, format.numbers),
                               .second = format.times.event(change.firstNew),
                               .side = (late ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom,
                               .colour = Token::Text});
    }
}

} // namespace

std::vector<PlotFlag> ceilingFlags(const LimitHistory& history, const QString& account,
                                   TimeRange range)
{
    std::vector<PlotFlag> flags;
    for (const ChangeFlag& flag : changeFlags(history, account)) {
        if (range.contains(flag.at)) {
            flags.push_back({.x = asX(flag.at), .letter = flag.letter});
        }
    }
    return flags;
}

PlotContent ceilingPlot(const LimitHistory& history, const QString& account,
                        const std::vector<Gap>& gaps, const CapacityFrame& frame,
                        const Format& format)
{
    std::vector<TimeRange> spans;
    std::ranges::transform(gaps, std::back_inserter(spans), &Gap::range);
    PlotContent plot = framed(frame, spans, format);
    const std::vector<KindLine> lines = kindLines(history, account, frame.range);
    addLimitAxis(plot, lines, format);
    if (lines.empty()) {
        plot.gaps = {plot.x};
        return plot;
    }
    TimePoint first = frame.range.to;
    for (const KindLine& line : lines) {
        first = std::min(first, line.spans.front().firstSeen);
        addKind(plot, line, frame, format);
    }
    if (first - frame.range.from > frame.range.length() / 200) {
        plot.gaps.emplace_back(plot.x.first, asX(first));
    }
    addChanges(plot, history, account, frame, format);
    return plot;
}

double shareFloor(double lowest)
{
    for (const double floor : {0.99, 0.98, 0.95, 0.9, 0.8, 0.5}) {
        if (lowest >= floor) {
            return floor;
        }
    }
    return 0;
}

PlotContent admissionPlot(const CapacityCurve& curve, const CapacityFrame& frame,
                          const Format& format)
{
    PlotContent plot = framed(frame, curve.gaps, format);
    const double floor = curve.pieces.empty() ? 0 : shareFloor(curve.lowest);
    plot.y = {floor, 1};
    for (int i = 0; i <= 4; i += 2) {
        const double value = floor + (1 - floor) * i / 4;
        const QString label =
            floor >= 0.95 ? format.numbers.percent(value) : format.numbers.wholePercent(value);
        plot.yTicks.push_back({.value = value, .label = label});
    }
    for (const StepLines& piece : curve.pieces) {
        const auto& admitted = lineOf(piece, AdmissionLine::Admitted);
        const auto& overloaded = lineOf(piece, AdmissionLine::Overloaded);
        plot.areas.push_back(
            {.low = admitted, .high = overloaded, .colour = Token::Bad, .dotted = false});
        plot.areas.push_back({.low = overloaded,
                              .high = levelBelow(overloaded, 1),
                              .colour = Token::Warn,
                              .dotted = true});
        plot.bands.push_back({.low = lineOf(piece, AdmissionLine::Low),
                              .high = lineOf(piece, AdmissionLine::High),
                              .series = frame.series});
        plot.lines.push_back({.points = admitted, .colour = frame.series, .dashed = false});
    }
    return plot;
}

PlotContent deliveryPlot(const CapacityCurve& curve, DeliveryMetric metric,
                         const CapacityFrame& frame, const Format& format)
{
    PlotContent plot = framed(frame, curve.gaps, format);
    const LinearTicks ticks = linearTicks(std::max(curve.highest, 1.0) * 1.05, 4);
    plot.y = {0, ticks.top};
    for (const double value : ticks.values) {
        const QString text = metric == DeliveryMetric::FirstToken
            ? format.numbers.milliseconds(value)
            : format.numbers.count(qint64(value)) + u"/s"_s;
        plot.yTicks.push_back({.value = value, .label = value > 0 ? text : u"0"_s});
    }
    if (curve.pieces.empty()) {
        plot.gaps = {plot.x};
    }
    for (const StepLines& piece : curve.pieces) {
        if (metric == DeliveryMetric::FirstToken) {
            plot.bands.push_back({.low = lineOf(piece, DeliveryLine::Low),
                                  .high = lineOf(piece, DeliveryLine::High),
                                  .series = frame.series});
        }
        plot.lines.push_back({.points = lineOf(piece, DeliveryLine::Value),
                              .colour = frame.series,
                              .dashed = false});
    }
    return plot;
}

CapacityChart::CapacityChart(const QString& name, const ThemeState& themes, QWidget* parent)
    : PlotView(themes, parent)
{
    setAccessibleName(name);
    setMinimumHeight(themes.px(100));
}

QString CapacityChart::hint(QPointF at) const
{
    const TimePoint moment = fromEpochMs(qint64(at.x()));
    const auto found = std::ranges::find_if(
        m_hints, [moment](const StepHint& one) { return one.range.contains(moment); });
    return found == m_hints.end() ? tr("no data") : found->text;
}

} // namespace plimsoll
