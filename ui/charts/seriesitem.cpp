// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/seriesitem.h"

#include "ui/charts/m4.h"
#include "ui/charts/plotframe.h"

#include <QPainter>
#include <QPolygonF>

#include <cmath>

namespace plimsoll {

namespace {

constexpr float areaAlpha = 0.45F;

QPolygonF polygonOf(const std::vector<QPointF>& points)
{
    return {QList<QPointF>(points.begin(), points.end())};
}

QPen penOf(const PlotLine& line, const Theme& theme)
{
    QPen pen(Qt::black, 1);
    if (const int* slot = std::get_if<int>(&line.colour)) {
        pen.setColor(theme.series(*slot).colour);
        pen.setStyle(theme.series(*slot).dashed ? Qt::DashLine : Qt::SolidLine);
    } else {
        pen.setColor(theme[std::get<Token>(line.colour)]);
    }
    if (line.dashed) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({4, 3});
    }
    return pen;
}

} // namespace

SeriesItem::SeriesItem(const ThemeState& themes, const PlotFrame& frame, QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_themes(themes)
    , m_frame(frame)
{
    setZValue(50); // between the two frames
}

void SeriesItem::setContent(const PlotContent* content)
{
    m_content = content;
    forget();
}

void SeriesItem::setArea(const QRectF& plotArea)
{
    if (plotArea != m_area) {
        prepareGeometryChange();
        m_area = plotArea;
        forget();
    }
}

void SeriesItem::forget()
{
    m_isReckoned = false;
    update();
}

void SeriesItem::reckon()
{
    m_areas.clear();
    m_bands.clear();
    m_lines.clear();
    for (const PlotArea& area : m_content->areas) {
        m_areas.push_back(outlineOf(area.low, area.high));
    }
    for (const PlotBand& band : m_content->bands) {
        m_bands.push_back(outlineOf(band.low, band.high));
    }
    for (const PlotLine& line : m_content->lines) {
        m_lines.push_back(polygonOf(seen(line.points)));
    }
    m_isReckoned = true;
}

void SeriesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/,
                       QWidget* /*widget*/)
{
    if (!m_content || m_area.isEmpty()) {
        return;
    }
    if (!m_isReckoned) {
        reckon();
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setClipRect(m_area);
    for (std::size_t i = 0; i < m_areas.size(); ++i) {
        paintArea(*painter, m_content->areas[i], m_areas[i]);
    }
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        paintBand(*painter, m_content->bands[i], m_bands[i]);
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        paintLine(*painter, m_content->lines[i], m_lines[i]);
    }
    painter->restore();
}

// In pixels, on whole columns: what is left out then changes no pixel.
std::vector<QPointF> SeriesItem::seen(const std::vector<QPointF>& points) const
{
    std::vector<QPointF> pixels;
    pixels.reserve(points.size());
    for (const QPointF& point : points) {
        const QPointF at = m_frame.position(point);
        pixels.emplace_back(std::floor(at.x()), at.y());
    }
    return m4(pixels);
}

QPolygonF SeriesItem::outlineOf(const std::vector<QPointF>& low,
                                const std::vector<QPointF>& high) const
{
    std::vector<QPointF> outline = seen(high);
    const std::vector<QPointF> below = seen(low);
    outline.insert(outline.end(), below.rbegin(), below.rend());
    return polygonOf(outline);
}

void SeriesItem::paintArea(QPainter& painter, const PlotArea& area, const QPolygonF& outline) const
{
    QColor fill = m_frame.colour(area.colour);
    fill.setAlphaF(areaAlpha);
    painter.setPen(Qt::NoPen);
    painter.setBrush({fill, area.dotted ? Qt::Dense4Pattern : Qt::SolidPattern});
    painter.drawPolygon(outline);
}

void SeriesItem::paintBand(QPainter& painter, const PlotBand& band, const QPolygonF& outline) const
{
    const Theme& theme = m_themes.theme();
    QColor fill = theme.series(band.series).colour;
    fill.setAlphaF(theme.isDark() ? 0.20F : 0.18F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(outline);
}

void SeriesItem::paintLine(QPainter& painter, const PlotLine& line, const QPolygonF& points) const
{
    const QPen pen = penOf(line, m_themes.theme());
    if (points.size() == 1) { // it has no length; a dot instead of nothing
        painter.fillRect(QRectF(points.front() - QPointF(1, 1), QSizeF(3, 3)), pen.color());
        return;
    }
    painter.setPen(pen);
    if (pen.style() != Qt::SolidLine) {
        painter.drawPolyline(points); // dashes go on from piece to piece
        return;
    }
    // Each piece with both its ends: a polyline leaves some out where it turns within a pixel.
    QList<QLineF> pieces;
    pieces.reserve(points.size());
    for (qsizetype i = 1; i < points.size(); ++i) {
        pieces.emplace_back(points[i - 1], points[i]);
    }
    painter.drawLines(pieces);
}

} // namespace plimsoll
