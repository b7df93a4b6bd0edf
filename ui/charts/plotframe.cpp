// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotframe.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/shapes.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr double tickLength = 4;
constexpr double flagWidth = 14; // at 100 %
constexpr double haloWidth = 4;

// How far between the two ends of an axis a value lies.
double along(PlotContent::Scale scale, double from, double to, double value)
{
    return scale == PlotContent::Scale::Log ? std::log(value / from) / std::log(to / from)
                                            : (value - from) / (to - from);
}

} // namespace

PlotFrame::PlotFrame(const ThemeState& themes, Layer layer, QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_themes(themes)
    , m_layer(layer)
{
    setZValue(layer == Layer::Below ? -1 : 100); // series lie between
}

void PlotFrame::setContent(const PlotContent* content)
{
    m_content = content;
    update();
}

void PlotFrame::setArea(const QRectF& plotArea, const QRectF& whole)
{
    prepareGeometryChange();
    m_area = plotArea;
    m_whole = whole;
}

QPointF PlotFrame::position(QPointF data) const
{
    const auto& [x0, x1] = m_content->x;
    const auto& [y0, y1] = m_content->y;
    return {m_area.left() + along(m_content->xScale, x0, x1, data.x()) * m_area.width(),
            m_area.bottom() - along(m_content->scale, y0, y1, data.y()) * m_area.height()};
}

QColor PlotFrame::colour(const PlotColour& colour) const
{
    if (const int* series = std::get_if<int>(&colour)) {
        return m_themes.theme().series(*series).colour;
    }
    return m_themes.theme()[std::get<Token>(colour)];
}

void PlotFrame::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/,
                      QWidget* /*widget*/)
{
    if (!m_content || m_area.isEmpty()) {
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
    if (m_layer == Layer::Below) {
        paintGrid(*painter);
        paintGaps(*painter);
        paintBars(*painter);
        return;
    }
    paintXAxis(*painter);
    paintYLabels(*painter);
    paintObjective(*painter);
    paintGapTexts(*painter);
    paintFlags(*painter);
    paintNow(*painter);
    for (const PlotLabel& label : m_content->labels) {
        paintLabel(*painter, label);
    }
    paintSpan(*painter);
    paintPointed(*painter);
    paintFocus(*painter);
}

void PlotFrame::setPointed(std::optional<double> x, const QString& values)
{
    m_pointed = x;
    m_values = values;
    update();
}

void PlotFrame::setSpan(std::optional<std::pair<double, double>> span)
{
    m_span = span;
    update();
}

void PlotFrame::setFocused(bool focused)
{
    m_focused = focused;
    update();
}

void PlotFrame::paintPointed(QPainter& painter) const
{
    if (!m_pointed) {
        return;
    }
    const Theme& theme = m_themes.theme();
    const double x = std::floor(px(*m_pointed));
    painter.setPen(QPen(theme[Token::Accent], 1));
    painter.drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom() - 1));
    if (m_values.isEmpty()) {
        return;
    }
    painter.setFont(m_themes.font(11, ThemeState::Weight::Strong));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(m_values);
    const double left = x + 6 + width > m_area.right() ? x - 6 - width : x + 6;
    drawHaloed(painter, {left, m_area.bottom() - m_themes.px(6)}, m_values, theme[Token::Accent]);
}

void PlotFrame::paintSpan(QPainter& painter) const
{
    if (!m_span) {
        return;
    }
    const double from = std::floor(px(std::min(m_span->first, m_span->second)));
    const double to = std::floor(px(std::max(m_span->first, m_span->second)));
    QColor fill = m_themes.theme()[Token::Accent];
    painter.setPen(QPen(fill, 1));
    painter.drawLine(QPointF(from, m_area.top()), QPointF(from, m_area.bottom() - 1));
    painter.drawLine(QPointF(to, m_area.top()), QPointF(to, m_area.bottom() - 1));
    fill.setAlphaF(0.12F);
    painter.fillRect(QRectF(from, m_area.top(), to - from, m_area.height()), fill);
}

