// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/commandset.h"

namespace plimsoll {

CommandSet::CommandSet(QWidget& window)
    : QObject(&window)
    , m_window(window)
{
}

void CommandSet::beginGroup(const QString& name)
{
    m_groups.push_back({.name = name, .commands = {}});
}

QAction* CommandSet::add(const QString& name, const QList<QKeySequence>& keys,
                         std::function<void()> run)
{
    Q_ASSERT(!m_groups.empty());
    auto* command = new QAction(name, this);
    command->setShortcuts(keys);
    connect(command, &QAction::triggered, this, std::move(run));
    m_window.addAction(command);
    m_groups.back().commands.push_back(command);
    return command;
}

} // namespace plimsoll
