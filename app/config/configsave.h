// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"
#include "probes/domain/result.h"

namespace plimsoll {

inline constexpr QLatin1String backupSuffix {".bak"};

// Writes the configuration, whole or not at all, for the user alone. A file that is there is kept
// as FILE.bak, because comments are not written again; its permissions stay. A new one is 0600, in
// a directory of 0700 when that is new too.
Result<void> saveConfig(const Settings& settings, const QString& file);

} // namespace plimsoll
