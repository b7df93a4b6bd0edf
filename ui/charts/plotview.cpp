// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotview.h"

#include "ui/charts/chartmenu.h"
#include "ui/charts/plotframe.h"
#include "ui/charts/plotmarks.h"
#include "ui/charts/seriesitem.h"
#include "ui/theme/tabular.h"

#include <QChart>
#include <QContextMenuEvent>
#include <QLegend>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

constexpr double shortestDrag = 4; // pixels; less is a click
constexpr double closer = 0.5;
constexpr double wheelNotch = 120; // Qt's unit for one step of a wheel
constexpr int keyStep = 8; // pixels

} // namespace

PlotView::PlotView(const ThemeState& themes, QWidget* parent)
    : QChartView(parent)
    , m_themes(themes)
    , m_below(new PlotFrame(themes, PlotFrame::Layer::Below, chart()))
    , m_series(new SeriesItem(themes, *m_below, chart()))
    , m_above(new PlotFrame(themes, PlotFrame::Layer::Above, chart()))
    , m_marks(new PlotMarks(themes, *m_above, m_content, chart()))
{
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundRoundness(0);
    setRenderHint(QPainter::Antialiasing, false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus); // until it is over time
    setMinimumHeight(themes.px(90));
    m_below->setContent(&m_content);
    m_series->setContent(&m_content);
    m_above->setContent(&m_content);
    connect(&themes, &ThemeState::changed, this, &PlotView::rebuild);
}

void PlotView::setContent(PlotContent content)
{
    if (content == m_content) {
        return;
    }
    const std::optional<PlotHandle> handle = content.handle;
    if (handle && m_content.handle) {
        m_content.handle = handle;
        if (content == m_content) { // nothing but the handle has moved
            m_marks->update();
            return;
        }
    }
    m_content = std::move(content);
    if (isOverTime()) {
        setFocusPolicy(Qt::StrongFocus);
    }
    rebuild();
}

void PlotView::rebuild()
{
    layoutPlot();
    m_below->update();
    m_series->setContent(&m_content);
    m_above->update();
    m_marks->update();
}

QRectF PlotView::plotArea() const
{
    return chart()->plotArea();
}

double PlotView::labelRoom() const
{
    const QFontMetricsF metrics(m_themes.font(11));
    double room = m_themes.px(46);
    for (const Tick& tick : m_content.yTicks) {
        room = std::max(room, std::ceil(tabularWidth(metrics, tick.label)) + m_themes.px(10));
    }
    return room;
}

void PlotView::setLeastLabelRoom(double pixels)
{
    if (m_leastLabelRoom != pixels) {
        m_leastLabelRoom = pixels;
        layoutPlot();
    }
}

void PlotView::layoutPlot()
{
    const QRectF whole(QPointF(0, 0), QSizeF(viewport()->size()));
    const double flags = m_content.flags.empty() ? m_themes.px(8) : m_themes.px(22);
    const double labels = std::max(labelRoom(), m_leastLabelRoom);
    const bool hasLabelsBelow = m_content.xTicks.empty()
        || std::ranges::any_of(m_content.xTicks,
                               [](const Tick& tick) { return !tick.label.isEmpty(); });
    const double below =
        m_themes.px(hasLabelsBelow ? 24 : 8) + (m_content.handle ? m_marks->handleHeight() : 0);
    const QRectF area = whole.adjusted(labels, flags, -m_themes.px(10), -below);
    chart()->setPlotArea(area);
    m_below->setArea(area, whole);
    m_series->setArea(area);
    m_above->setArea(area, whole);
    m_marks->setWhole(whole);
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    layoutPlot();
}

double PlotView::dataX(double pixel) const
{
    return xAt(std::clamp(pixel, plotArea().left(), plotArea().right()));
}

void PlotView::wheelEvent(QWheelEvent* event)
{
    if (!isOverTime() || !event->modifiers().testFlag(Qt::ControlModifier)) {
        event->ignore(); // the page scrolls
        return;
    }
    const double notches = event->angleDelta().y() / wheelNotch;
    emit zoomAsked(dataX(event->position().x()), std::pow(closer, notches));
    event->accept();
}

void PlotView::mousePressEvent(QMouseEvent* event)
{
    QChartView::mousePressEvent(event);
    if (isOverTime() && event->button() == Qt::LeftButton
        && plotArea().contains(event->position())) {
        m_pressed = event->position();
        m_dragged = event->position();
        event->accept();
    }
}

double PlotView::xAt(double pixel) const
{
    const QRectF area = chart()->plotArea();
    const double share = (pixel - area.left()) / area.width();
    const auto& [from, to] = m_content.x;
    return m_content.xScale == PlotContent::Scale::Log ? from * std::pow(to / from, share)
                                                       : from + share * (to - from);
}

