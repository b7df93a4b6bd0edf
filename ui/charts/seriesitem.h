// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotcontent.h"
#include "ui/theme/themestate.h"

#include <QGraphicsItem>
#include <QPolygonF>

namespace plimsoll {

class PlotFrame;

// The lines, bands and areas of a plot, however many points they have: drawn within the plot area
// from the few points of each column of pixels that are seen. Qt Charts keeps an object and a path
// for every point, which takes it seconds for a million of them.
class SeriesItem final : public QGraphicsItem
{
public:
    // `frame` says where a point lies; both are parts of one chart.
    SeriesItem(const ThemeState& themes, const PlotFrame& frame, QGraphicsItem* parent);

    // Which must outlive the item; to be told again when it has become another.
    void setContent(const PlotContent* content);
    void setArea(const QRectF& plotArea);

    QRectF boundingRect() const override { return m_area; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void forget();
    void reckon();
    std::vector<QPointF> seen(const std::vector<QPointF>& points) const;
    QPolygonF outlineOf(const std::vector<QPointF>& low, const std::vector<QPointF>& high) const;
    void paintArea(QPainter& painter, const PlotArea& area, const QPolygonF& outline) const;
    void paintBand(QPainter& painter, const PlotBand& band, const QPolygonF& outline) const;
    void paintLine(QPainter& painter, const PlotLine& line, const QPolygonF& points) const;

    const ThemeState& m_themes;
    const PlotFrame& m_frame;
    const PlotContent* m_content = nullptr;
    QRectF m_area;
    // What is seen of the content, in pixels: a pointer that moves over the chart paints it often.
    bool m_isReckoned = false;
    std::vector<QPolygonF> m_areas;
    std::vector<QPolygonF> m_bands;
    std::vector<QPolygonF> m_lines;
};

} // namespace plimsoll
