// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themestate.h"
#include "ui/viewmodels/commandlist.h"

#include <QDialog>
#include <QLineEdit>
#include <QListView>

namespace plimsoll {

// Type some letters of what you want, press Enter.
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(std::vector<QAction*> commands, ThemeState& themes, QWidget* parent);

    const CommandList& list() const { return *m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; // keys of the list, in the field

private:
    void run(const QModelIndex& index);
    void setRow(int row);

    CommandList* m_list;
    QLineEdit* m_typed;
    QListView* m_view;
};

} // namespace plimsoll
