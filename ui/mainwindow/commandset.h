// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QWidget>

#include <functional>
#include <vector>

namespace plimsoll {

// Everything that can be done in a window, with its name and keys: the list behind the command
// palette and the sheet of shortcuts, so that neither can forget one.
class CommandSet final : public QObject
{
    Q_OBJECT

public:
    explicit CommandSet(QWidget& window); // which has the keys, and becomes the owner

    struct Group
    {
        QString name; // "Pages"
        std::vector<QAction*> commands; // owned by the set
    };

    // In the group named last.
    QAction* add(const QString& name, const QList<QKeySequence>& keys, std::function<void()> run);
    void beginGroup(const QString& name);
    const std::vector<Group>& groups() const { return m_groups; }

private:
    QWidget& m_window;
    std::vector<Group> m_groups;
};

} // namespace plimsoll
