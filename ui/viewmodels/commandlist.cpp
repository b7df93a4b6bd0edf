// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/commandlist.h"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr int wordBegin = 3;
constexpr int together = 2;

} // namespace

std::optional<int> fit(const QString& name, const QString& typed)
{
    int score = 0;
    qsizetype at = -1;
    for (const QChar letter : typed) {
        if (letter.isSpace()) {
            continue;
        }
        const qsizetype found = name.indexOf(letter, at + 1, Qt::CaseInsensitive);
        if (found < 0) {
            return std::nullopt;
        }
        const bool begins = found == 0 || !name[found - 1].isLetterOrNumber();
        score += (begins ? wordBegin : 0) + (found == at + 1 ? together : 0);
        at = found;
    }
    return score;
}

CommandList::CommandList(std::vector<QAction*> commands, QObject* parent)
    : QAbstractListModel(parent)
    , m_commands(std::move(commands))
    , m_shown(m_commands)
{
}

void CommandList::setTyped(const QString& typed)
{
    struct Found
    {
        QAction* command;
        int fit;
    };
    std::vector<Found> found;
    for (QAction* command : m_commands) {
        if (const auto fits = fit(command->text(), typed)) {
            found.push_back({command, *fits});
        }
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &Found::fit);
    beginResetModel();
    m_shown.clear();
    std::ranges::transform(found, std::back_inserter(m_shown), &Found::command);
    endResetModel();
}

QAction* CommandList::command(const QModelIndex& index) const
{
    return index.isValid() ? m_shown[std::size_t(index.row())] : nullptr;
}

int CommandList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant CommandList::data(const QModelIndex& index, int role) const
{
    const QAction* command = this->command(index);
    if (!command) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return command->text();
    case KeysRole:
        return command->shortcut().toString(QKeySequence::NativeText);
    case Qt::AccessibleTextRole:
        return QString(command->text() + QStringLiteral(", ")
                       + command->shortcut().toString(QKeySequence::NativeText));
    default:
        return {};
    }
}

} // namespace plimsoll
