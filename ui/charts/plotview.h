// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotcontent.h"
#include "ui/theme/themestate.h"

#include <QChartView>

namespace plimsoll {

class PlotFrame;

// A Qt chart in the look of the house: Qt Charts draws lines and bands, PlotFrame the rest.
class PlotView : public QChartView
{
    Q_OBJECT

public:
    explicit PlotView(const ThemeState& themes, QWidget* parent = nullptr);

    const PlotContent& content() const { return m_content; }
    void setContent(PlotContent content);
    // The least height; a layout may give more. The scene's own hint would make pages too high.
    QSize sizeHint() const override { return {m_themes.px(400), minimumHeight()}; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

    // What a hover over this place in data coordinates says; "" for nothing.
    virtual QString hint(QPointF at) const;

    const ThemeState& themes() const { return m_themes; }

private:
    void rebuild();
    void layoutPlot();
    void addLine(const PlotLine& line, class QAbstractAxis* x, QAbstractAxis* y);
    void addBand(const PlotBand& band, QAbstractAxis* x, QAbstractAxis* y);

    const ThemeState& m_themes;
    PlotContent m_content;
    PlotFrame* m_below;
    PlotFrame* m_above;
};

} // namespace plimsoll
