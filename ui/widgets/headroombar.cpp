// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/headroombar.h"

#include <QPainter>

#include <algorithm>

namespace plimsoll {

HeadroomBar::HeadroomBar(const ThemeState& themes, QWidget* parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HeadroomBar::setShare(std::optional<double> share, bool low)
{
    m_share = share;
    m_low = low;
    update();
}

void HeadroomBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Theme& theme = m_themes.theme();
    const int barHeight = m_themes.px(6);
    const QRect track(0, (height() - barHeight) / 2, width() - 1, barHeight);
    if (!m_share) {
        QPen pen(theme[Token::Text3], 1, Qt::CustomDashLine);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.drawRect(track);
        return;
    }
    painter.setPen(theme[Token::Rule]);
    painter.setBrush(theme[Token::Raised]);
    painter.drawRect(track);
    const int filled = int(std::clamp(*m_share, 0.0, 1.0) * track.width());
    painter.fillRect(QRect(0, track.top() + 1, filled, barHeight - 1),
                     theme[m_low ? Token::Warn : Token::Text2]);
}

} // namespace plimsoll
