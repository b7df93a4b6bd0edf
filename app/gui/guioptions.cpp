// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/guioptions.h"

#include "app/commands/exitcode.h"
#include "ui/pages/pageids.h"

#include <QStringList>
#include <QtGlobal>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <sqlite3.h>

namespace plimsoll {

namespace {

struct RawOptions
{
    GuiOptions flags;
    std::string config;
    std::string database;
    std::string page;
    std::string screenshots;
};

std::string versionText()
{
    return std::string("plimsoll " PLIMSOLL_VERSION " (Qt ") + qVersion() + ", SQLite "
        + sqlite3_libversion() + ")";
}

void addOptions(CLI::App& app, RawOptions& raw)
{
    app.add_flag("--demo", raw.flags.demo, "Simulated data in a temporary store; no key is needed");
    app.add_flag("--wall", raw.flags.wall, "Big figures for a screen on the wall; Esc ends it");
    app.add_flag("--utc", raw.flags.utc, "Show times in UTC");
    app.add_option("--config", raw.config, "Configuration file (else PLIMSOLL_CONFIG)")
        ->type_name("FILE");
    app.add_option("--db", raw.database, "Database (else PLIMSOLL_DB)")->type_name("FILE");
    app.add_option("--page", raw.page, "The page to begin with")
        ->type_name("ID")
        ->check(CLI::IsMember(std::vector<std::string>(pageIds.begin(), pageIds.end())));
    app.add_option("--screenshots", raw.screenshots,
                   "Write every page in every state to PNG files there, and exit")
        ->type_name("DIR");
    app.set_version_flag("-V,--version", versionText, "Versions of this program, Qt and SQLite");
}

} // namespace

std::variant<GuiOptions, int> readGuiOptions(int argc, char** argv)
{
    CLI::App app("Shows the capacity of the Claude API.", "plimsoll");
    RawOptions raw;
    addOptions(app, raw);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == int(CLI::ExitCodes::Success)) {
            return app.exit(error);
        }
        std::fprintf(stderr, "plimsoll: %s\nplimsoll: See: plimsoll --help\n", error.what());
        return int(ExitCode::Usage);
    }
    GuiOptions options = raw.flags;
    options.config = QString::fromStdString(raw.config);
    options.database = QString::fromStdString(raw.database);
    options.page = QString::fromStdString(raw.page);
    options.screenshots = QString::fromStdString(raw.screenshots);
    return options;
}

} // namespace plimsoll
