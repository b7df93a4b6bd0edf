// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QAction>

#include <vector>

namespace plimsoll {

// Commands that fit what was typed: every letter of it in its order, those where the letters stand
// together and at the begin of a word first. Nothing typed: all, in the order given.
class CommandList final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { KeysRole = Qt::UserRole };

    // The actions must outlive the list.
    explicit CommandList(std::vector<QAction*> commands, QObject* parent = nullptr);

    void setTyped(const QString& typed);
    QAction* command(const QModelIndex& index) const; // null when there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<QAction*> m_commands;
    std::vector<QAction*> m_shown;
};

// How well a name fits, more is better; nullopt when it does not.
std::optional<int> fit(const QString& name, const QString& typed);

} // namespace plimsoll
