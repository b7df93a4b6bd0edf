// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotcontent.h"
#include "ui/theme/themestate.h"

#include <QGraphicsItem>

namespace plimsoll {

// What Qt Charts cannot draw the way we want it: ticks at whole days of a zone, gaps, flags, the
// objective, labels with a halo. Two of them lie in a chart, one below the series, one above.
class PlotFrame final : public QGraphicsItem
{
public:
    enum class Layer { Below, Above };
    PlotFrame(const ThemeState& themes, Layer layer, QGraphicsItem* parent);

    // `content` must outlive the frame.
    void setContent(const PlotContent* content);
    void setArea(const QRectF& plotArea, const QRectF& whole);
    QPointF position(QPointF data) const; // in pixels of the chart
    QColor colour(const PlotColour& colour) const;
    // What the reader does with it: points at a place, of which `values` are told beside the line,
    // chooses a part, has the keys there.
    void setPointed(std::optional<double> x, const QString& values);
    void setSpan(std::optional<std::pair<double, double>> span);
    void setFocused(bool focused);
    const QRectF& area() const { return m_area; }
    void drawHaloed(QPainter& painter, QPointF baseline, const QString& text,
                    const QColor& colour) const;

    QRectF boundingRect() const override { return m_whole; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintGrid(QPainter& painter) const;
    void paintGaps(QPainter& painter) const;
    void paintGapTexts(QPainter& painter) const;
    void paintBars(QPainter& painter) const;
    void paintXAxis(QPainter& painter) const;
    void paintYLabels(QPainter& painter) const;
    void paintFlags(QPainter& painter) const;
    void paintObjective(QPainter& painter) const;
    void paintNow(QPainter& painter) const;
    void paintLabel(QPainter& painter, const PlotLabel& label) const;
    void paintPointed(QPainter& painter) const;
    void paintSpan(QPainter& painter) const;
    void paintFocus(QPainter& painter) const;
    double px(double x) const { return position({x, m_content->y.first}).x(); }
    double py(double y) const { return position({m_content->x.first, y}).y(); }

    const ThemeState& m_themes;
    Layer m_layer;
    const PlotContent* m_content = nullptr;
    QRectF m_area;
    QRectF m_whole;
    std::optional<double> m_pointed;
    QString m_values;
    std::optional<std::pair<double, double>> m_span;
    bool m_focused = false;
};

} // namespace plimsoll
