// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace plimsoll {

Banner::Banner(const ThemeState& themes, QWidget* parent)
    : QFrame(parent)
    , m_mark(new StateMark(themes, StateMark::Size::Body, this))
    , m_message(makeLabel("banner", {}, this))
{
    setObjectName("banner"_L1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(m_mark);
    layout->addWidget(m_message, 1);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
}

void Banner::say(Condition condition, const QString& message)
{
    m_mark->setState(condition, {});
    m_message->setText(message);
    setProperty("condition", condition == Condition::Bad ? u"bad"_s : u"warn"_s);
    style()->unpolish(this); // the property selects the colours of the style sheet
    style()->polish(this);
    setAccessibleName(message);
    show();
}

void Banner::clear()
{
    m_message->clear();
    hide();
}

} // namespace plimsoll
