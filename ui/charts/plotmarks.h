// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotcontent.h"
#include "ui/theme/themestate.h"

#include <QGraphicsItem>

namespace plimsoll {

class PlotFrame;

// Named places of the x axis and the handle that the reader moves: on top of all, and alone painted
// again when the handle moves.
class PlotMarks final : public QGraphicsItem
{
public:
    // Frame and content outlive the marks.
    PlotMarks(const ThemeState& themes, const PlotFrame& frame, const PlotContent& content,
              QGraphicsItem* parent);

    void setWhole(const QRectF& whole);
    int handleHeight() const { return m_themes.px(22); } // below the labels of the axis

    QRectF boundingRect() const override { return m_whole; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintLines(QPainter& painter) const;
    void paintNames(QPainter& painter) const;
    void paintHandle(QPainter& painter, const PlotHandle& handle) const;
    void paintDot(QPainter& painter, QPointF at, const QColor& fill, const QColor& edge) const;

    const ThemeState& m_themes;
    const PlotFrame& m_frame;
    const PlotContent& m_content;
    QRectF m_whole;
};

} // namespace plimsoll
