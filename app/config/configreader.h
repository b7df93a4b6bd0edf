// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/problem.h"
#include "app/config/settings.h"

#include <QByteArray>

namespace plimsoll {

// What a file says, on top of the defaults. With problems the settings must not be used; warnings
// are worth telling and stop nothing.
struct ParsedConfig
{
    Settings settings;
    ConfigProblems problems;
    ConfigProblems warnings;
};

// Never stops at the first mistake, except where the text is not TOML at all.
ParsedConfig parseConfig(const QByteArray& text, const Settings& defaults);

} // namespace plimsoll
