// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotview.h"
#include "ui/viewmodels/survivalreading.h"

namespace plimsoll {

// How long overloads last, with the handle "you are here": the mouse drags it, arrow keys move it,
// Page Up and Down five steps at once, Home to an overload that is just met, End to the longest.
class SurvivalChart final : public PlotView
{
    Q_OBJECT

public:
    explicit SurvivalChart(const ThemeState& themes, QWidget* parent = nullptr);

    void setLengths(const Advice& advice, int series, const Format& format);
    std::chrono::milliseconds already() const { return m_advice.already; }

signals:
    void moved(std::chrono::milliseconds already); // by the reader

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    QString hint(QPointF at) const override;

private:
    void moveTo(std::chrono::milliseconds already);
    void drag(const QMouseEvent& event);
    void showFocus();

    Advice m_advice;
    std::chrono::milliseconds m_to {0}; // end of the axis
    Format m_format;
};

PlotContent survivalPlot(const SurvivalReading& reading, int series, const Format& format);
// The handle at advice.already.
PlotHandle survivalHandle(const Advice& advice, const Format& format);

} // namespace plimsoll
