// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/survivalchart.h"

#include "ui/viewmodels/advicesentences.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <array>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::array<milliseconds, 14> tickTimes {1s,    3s, 10s, 30s, 1min, 3min, 10min,
                                                  30min, 1h, 3h,  12h, 24h,  72h,  168h};
constexpr int pageSteps = 5;

double asX(milliseconds t)
{
    return double(std::max(t, firstShown).count());
}

} // namespace

PlotContent survivalPlot(const SurvivalReading& reading, int series, const Format& format)
{
    PlotContent plot;
    plot.xScale = PlotContent::Scale::Log;
    plot.x = {asX(firstShown), asX(reading.to)};
    plot.y = {0, 1};
    plot.grid = PlotContent::Grid::Both;
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        plot.yTicks.push_back({.value = share, .label = format.numbers.wholePercent(share)});
    }
    for (const milliseconds tick : tickTimes) {
        if (tick <= reading.to) {
            plot.xTicks.push_back({.value = asX(tick), .label = format.numbers.duration(tick)});
        }
    }
    for (const SurvivalReading::Band& band : reading.bands) {
        plot.bands.push_back({.low = band.low, .high = band.high, .series = series});
    }
    if (!reading.line.empty()) {
        plot.lines.push_back({.points = reading.line, .colour = series, .dashed = false});
    }
    for (const SurvivalReading::Mark& mark : reading.marks) {
        plot.marks.push_back({.x = asX(mark.after),
                              .y = mark.lasting,
                              .text = SurvivalChart::tr("%1 gives up")
                                          .arg(mark.clients.join(SurvivalChart::tr(" or ")))});
    }
    if (reading.knownUpTo) {
        plot.labels.push_back({.at = reading.line.back(),
                               .text = SurvivalChart::tr("seen no longer"),
                               .second = {},
                               .side = Qt::AlignRight | Qt::AlignTop,
                               .colour = Token::Text2});
    }
    return plot;
}

PlotHandle survivalHandle(const Advice& advice, const Format& format)
{
    const auto lasting = shareLasting(advice, advice.already);
    return {
        .x = asX(advice.already),
        .y = lasting,
        .text = advice.already == 0ms
            ? SurvivalChart::tr("You are here: just met")
            : SurvivalChart::tr("You are here: %1").arg(format.numbers.duration(advice.already)),
        .second = lasting ? SurvivalChart::tr("%1 of overloads last longer")
                                .arg(format.numbers.wholePercent(*lasting))
                          : SurvivalChart::tr("longer than any that was seen")};
}

SurvivalChart::SurvivalChart(const ThemeState& themes, QWidget* parent)
    : PlotView(themes, parent)
{
    setAccessibleName(tr("How long overloads last"));
    setMinimumHeight(themes.px(270));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::SizeHorCursor);
}

void SurvivalChart::setLengths(const Advice& advice, int series, const Format& format)
{
    m_advice = advice;
    m_format = format;
    const SurvivalReading reading = survivalReading(advice);
    m_to = reading.to;
    PlotContent plot = survivalPlot(reading, series, format);
    plot.handle = survivalHandle(advice, format);
    plot.handle->focused = hasFocus();
    setAccessibleDescription(lengthsSummary(advice, format) + u' ' + plot.handle->text + u", "_s
                             + plot.handle->second + u'.');
    setContent(std::move(plot));
}

void SurvivalChart::moveTo(milliseconds already)
{
    if (already != m_advice.already) {
        emit moved(already);
    }
}

void SurvivalChart::keyPressEvent(QKeyEvent* event)
{
    const auto step = [this](int steps) { moveTo(handleMoved(m_advice.already, steps, m_to)); };
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return step(-1);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return step(1);
    case Qt::Key_PageDown:
        return step(-pageSteps);
    case Qt::Key_PageUp:
        return step(pageSteps);
    case Qt::Key_Home:
        return moveTo(0ms);
    case Qt::Key_End:
        return moveTo(m_to);
    default:
        PlotView::keyPressEvent(event);
    }
}

void SurvivalChart::drag(const QMouseEvent& event)
{
    moveTo(handleAt(xAt(event.position().x()), m_to));
}

void SurvivalChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        return PlotView::mousePressEvent(event);
    }
    drag(*event);
    event->accept();
}

void SurvivalChart::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton) {
        return drag(*event);
    }
    PlotView::mouseMoveEvent(event);
}

void SurvivalChart::focusInEvent(QFocusEvent* event)
{
    PlotView::focusInEvent(event);
    showFocus();
}

void SurvivalChart::focusOutEvent(QFocusEvent* event)
{
    PlotView::focusOutEvent(event);
    showFocus();
}

void SurvivalChart::showFocus()
{
    PlotContent plot = content();
    if (plot.handle) {
        plot.handle->focused = hasFocus();
        setContent(std::move(plot));
    }
}

QString SurvivalChart::hint(QPointF at) const
{
    const milliseconds after(qRound64(at.x()));
    const auto curve = lengthCurve(m_advice);
    const auto lasting = curve ? curve->survivalAt(after) : std::nullopt;
    if (!lasting) {
        return {};
    }
    QString text =
        tr("%1: %2 still going on")
            .arg(m_format.numbers.duration(after), m_format.numbers.wholePercent(lasting->value));
    if (lasting->band) {
        text += tr(" (%1 to %2), n = %3")
                    .arg(m_format.numbers.wholePercent(lasting->band->low),
                         m_format.numbers.wholePercent(lasting->band->high),
                         m_format.numbers.count(qint64(curve->atRiskAfter(after))));
    }
    return text;
}

} // namespace plimsoll
