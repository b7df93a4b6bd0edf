// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlink.h"

#include "ui/charts/plotview.h"

namespace plimsoll {

namespace {

TimePoint momentOf(double x)
{
    return fromEpochMs(qint64(x));
}

TimeRange spanOf(double from, double to)
{
    return {.from = momentOf(from), .to = momentOf(to)};
}

} // namespace

void ChartLink::join(PlotView& chart)
{
    m_charts.emplace_back(&chart);
    connect(&chart, &PlotView::pointed, this,
            [this, &chart](std::optional<double> x) { point(chart, x); });
    connect(&chart, &PlotView::spanChosen, this,
            [this](double from, double to) { emit spanChosen(spanOf(from, to)); });
    connect(&chart, &PlotView::zoomAsked, this,
            [this](double around, double factor) { emit zoomAsked(momentOf(around), factor); });
    connect(&chart, &PlotView::saved, this, &ChartLink::saved);
    connect(&chart, &PlotView::failed, this, &ChartLink::failed);
    connect(&chart, &PlotView::panAsked, this, &ChartLink::panAsked);
    connect(&chart, &PlotView::rowsAsked, this,
            [this](double from, double to) { emit rowsAsked(spanOf(from, to)); });
}

void ChartLink::joinAll(const QWidget& parent)
{
    for (PlotView* chart : parent.findChildren<PlotView*>()) {
        join(*chart);
    }
}

void ChartLink::point(const PlotView& source, std::optional<double> x)
{
    for (const QPointer<PlotView>& chart : m_charts) {
        if (chart && chart != &source && chart->isOverTime()) {
            chart->setPointed(x);
        }
    }
}

} // namespace plimsoll
