// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/context.h"

#include "app/commands/console.h"

namespace plimsoll {

Paths GlobalOptions::paths() const
{
    return findPaths(QString::fromStdString(config), QString::fromStdString(database),
                     QProcessEnvironment::systemEnvironment());
}

Result<LoadedConfig> GlobalOptions::load() const
{
    auto loaded = loadConfig(paths(), QProcessEnvironment::systemEnvironment());
    if (loaded) {
        for (const QString& warning : loaded->warnings) {
            say(warning);
        }
    }
    return loaded;
}

Result<QString> GlobalOptions::databaseFile() const
{
    const Paths found = paths();
    if (found.databaseNamed) { // then a broken configuration is no obstacle to reading data
        return found.database;
    }
    const auto loaded = load();
    if (!loaded) {
        return loaded.error();
    }
    return databasePath(found, loaded->settings.storage.path);
}

} // namespace plimsoll
