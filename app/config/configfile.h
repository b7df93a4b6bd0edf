// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/configreader.h"
#include "app/config/paths.h"
#include "probes/domain/result.h"

namespace plimsoll {

struct LoadedConfig
{
    Settings settings;
    QString origin; // the file, or "" when there is none and the defaults hold
    QStringList warnings; // sentences with file and line
};

// Reads the file that the paths name; without one the defaults hold. On mistakes the error's
// message lists all of them, one a line.
Result<LoadedConfig> loadConfig(const Paths& paths, const QProcessEnvironment& environment);

} // namespace plimsoll