void PlotView::mouseMoveEvent(QMouseEvent* event)
{
    QChartView::mouseMoveEvent(event);
    if (m_pressed) {
        m_dragged = event->position();
        showSpan();
    }
    if (m_pressed || plotArea().contains(event->position())) {
        point(dataX(event->position().x()), event->globalPosition().toPoint());
    } else {
        QToolTip::hideText();
        setPointed(std::nullopt);
        emit pointed(std::nullopt);
    }
}

void PlotView::mouseReleaseEvent(QMouseEvent* event)
{
    QChartView::mouseReleaseEvent(event);
    if (!m_pressed || event->button() != Qt::LeftButton) {
        return;
    }
    const double from = dataX(std::min(m_pressed->x(), event->position().x()));
    const double to = dataX(std::max(m_pressed->x(), event->position().x()));
    const bool isDrag = std::abs(event->position().x() - m_pressed->x()) >= shortestDrag;
    m_pressed.reset();
    showSpan();
    if (isDrag) {
        emit spanChosen(from, to);
    } else {
        askForRows(from);
    }
}

bool PlotView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        setPointed(std::nullopt);
        emit pointed(std::nullopt);
    }
    return QChartView::viewportEvent(event);
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    if (!isOverTime()) {
        event->ignore();
        return;
    }
    const double middle = (m_content.x.first + m_content.x.second) / 2;
    const bool isFar = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int side = event->key() == Qt::Key_Left ? -1 : 1;
        if (isFar) {
            emit panAsked(side * closer);
        } else {
            stepPointed(side * keyStep);
        }
        return;
    }
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        emit zoomAsked(m_pointed.value_or(middle), closer);
        return;
    case Qt::Key_Minus:
        emit zoomAsked(m_pointed.value_or(middle), 1 / closer);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        askForRows(m_pointed.value_or(m_content.x.second));
        return;
    case Qt::Key_Escape:
        if (m_pressed) {
            m_pressed.reset();
            showSpan();
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void PlotView::contextMenuEvent(QContextMenuEvent* event)
{
    showChartMenu(*this, event->globalPos());
}

void PlotView::focusInEvent(QFocusEvent* event)
{
    QChartView::focusInEvent(event);
    m_above->setFocused(event->reason() != Qt::MouseFocusReason);
}

void PlotView::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    m_above->setFocused(false);
    setPointed(std::nullopt);
    emit pointed(std::nullopt);
}

QString PlotView::hint(QPointF /*at*/) const
{
    return {};
}

void PlotView::setPointed(std::optional<double> x)
{
    if (x && (*x < m_content.x.first || *x > m_content.x.second)) {
        x.reset();
    }
    if (x == m_pointed) {
        return;
    }
    m_pointed = x;
    QStringList lines;
    if (x) {
        lines = hint({*x, 0}).split(u'\n');
        lines.removeFirst(); // the moment, which stands where it is pointed at
    }
    m_above->setPointed(x, lines.join(QStringLiteral("  ")));
}

void PlotView::point(double x, QPoint tipAt)
{
    m_pointed = x;
    m_above->setPointed(x, {}); // the values stand in the tool tip
    const QString text = hint({x, 0});
    if (text.isEmpty()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(tipAt, text, this);
    }
    if (isOverTime()) {
        emit pointed(x);
    }
}

void PlotView::stepPointed(int pixels)
{
    const QRectF area = plotArea();
    const double width = m_content.x.second - m_content.x.first;
    const double x = m_pointed ? std::clamp(*m_pointed + pixels * width / area.width(),
                                            m_content.x.first, m_content.x.second)
                               : m_content.x.second;
    const double at = area.left() + (x - m_content.x.first) / width * area.width();
    point(x, viewport()->mapToGlobal(QPoint(int(at), int(area.top()))));
}

void PlotView::showSpan()
{
    if (m_pressed) {
        m_above->setSpan(std::pair(dataX(m_pressed->x()), dataX(m_dragged.x())));
    } else {
        m_above->setSpan(std::nullopt);
    }
}

// Of any line; x where there is none.
double PlotView::nearestPoint(double x) const
{
    double nearest = x;
    double distance = std::numeric_limits<double>::infinity();
    for (const PlotLine& line : m_content.lines) {
        for (const QPointF& point : line.points) {
            if (std::abs(point.x() - x) < distance) {
                distance = std::abs(point.x() - x);
                nearest = point.x();
            }
        }
    }
    return nearest;
}

void PlotView::askForRows(double x)
{
    // Without a window of its own a point stands for what is seen of it.
    const double seen = (m_content.x.second - m_content.x.first) / plotArea().width() * keyStep;
    if (m_content.window > 0) {
        const double at = nearestPoint(x);
        emit rowsAsked(at - m_content.window, at);
    } else {
        emit rowsAsked(x - seen / 2, x + seen / 2);
    }
}

void alignPlots(const std::vector<PlotView*>& plots)
{
    double widest = 0;
    for (const PlotView* plot : plots) {
        widest = std::max(widest, plot->labelRoom());
    }
    for (PlotView* plot : plots) {
        plot->setLeastLabelRoom(widest);
    }
}

} // namespace plimsoll
