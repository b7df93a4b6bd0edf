// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotview.h"

#include "ui/charts/plotframe.h"
#include "ui/theme/tabular.h"

#include <QAreaSeries>
#include <QChart>
#include <QLegend>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QMouseEvent>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>

namespace plimsoll {

namespace {

QList<QPointF> asList(const std::vector<QPointF>& points)
{
    return {points.begin(), points.end()};
}

QAbstractAxis* makeAxis(PlotContent::Scale scale, std::pair<double, double> range)
{
    QAbstractAxis* axis = nullptr; // taken by the chart
    if (scale == PlotContent::Scale::Log) {
        axis = new QLogValueAxis;
    } else {
        axis = new QValueAxis;
    }
    axis->setRange(range.first, range.second);
    axis->setVisible(false); // PlotFrame draws it, with ticks where our zone has them
    return axis;
}

} // namespace

PlotView::PlotView(const ThemeState& themes, QWidget* parent)
    : QChartView(parent)
    , m_themes(themes)
    , m_below(new PlotFrame(themes, PlotFrame::Layer::Below, chart()))
    , m_above(new PlotFrame(themes, PlotFrame::Layer::Above, chart()))
{
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundRoundness(0);
    setRenderHint(QPainter::Antialiasing, false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    setMinimumHeight(themes.px(90));
    m_below->setContent(&m_content);
    m_above->setContent(&m_content);
    connect(&themes, &ThemeState::changed, this, &PlotView::rebuild);
}

void PlotView::setContent(PlotContent content)
{
    if (content == m_content) {
        return;
    }
    m_content = std::move(content);
    rebuild();
}

void PlotView::rebuild()
{
    chart()->removeAllSeries();
    for (QAbstractAxis* axis : chart()->axes()) {
        chart()->removeAxis(axis);
        delete axis;
    }
    QAbstractAxis* x = makeAxis(PlotContent::Scale::Linear, m_content.x);
    QAbstractAxis* y = makeAxis(m_content.scale, m_content.y);
    chart()->addAxis(x, Qt::AlignBottom);
    chart()->addAxis(y, Qt::AlignLeft);
    for (const PlotBand& band : m_content.bands) {
        addBand(band, x, y);
    }
    for (const PlotLine& line : m_content.lines) {
        addLine(line, x, y);
    }
    layoutPlot();
    m_below->update();
    m_above->update();
}

void PlotView::addLine(const PlotLine& line, QAbstractAxis* x, QAbstractAxis* y)
{
    const Theme& theme = m_themes.theme();
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
    auto* series = new QLineSeries; // taken by the chart
    series->replace(asList(line.points));
    series->setPen(pen);
    // A piece of a single point has no length; it is drawn as a dot instead of vanishing.
    series->setPointsVisible(line.points.size() == 1);
    series->setMarkerSize(3);
    chart()->addSeries(series);
    series->attachAxis(x);
    series->attachAxis(y);
}

void PlotView::addBand(const PlotBand& band, QAbstractAxis* x, QAbstractAxis* y)
{
    auto* low = new QLineSeries;
    auto* high = new QLineSeries;
    low->replace(asList(band.low));
    high->replace(asList(band.high));
    auto* area = new QAreaSeries(high, low); // taken by the chart, takes its bounds along
    low->setParent(area);
    high->setParent(area);
    QColor fill = m_themes.theme().series(band.series).colour;
    fill.setAlphaF(m_themes.theme().isDark() ? 0.20F : 0.18F);
    area->setPen(Qt::NoPen);
    area->setBrush(fill);
    chart()->addSeries(area);
    area->attachAxis(x);
    area->attachAxis(y);
}

void PlotView::layoutPlot()
{
    const QRectF whole(QPointF(0, 0), QSizeF(viewport()->size()));
    const double flags = m_content.flags.empty() ? m_themes.px(8) : m_themes.px(22);
    const QFontMetricsF metrics(m_themes.font(11));
    double labels = m_themes.px(46);
    for (const Tick& tick : m_content.yTicks) {
        labels = std::max(labels, tabularWidth(metrics, tick.label) + m_themes.px(10));
    }
    const QRectF area = whole.adjusted(labels, flags, -m_themes.px(10), -m_themes.px(24));
    chart()->setPlotArea(area);
    m_below->setArea(area, whole);
    m_above->setArea(area, whole);
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layoutPlot();
}

void PlotView::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the page scrolls
}

QString PlotView::hint(QPointF /*data*/) const
{
    return {};
}

void PlotView::mouseMoveEvent(QMouseEvent* event)
{
    QChartView::mouseMoveEvent(event);
    const QRectF area = chart()->plotArea();
    if (!area.contains(event->position())) {
        QToolTip::hideText();
        return;
    }
    const double share = (event->position().x() - area.left()) / area.width();
    const double x = m_content.x.first + share * (m_content.x.second - m_content.x.first);
    const QString text = hint({x, 0});
    if (text.isEmpty()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(event->globalPosition().toPoint(), text, this);
    }
}

} // namespace plimsoll
