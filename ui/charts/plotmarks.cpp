// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotmarks.h"

#include "ui/charts/plotframe.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace plimsoll {

PlotMarks::PlotMarks(const ThemeState& themes, const PlotFrame& frame, const PlotContent& content,
                     QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_themes(themes)
    , m_frame(frame)
    , m_content(content)
{
    setZValue(101); // above the frame
}

void PlotMarks::setWhole(const QRectF& whole)
{
    prepareGeometryChange();
    m_whole = whole;
}

void PlotMarks::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/,
                      QWidget* /*widget*/)
{
    if (m_frame.area().isEmpty()) {
        return;
    }
    paintLines(*painter);
    paintNames(*painter);
    if (m_content.handle) {
        paintHandle(*painter, *m_content.handle);
    }
}

void PlotMarks::paintDot(QPainter& painter, QPointF at, const QColor& fill,
                         const QColor& edge) const
{
    const double radius = m_themes.px(4);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(edge, 1));
    painter.setBrush(fill);
    painter.drawEllipse(at, radius, radius);
    painter.restore();
}

void PlotMarks::paintLines(QPainter& painter) const
{
    const Theme& theme = m_themes.theme();
    const QRectF& area = m_frame.area();
    painter.setRenderHint(QPainter::Antialiasing, false);
    QPen dots(theme[Token::Text2], 1, Qt::CustomDashLine);
    dots.setDashPattern({1, 3});
    for (const PlotMark& mark : m_content.marks) {
        const double x = std::round(m_frame.position({mark.x, m_content.y.first}).x());
        const double top = mark.y ? m_frame.position({mark.x, *mark.y}).y() : area.center().y();
        painter.setPen(dots);
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, top));
        if (mark.y) {
            paintDot(painter, {x, top}, theme[Token::Surface], theme[Token::Text]);
        }
    }
}

// A name stands beside its line, one row higher where it would touch the one before.
void PlotMarks::paintNames(QPainter& painter) const
{
    const QRectF& area = m_frame.area();
    painter.setFont(m_themes.font(11));
    const QFontMetricsF metrics(painter.font());
    std::vector<double> rowEnds; // where the last name of each row ends
    for (const PlotMark& mark : m_content.marks) {
        const double x = std::round(m_frame.position({mark.x, m_content.y.first}).x());
        const double width = metrics.horizontalAdvance(mark.text);
        const bool left = x + 6 + width > area.right();
        const double from = left ? x - 6 - width : x + 6;
        std::size_t row = 0;
        while (row < rowEnds.size() && rowEnds[row] + 8 > from) {
            ++row;
        }
        if (row == rowEnds.size()) {
            rowEnds.push_back(0);
        }
        rowEnds[row] = left ? x : from + width;
        m_frame.drawHaloed(painter,
                           {from, area.bottom() - m_themes.px(8) - double(row) * m_themes.px(17)},
                           mark.text, m_themes.theme()[Token::Text]);
    }
}

void PlotMarks::paintHandle(QPainter& painter, const PlotHandle& handle) const
{
    const Theme& theme = m_themes.theme();
    const QRectF& area = m_frame.area();
    const QColor accent = theme[Token::Accent];
    const double x = std::round(m_frame.position({handle.x, m_content.y.first}).x());
    const double track = m_whole.bottom() - m_themes.px(12);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme[Token::Rule], 2));
    painter.drawLine(QPointF(area.left(), track), QPointF(area.right(), track));
    painter.setPen(QPen(accent, 2));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, track));
    if (handle.y) {
        paintDot(painter, {x, m_frame.position({handle.x, *handle.y}).y()}, accent, accent);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const double half = m_themes.px(8);
    const QRectF knob(x - half, track - half, 2 * half, 2 * half);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    painter.drawRoundedRect(knob, 3, 3);
    if (handle.focused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme[Token::Text], 1));
        painter.drawRoundedRect(knob.adjusted(-2.5, -2.5, 2.5, 2.5), 4, 4);
    }
    painter.setFont(m_themes.font(12, ThemeState::Weight::Strong));
    const double width =
        std::max(QFontMetricsF(painter.font()).horizontalAdvance(handle.text),
                 QFontMetricsF(m_themes.font(11)).horizontalAdvance(handle.second));
    const double left = x + 8 + width > area.right() ? x - 8 - width : x + 8;
    const double row = m_themes.px(16);
    double y = area.top() + area.height() * 0.12;
    if (handle.y) { // the curve falls from its dot to the right, where the words stand
        const double dot = m_frame.position({handle.x, *handle.y}).y();
        y = dot > y + 2 * row ? y : dot + 1.5 * row;
    }
    m_frame.drawHaloed(painter, {left, y}, handle.text, accent);
    painter.setFont(m_themes.font(11));
    y += row;
    m_frame.drawHaloed(painter, {left, y}, handle.second, theme[Token::Text2]);
}

} // namespace plimsoll
