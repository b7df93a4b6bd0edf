// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/heatmap.h"

#include "ui/theme/tabular.h"
#include "ui/widgets/shapes.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr int hoursOfDay = 24;
constexpr int daysOfWeek = 7;

Token heatToken(int step)
{
    return Token(int(Token::Heat0) + step);
}

} // namespace

HeatMap::HeatMap(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Overload rate by hour and weekday"));
}

void HeatMap::setGrid(HeatGrid grid)
{
    if (grid == m_grid) {
        return;
    }
    m_grid = std::move(grid);
    setAccessibleDescription(m_grid.summary);
    update();
    if (m_current >= 0) {
        emit currentChanged(currentText());
    }
}

QString HeatMap::currentText() const
{
    return m_current < 0 ? QString() : m_grid.cells[std::size_t(m_current)].text;
}

QSize HeatMap::minimumSizeHint() const
{
    return {nameWidth() + hoursOfDay * m_themes.px(14),
            daysOfWeek * m_themes.px(17) + axisHeight() + legendHeight()};
}

QSize HeatMap::sizeHint() const
{
    return {nameWidth() + hoursOfDay * m_themes.px(20), minimumSizeHint().height()};
}

double HeatMap::cellWidth() const
{
    return std::floor(double(width() - nameWidth()) / hoursOfDay);
}

double HeatMap::cellHeight() const
{
    const double room = std::floor(double(height() - axisHeight() - legendHeight()) / daysOfWeek);
    return std::clamp(room, 4.0, double(m_themes.px(26)));
}

QRectF HeatMap::rectOf(int cell) const
{
    return {nameWidth() + (cell % hoursOfDay) * cellWidth(),
            double(cell / hoursOfDay) * cellHeight(), cellWidth() - 1, cellHeight() - 1};
}

int HeatMap::cellAt(QPointF place) const
{
    const double hour = std::floor((place.x() - nameWidth()) / cellWidth());
    const double day = std::floor(place.y() / cellHeight());
    const bool isInside = hour >= 0 && hour < hoursOfDay && day >= 0 && day < daysOfWeek;
    return isInside ? int(day) * hoursOfDay + int(hour) : -1;
}

void HeatMap::goTo(int cell)
{
    if (cell == m_current || cell < 0) {
        return;
    }
    m_current = cell;
    update();
    // What is read out is the cell, then the whole.
    setAccessibleDescription(QString(currentText() + u". "_s + m_grid.summary));
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    emit currentChanged(currentText());
}

void HeatMap::keyPressEvent(QKeyEvent* event)
{
    const int cell = std::max(m_current, 0);
    const int hour = cell % hoursOfDay;
    switch (event->key()) {
    case Qt::Key_Left:
        goTo(hour > 0 ? cell - 1 : cell);
        break;
    case Qt::Key_Right:
        goTo(hour + 1 < hoursOfDay ? cell + 1 : cell);
        break;
    case Qt::Key_Up:
        goTo(cell >= hoursOfDay ? cell - hoursOfDay : cell);
        break;
    case Qt::Key_Down:
        goTo(cell + hoursOfDay < hoursOfDay * daysOfWeek ? cell + hoursOfDay : cell);
        break;
    case Qt::Key_Home:
        goTo(cell - hour);
        break;
    case Qt::Key_End:
        goTo(cell - hour + hoursOfDay - 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
    goTo(cellAt(event->position()));
}

void HeatMap::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    goTo(std::max(m_current, 0));
    update();
}

bool HeatMap::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int cell = cellAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           cell < 0 ? QString() : m_grid.cells[std::size_t(cell)].text, this);
        return true;
    }
    return QWidget::event(event);
}

void HeatMap::paintCells(QPainter& painter) const
{
    const Theme& theme = m_themes.theme();
    for (int cell = 0; cell < hoursOfDay * daysOfWeek; ++cell) {
        const HeatCell& shown = m_grid.cells[std::size_t(cell)];
        const QRectF rect = rectOf(cell);
        if (shown.isThin) {
            drawHatch(painter, rect, theme[Token::Hatch]);
        } else {
            painter.fillRect(rect, theme[heatToken(shown.step)]);
        }
    }
    if (m_current >= 0 && hasFocus()) {
        painter.setPen(QPen(theme[Token::Accent], 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rectOf(m_current));
    }
}

void HeatMap::paintAxes(QPainter& painter) const
{
    painter.setFont(m_themes.font(11));
    painter.setPen(m_themes.theme()[Token::Text2]);
    for (int day = 0; day < daysOfWeek; ++day) {
        painter.drawText(QRectF(0, day * cellHeight(), nameWidth(), cellHeight()),
                         Qt::AlignLeft | Qt::AlignVCenter, m_grid.days[std::size_t(day)]);
    }
    for (int hour = 0; hour < hoursOfDay; hour += 3) {
        const QRectF place(nameWidth() + hour * cellWidth(), daysOfWeek * cellHeight(),
                           3 * cellWidth(), axisHeight());
        drawTabular(painter, place, Qt::AlignLeft | Qt::AlignVCenter,
                    u"%1:00"_s.arg(hour, 2, 10, QLatin1Char('0')));
    }
}

void HeatMap::paintLegend(QPainter& painter) const
{
    const Theme& theme = m_themes.theme();
    painter.setFont(m_themes.font(11));
    const double top = daysOfWeek * cellHeight() + axisHeight();
    const double side = m_themes.px(12);
    double x = nameWidth();
    const auto entry = [&](const QString& text, const auto& fill) {
        fill(QRectF(x, top + (legendHeight() - side) / 2, side, side));
        const double width = painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(theme[Token::Text2]);
        painter.drawText(QRectF(x + side + m_themes.px(4), top, width + 2, legendHeight()),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        x += side + width + m_themes.px(14);
    };
    for (int step = 0; step < heatSteps; ++step) {
        entry(m_grid.legend[std::size_t(step)],
              [&](const QRectF& box) { painter.fillRect(box, theme[heatToken(step)]); });
    }
    entry(m_grid.thin, [&](const QRectF& box) { drawHatch(painter, box, theme[Token::Hatch]); });
}

void HeatMap::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paintCells(painter);
    paintAxes(painter);
    paintLegend(painter);
}

} // namespace plimsoll
