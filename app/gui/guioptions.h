// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <variant>

namespace plimsoll {

// The command line of the dashboard.
struct GuiOptions
{
    bool demo = false;
    bool wall = false;
    bool utc = false;
    QString config;
    QString database;
    QString page; // "" the one shown last
    QString screenshots; // directory; "" none
};

// Or the code to exit with at once: --help, --version, mistakes. Needs no QApplication.
std::variant<GuiOptions, int> readGuiOptions(int argc, char** argv);

} // namespace plimsoll