void PlotFrame::paintFocus(QPainter& painter) const
{
    if (m_focused) {
        painter.setPen(QPen(m_themes.theme()[Token::Accent], 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_whole.adjusted(1, 1, -1, -1));
    }
}

void PlotFrame::paintGrid(QPainter& painter) const
{
    painter.setPen(QPen(m_themes.theme()[Token::Grid], 1));
    for (const Tick& tick : m_content->yTicks) {
        const int y = int(std::round(py(tick.value)));
        if (y < int(m_area.bottom())) {
            painter.drawLine(QPointF(m_area.left(), y), QPointF(m_area.right(), y));
        }
    }
    if (m_content->grid == PlotContent::Grid::Both) {
        for (const Tick& tick : m_content->xTicks) {
            const int x = int(std::round(px(tick.value)));
            painter.drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom()));
        }
    }
}

void PlotFrame::paintGaps(QPainter& painter) const
{
    for (const auto& [from, to] : m_content->gaps) {
        const double left = std::max(px(from), m_area.left());
        const double right = std::min(px(to), m_area.right());
        const QRectF gap(left, m_area.top(), std::max(2.0, right - left), m_area.height());
        painter.fillRect(gap, m_themes.theme()[Token::Surface]);
        drawHatch(painter, gap, m_themes.theme()[Token::Hatch]);
    }
}

void PlotFrame::paintGapTexts(QPainter& painter) const
{
    painter.setFont(m_themes.font(11));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(m_content->gapText);
    for (const auto& [from, to] : m_content->gaps) {
        const double left = std::max(px(from), m_area.left());
        const double right = std::min(px(to), m_area.right());
        if (right - left > width + 6 && m_area.height() > m_themes.px(40)) {
            drawHaloed(painter, {(left + right - width) / 2, m_area.center().y()},
                       m_content->gapText, m_themes.theme()[Token::Text2]);
        }
    }
}

void PlotFrame::paintBars(QPainter& painter) const
{
    for (const PlotBar& bar : m_content->bars) {
        const double left = std::floor(px(bar.from));
        const double right = std::floor(px(bar.to));
        const double top = std::round(py(bar.value));
        painter.fillRect(QRectF(left, top, std::clamp(right - left - 1, 2.0, m_content->widestBar),
                                m_area.bottom() - top),
                         colour(m_content->barColour));
    }
}

void PlotFrame::paintXAxis(QPainter& painter) const
{
    const Theme& theme = m_themes.theme();
    const int y = int(m_area.bottom());
    painter.setPen(QPen(theme[Token::Text3], 1));
    painter.drawLine(QPointF(m_area.left(), y), QPointF(m_area.right(), y));
    painter.setFont(m_themes.font(11));
    const auto& ticks = m_content->xTicks;
    double reached = -1e9;
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        double x = std::round(px(ticks[i].value));
        painter.setPen(QPen(theme[Token::Text3], 1));
        painter.drawLine(QPointF(x, y), QPointF(x, y + tickLength));
        if (m_content->labelsBetweenTicks) {
            const double end = i + 1 < ticks.size() ? ticks[i + 1].value : m_content->x.second;
            x = (x + px(end)) / 2;
        }
        const double half = tabularWidth(QFontMetricsF(painter.font()), ticks[i].label) / 2;
        // A label that would touch its neighbour or leave the chart is left out.
        if (x - half < reached + 6 || x + half > m_whole.right()) {
            continue;
        }
        painter.setPen(theme[Token::Text2]);
        drawTabular(painter, QRectF(x - half, y + tickLength, 2 * half, m_themes.px(18)),
                    Qt::AlignLeft, ticks[i].label);
        reached = x + half;
    }
}

void PlotFrame::paintYLabels(QPainter& painter) const
{
    painter.setFont(m_themes.font(11));
    painter.setPen(m_themes.theme()[Token::Text2]);
    for (const Tick& tick : m_content->yTicks) {
        const double y = py(tick.value);
        drawTabular(painter, QRectF(0, y - 9, m_area.left() - 8, 18), Qt::AlignRight, tick.label);
    }
}

