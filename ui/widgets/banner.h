// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/statemark.h"

#include <QFrame>
#include <QLabel>

namespace plimsoll {

// Says what of our own went wrong, above data that stay. Hidden while all is well.
class Banner final : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(const ThemeState& themes, QWidget* parent = nullptr);

    void say(Condition condition, const QString& message);
    void clear();
    QString message() const { return m_message->text(); }

private:
    StateMark* m_mark;
    QLabel* m_message;
};

} // namespace plimsoll
