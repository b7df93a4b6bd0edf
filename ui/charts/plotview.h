// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotcontent.h"
#include "ui/theme/themestate.h"

#include <QChartView>

#include <optional>

namespace plimsoll {

class PlotFrame;
class SeriesItem;
class PlotMarks;

// A Qt chart in the look of the house: Qt Charts gives the frame, SeriesItem the lines and bands,
// PlotFrame the rest. Of a chart over time a part can be chosen with the mouse or the keys; what is
// pointed at is told, so that the charts beside it can show the same moment (ChartLink).
class PlotView : public QChartView
{
    Q_OBJECT

public:
    explicit PlotView(const ThemeState& themes, QWidget* parent = nullptr);

    const PlotContent& content() const { return m_content; }
    void setContent(PlotContent content);
    bool isOverTime() const { return m_content.xAxis == PlotContent::Axis::Time; }
    // A moment that another chart points at; its values stand beside the line.
    void setPointed(std::optional<double> x);
    std::optional<double> pointedAt() const { return m_pointed; }
    QRectF plotArea() const; // in pixels of the view
    const ThemeState& themes() const { return m_themes; }
    // Charts that stand above each other share their edges: each gets the room that the widest
    // labels of any of them need.
    double labelRoom() const; // that its own labels need
    void setLeastLabelRoom(double pixels);
    // The least height; a layout may give more. The scene's own hint would make pages too high.
    QSize sizeHint() const override { return {m_themes.px(400), minimumHeight()}; }

signals:
    // In data coordinates of a chart over time.
    void pointed(std::optional<double> x); // at nothing any more
    void spanChosen(double from, double to);
    void zoomAsked(double around, double factor); // below 1: closer
    void panAsked(double lengths);
    void rowsAsked(double from, double to); // behind the value at a point
    // Of a picture that was asked for by the menu.
    void saved(const QString& path);
    void failed(const plimsoll::Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

    // What a hover over this place in data coordinates says: the moment, then a line for each
    // value; "" for nothing.
    virtual QString hint(QPointF at) const;
    double xAt(double pixel) const; // in data coordinates; beyond the ends of the axis as well

private:
    void rebuild();
    void layoutPlot();
    double dataX(double pixel) const;
    void point(double x, QPoint tipAt);
    void showSpan();
    double nearestPoint(double x) const;
    void askForRows(double x);
    void stepPointed(int pixels);

    const ThemeState& m_themes;
    PlotContent m_content;
    PlotFrame* m_below;
    SeriesItem* m_series;
    PlotFrame* m_above;
    std::optional<double> m_pointed;
    std::optional<QPointF> m_pressed; // where a span was begun, in pixels
    QPointF m_dragged; // where it has come to
    double m_leastLabelRoom = 0;
    PlotMarks* m_marks;
};

void alignPlots(const std::vector<PlotView*>& plots);

} // namespace plimsoll
