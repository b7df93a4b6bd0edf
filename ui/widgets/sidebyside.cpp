// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sidebyside.h"

#include <algorithm>

namespace plimsoll {

SideBySide::SideBySide(int mainStretch, int sideStretch, QWidget* parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_main(new QVBoxLayout) // both taken by m_layout
    , m_side(new QVBoxLayout)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(12);
    m_layout->addLayout(m_main, mainStretch);
    m_layout->addLayout(m_side, sideStretch);
    for (QVBoxLayout* column : {m_main, m_side}) {
        column->setSpacing(12);
    }
}

QSize SideBySide::minimumSizeHint() const
{
    return {std::max(m_main->minimumSize().width(), m_side->minimumSize().width()),
            QWidget::minimumSizeHint().height()};
}

void SideBySide::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int both =
        m_main->minimumSize().width() + m_layout->spacing() + m_side->minimumSize().width();
    m_layout->setDirection(width() < std::max(m_breakpoint, both) ? QBoxLayout::TopToBottom
                                                                  : QBoxLayout::LeftToRight);
}

} // namespace plimsoll
