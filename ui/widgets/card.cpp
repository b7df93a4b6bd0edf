// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card.h"

using namespace Qt::StringLiterals;

namespace plimsoll {

Card::Card(const QString& heading, const QString& caption, QWidget* parent)
    : QFrame(parent)
    , m_heading(makeLabel("heading", heading))
    , m_caption(new ElidedLabel("caption", caption))
    , m_header(new QHBoxLayout) // taken by the layout
    , m_body(new QVBoxLayout(this))
{
    setObjectName("card"_L1);
    m_body->setContentsMargins(16, 12, 16, 12);
    m_body->setSpacing(8);
    m_header->setSpacing(12);
    m_header->addWidget(m_heading);
    m_header->addWidget(m_caption, 1);
    m_body->addLayout(m_header);
    m_heading->setVisible(!heading.isEmpty());
    m_caption->setVisible(!caption.isEmpty());
}

void Card::setHeading(const QString& heading)
{
    m_heading->setText(heading);
    m_heading->setVisible(!heading.isEmpty());
}

void Card::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
}

} // namespace plimsoll
