// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/commandset.h"
#include "ui/theme/themestate.h"

#include <QDialog>

namespace plimsoll {

// Every key of the window, and those that a chart and a table have to themselves.
class ShortcutSheet final : public QDialog
{
    Q_OBJECT

public:
    ShortcutSheet(const CommandSet& commands, const ThemeState& themes, QWidget* parent);
};

} // namespace plimsoll