void PlotFrame::paintObjective(QPainter& painter) const
{
    if (!m_content->objective || m_content->objective->y > m_content->y.second) {
        return;
    }
    const Theme& theme = m_themes.theme();
    const int y = int(std::round(py(m_content->objective->y)));
    QPen pen(theme[Token::Text], 1, Qt::CustomDashLine);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(m_area.left(), y), QPointF(m_area.right(), y));
    painter.setFont(m_themes.font(11, ThemeState::Weight::Strong));
    drawHaloed(painter, {m_area.left() + 4, y - 5.0}, m_content->objective->text,
               theme[Token::Text]);
}

void PlotFrame::paintFlags(QPainter& painter) const
{
    const Theme& theme = m_themes.theme();
    const double half = m_themes.px(int(flagWidth)) / 2.0;
    painter.setFont(m_themes.font(10, ThemeState::Weight::Strong));
    double taken = m_area.left() - 2 * half; // right end of the last flag
    for (const PlotFlag& flag : m_content->flags) {
        const double x = std::round(px(flag.x)) + 0.5;
        const double bottom = m_area.top() - 3;
        const double top = bottom - 2 * half - 1;
        QPen dots(theme[Token::Text], 1, Qt::CustomDashLine);
        dots.setDashPattern({1, 3});
        painter.setPen(dots);
        painter.drawLine(QPointF(x, bottom), QPointF(x, m_area.bottom()));
        if (x - half < taken) { // of those that stand too close the first has its letter
            continue;
        }
        taken = x + half + 1;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme[Token::Text2]);
        painter.drawPolygon(QPolygonF {{x - half, top},
                                       {x + half, top},
                                       {x + half, bottom - half / 1.6},
                                       {x, bottom},
                                       {x - half, bottom - half / 1.6}});
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme[Token::Surface]);
        painter.drawText(QRectF(x - half, top - 1, 2 * half, 2 * half), Qt::AlignCenter,
                         flag.letter);
    }
}

void PlotFrame::paintNow(QPainter& painter) const
{
    if (!m_content->now) {
        return;
    }
    const double x = std::round(px(m_content->now->value));
    painter.setPen(QPen(m_themes.theme()[Token::Text], 1));
    painter.drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom()));
    painter.setFont(m_themes.font(11, ThemeState::Weight::Strong));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(m_content->now->label);
    const double left = x + 6 + width > m_area.right() ? x - 6 - width : x + 6;
    drawHaloed(painter, {left, m_area.top() + m_themes.px(12)}, m_content->now->label,
               m_themes.theme()[Token::Text]);
}

void PlotFrame::paintLabel(QPainter& painter, const PlotLabel& label) const
{
    const QPointF at = position(label.at);
    painter.setFont(m_themes.font(12, ThemeState::Weight::Strong));
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(label.text);
    double x = label.side & Qt::AlignRight ? at.x() - width : at.x() + m_themes.px(10);
    if (x + width > m_whole.right()) {
        x = at.x() - m_themes.px(10) - width;
    }
    double y = label.side & Qt::AlignBottom ? at.y() + metrics.height() + 2 : at.y() - 6;
    drawHaloed(painter, {x, y}, label.text, colour(label.colour));
    if (!label.second.isEmpty()) {
        painter.setFont(m_themes.font(11));
        y += m_themes.px(15);
        drawHaloed(painter, {x, y}, label.second, m_themes.theme()[Token::Text2]);
    }
}

void PlotFrame::drawHaloed(QPainter& painter, QPointF baseline, const QString& text,
                           const QColor& colour) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addText(baseline, painter.font(), text);
    painter.strokePath(outline,
                       QPen(m_themes.theme()[Token::Surface], haloWidth, Qt::SolidLine,
                            Qt::RoundCap, Qt::RoundJoin));
    painter.setPen(colour);
    painter.drawText(baseline, text);
    painter.restore();
}

} // namespace plimsoll
