// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallwindow.h"

#include "ui/wall/wallpainter.h"

#include <QKeyEvent>
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
    m_content = wallContent(*m_dashboard, {.now = m_parts.clock->now(), .silence = m_parts.silence},
                            format);
    if (m_waiting) {
        m_content.condition = m_waiting->condition;
        m_content.title = m_waiting->sentence;
        m_content.detail = m_waiting->detail;
    }
    setAccessibleName(m_content.title);
    if (m_turn * tilesOnWall >= m_content.tiles.size()) {
        m_turn = 0;
    }
    update();
}

void WallWindow::takeTurn()
{
    ++m_turn;
    tick();
}

void WallWindow::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.fillRect(rect(), m_parts.themes.theme()[Token::Bg]);
    const double scale = std::min(width() / WallPainter::width, height() / WallPainter::height);
    painter.translate((width() - WallPainter::width * scale) / 2,
                      (height() - WallPainter::height * scale) / 2);
    painter.scale(scale, scale);
    WallPainter(painter, m_parts.themes.theme()).paint(m_content, m_turn);
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
