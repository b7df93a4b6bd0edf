// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/exitcode.h"
#include "app/config/configfile.h"
#include "app/config/paths.h"

#include <CLI/App.hpp>
#include <functional>
#include <string>

namespace plimsoll {

// Options that every command takes, before or after its name.
struct GlobalOptions
{
    std::string config;
    std::string database;
    bool json = false;
    std::string logLevel;
    int verbose = 0;
    bool quiet = false;

    Paths paths() const;
    // Says the warnings of the file on stderr.
    Result<LoadedConfig> load() const;
    // The database that this command works on; needs the configuration for [storage] path.
    Result<QString> databaseFile() const;
};

// What the chosen command does. Run after the whole command line is read, with a QCoreApplication;
// it may run the event loop.
using Action = std::function<ExitCode()>;

} // namespace plimsoll
