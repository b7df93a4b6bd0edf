// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"
#include "ui/viewmodels/heatgrid.h"

#include <QWidget>

namespace plimsoll {

// Hours of the week as cells in five steps of one hue, a row for each day. The arrow keys go from
// cell to cell, and what the cell says is told; the mouse tells the same as a tool tip.
class HeatMap final : public QWidget
{
    Q_OBJECT

public:
    explicit HeatMap(const ThemeState& themes, QWidget* parent = nullptr);

    void setGrid(HeatGrid grid);
    const HeatGrid& grid() const { return m_grid; }
    int current() const { return m_current; } // hour of the week; -1 while none was gone to
    QString currentText() const; // "" while there is none
    int cellAt(QPointF place) const; // -1 outside the cells
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void currentChanged(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override; // tool tips

private:
    void goTo(int cell);
    QRectF rectOf(int cell) const;
    int nameWidth() const { return m_themes.px(36); }
    int axisHeight() const { return m_themes.px(20); }
    int legendHeight() const { return m_themes.px(20); }
    double cellWidth() const;
    double cellHeight() const;
    void paintCells(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;

    const ThemeState& m_themes;
    HeatGrid m_grid;
    int m_current = -1;
};

} // namespace plimsoll
