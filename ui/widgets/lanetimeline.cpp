// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/lanetimeline.h"

#include "ui/theme/tabular.h"
#include "ui/viewmodels/gapspans.h"
#include "ui/widgets/shapes.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

void addBar(std::vector<TimeRange>& bars, TimeRange step)
{
    if (!bars.empty() && bars.back().to == step.from) {
        bars.back().to = step.to;
    } else {
        bars.push_back(step);
    }
}

} // namespace

LaneTimeline::Content laneContent(const std::vector<ModelOverview>& models, TimeRange range,
                                  std::chrono::milliseconds tolerance, const Times& times)
{
    LaneTimeline::Content content {
        .range = range, .lanes = {}, .gaps = {}, .ticks = timeTicks(range, 9, times)};
    std::vector<TimeRange> covered;
    std::vector<TimeRange> limited;
    for (const ModelOverview& model : models) {
        LaneTimeline::Lane lane {.name = model.displayName, .series = model.series, .bars = {}};
        for (const RateStep& step : model.spark) {
            covered.push_back(step.range);
            if (step.counts.overloaded() > 0) {
                addBar(lane.bars, step.range);
            }
            if (step.counts.limited() > 0) {
                limited.push_back(step.range);
            }
        }
        content.lanes.push_back(std::move(lane));
    }
    content.lanes.push_back({.name = LaneTimeline::tr("429, our account"),
                             .series = {},
                             .bars = mergedSpans(std::move(limited))});
    content.gaps = gapSpans(range, mergedSpans(std::move(covered)), tolerance);
    return content;
}

LaneTimeline::LaneTimeline(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Overloads of the last 24 hours by model"));
}

void LaneTimeline::setContent(Content content)
{
    const bool taller = content.lanes.size() != m_content.lanes.size();
    m_content = std::move(content);
    if (taller) {
        updateGeometry();
    }
    update();
}

QSize LaneTimeline::sizeHint() const
{
    return {m_themes.px(480), m_themes.px(25) * int(m_content.lanes.size()) + axisHeight()};
}

int LaneTimeline::laneHeight() const
{
    const int lanes = std::max(1, int(m_content.lanes.size()));
    return std::clamp((height() - axisHeight()) / lanes, m_themes.px(25), m_themes.px(40));
}

double LaneTimeline::x(TimePoint t) const
{
    const double share =
        double((t - m_content.range.from).count()) / double(m_content.range.length().count());
    return nameWidth() + std::floor(share * (width() - nameWidth() - 1));
}

QRectF LaneTimeline::barOf(TimeRange span, int top) const
{
    constexpr double least = 3;
    const double left = std::clamp(x(span.from), double(nameWidth()), width() - least);
    const double right = std::clamp(x(span.to), double(nameWidth()), double(width()));
    return {left, top + double((laneHeight() - m_themes.px(14)) / 2), std::max(least, right - left),
            double(m_themes.px(14))};
}

void LaneTimeline::paintTicks(QPainter& painter, int bottom) const
{
    const Theme& theme = m_themes.theme();
    painter.setFont(m_themes.font(11));
    for (const Tick& tick : m_content.ticks) {
        const double at = x(fromEpochMs(qint64(tick.value)));
        painter.fillRect(QRectF(at, 0, 1, bottom + 4), theme[Token::Grid]);
        painter.setPen(theme[Token::Text2]);
        if (at + 20 < width()) {
            drawTabular(painter, QRectF(at - 30, bottom + 4, 60, m_themes.px(18)), Qt::AlignHCenter,
                        tick.label);
        }
    }
}

void LaneTimeline::paintGap(QPainter& painter, TimeRange gap, QRectF lane) const
{
    const Theme& theme = m_themes.theme();
    const QRectF area(x(gap.from), lane.top(), std::max(2.0, x(gap.to) - x(gap.from)),
                      lane.height());
    drawHatch(painter, area, theme[Token::Hatch]);
    if (area.width() > m_themes.px(54)) {
        painter.setFont(m_themes.font(11));
        const QRectF words(area.center().x() - m_themes.px(24), area.center().y() - 8,
                           m_themes.px(48), 16);
        painter.fillRect(words, theme[Token::Surface]);
        painter.setPen(theme[Token::Text2]);
        painter.drawText(words, Qt::AlignCenter, tr("no data"));
    }
}

void LaneTimeline::paintLane(QPainter& painter, const Lane& lane, int top) const
{
    const Theme& theme = m_themes.theme();
    for (const TimeRange gap : lane.gaps) {
        paintGap(painter, gap, QRectF(0, top + 1, width(), laneHeight() - 2));
    }
    painter.setFont(m_themes.font(12));
    painter.setPen(theme[Token::Text]);
    painter.drawText(QRect(0, top, nameWidth(), laneHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                     lane.name);
    painter.fillRect(nameWidth(), top + laneHeight() - 1, width() - nameWidth(), 1,
                     theme[Token::Grid]);
    for (const TimeRange bar : lane.bars) {
        painter.fillRect(barOf(bar, top),
                         lane.series ? theme.series(*lane.series).colour : theme[Token::Warn]);
    }
    const double side = m_themes.px(8);
    for (const TimePoint moment : lane.moments) {
        const QRectF box(x(moment) - side / 2, top + (laneHeight() - side) / 2, side, side);
        drawShape(painter, box, Condition::Warning, theme[Token::Text2]);
    }
}

void LaneTimeline::paintChosen(QPainter& painter) const
{
    const QColor accent = m_themes.theme()[Token::Accent];
    const QRectF box = barOf(m_content.chosen->span, laneHeight() * int(m_content.chosen->lane))
                           .adjusted(-4, -4, 4, 4);
    painter.save();
    painter.setPen(QPen(accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.intersected(QRectF(rect()).adjusted(1, 1, -1, -1)));
    painter.restore();
}

void LaneTimeline::paintEvent(QPaintEvent* /*event*/)
{
    if (m_content.range.isEmpty()) {
        return;
    }
    QPainter painter(this);
    const int bottom = laneHeight() * int(m_content.lanes.size());
    paintTicks(painter, bottom);
    for (const TimeRange gap : m_content.gaps) {
        paintGap(painter, gap, QRectF(0, 0, width(), bottom));
    }
    int top = 0;
    for (const Lane& lane : m_content.lanes) {
        paintLane(painter, lane, top);
        top += laneHeight();
    }
    if (m_content.chosen) {
        paintChosen(painter);
    }
    painter.fillRect(nameWidth(), bottom, width() - nameWidth(), 1, m_themes.theme()[Token::Text3]);
}

} // namespace plimsoll
