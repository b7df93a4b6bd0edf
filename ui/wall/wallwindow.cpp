// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallwindow.h"

#include "ui/wall/wallpainter.h"

#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>

namespace plimsoll {

using namespace std::chrono_literals;

WallWindow::WallWindow(Parts parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
{
    setWindowTitle(tr("Plimsoll wall"));
    setCursor(Qt::BlankCursor);
    setAttribute(Qt::WA_OpaquePaintEvent);
    resize(1920, 1080);
    m_waiting = waitingHeadline(Waiting::Reading);
    connect(&m_parts.themes, &ThemeState::changed, this, qOverload<>(&QWidget::update));
    connect(&m_tick, &QTimer::timeout, this, &WallWindow::tick);
    connect(&m_turns, &QTimer::timeout, this, &WallWindow::takeTurn);
    m_tick.start(1s);
    m_turns.start(15s);
    tick();
}

void WallWindow::setDashboard(const Dashboard& dashboard)
{
    setDashboard(std::make_shared<const Dashboard>(dashboard));
}

void WallWindow::setDashboard(const SharedDashboard& dashboard)
{
    m_dashboard = dashboard;
    m_waiting.reset();
    tick();
}

void WallWindow::setWaiting(const Headline& headline)
{
    if (m_waiting) {
        m_waiting = headline;
        tick();
    }
}

void WallWindow::tick()
{
    const Format format {.numbers = Numbers(locale()),
                         .times = Times(m_parts.selection.zone(), locale())};
    WallContent content = wallContent(
        *m_dashboard, {.now = m_parts.clock->now(), .silence = m_parts.silence}, format);
    if (m_waiting) {
        content.condition = m_waiting->condition;
        content.title = m_waiting->sentence;
        content.detail = m_waiting->detail;
    }
    if (m_turn * tilesOnWall >= content.tiles.size()) {
        m_turn = 0;
    }
    take(std::move(content));
}

// The age of the data grows every second; the rest is painted when it says something else.
void WallWindow::take(WallContent content)
{
    const QString age = std::exchange(content.dataAge, m_content.dataAge);
    const bool isSame = content == m_content;
    m_content = std::move(content);
    m_content.dataAge = age;
    if (isSame) {
        update(placing().mapRect(WallPainter::bottomArea()).toAlignedRect());
        return;
    }
    setAccessibleName(m_content.title);
    update();
}

void WallWindow::takeTurn()
{
    ++m_turn;
    tick();
    update();
}

QTransform WallWindow::placing() const
{
    const double scale = std::min(width() / WallPainter::width, height() / WallPainter::height);
    QTransform transform;
    transform.translate((width() - WallPainter::width * scale) / 2,
                        (height() - WallPainter::height * scale) / 2);
    transform.scale(scale, scale);
    return transform;
}

void WallWindow::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.fillRect(event->rect(), m_parts.themes.theme()[Token::Bg]);
    painter.setTransform(placing());
    const QRectF exposed = placing().inverted().mapRect(QRectF(event->rect()));
    WallPainter(painter, m_parts.themes.theme()).paint(m_content, m_turn, exposed);
}

void WallWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace plimsoll
