// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commandline.h"

#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/config/nearest.h"
#include "app/lastwords.h"
#include "app/logging.h"

#include <QCoreApplication>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <sqlite3.h>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

std::string versionText()
{
    return std::string("plimsollctl " PLIMSOLL_VERSION " (Qt ") + qVersion() + ", SQLite "
        + sqlite3_libversion() + ")";
}

void addGlobalOptions(CLI::App& app, GlobalOptions& options)
{
    app.add_option("--config", options.config, "Configuration file (else PLIMSOLL_CONFIG)")
        ->type_name("FILE");
    app.add_option("--db", options.database, "Database (else PLIMSOLL_DB)")->type_name("FILE");
    app.add_flag("--json", options.json, "Print JSON where a command prints text");
    app.add_option("--log-level", options.logLevel, "error, warning, info or debug")
        ->type_name("LEVEL");
    app.add_flag("-v,--verbose", options.verbose, "Log more: -v info, -vv debug");
    app.add_flag("-q,--quiet", options.quiet, "Log errors only");
    app.set_version_flag("-V,--version", versionText, "Versions of this program, Qt and SQLite");
}

std::optional<LogLevel> logLevelOf(const GlobalOptions& options)
{
    if (!options.logLevel.empty()) {
        return logLevelFromName(QString::fromStdString(options.logLevel));
    }
    if (options.quiet) {
        return LogLevel::Error;
    }
    return options.verbose > 1 ? LogLevel::Debug
        : options.verbose == 1 ? LogLevel::Info
                               : LogLevel::Warning;
}

// CLI11 says only that a command is missing when it does not know the one that is written.
QString mistake(const CLI::App& app, const CLI::ParseError& error)
{
    const auto unknown = app.remaining();
    if (error.get_exit_code() != int(CLI::ExitCodes::RequiredError) || unknown.empty()) {
        return QString::fromUtf8(error.what());
    }
    QStringList names;
    for (const CLI::App* command : app.get_subcommands({})) {
        names += QString::fromStdString(command->get_name());
    }
    const QString written = QString::fromStdString(unknown.front());
    return u"there is no command \"%1\"; there are %2.%3"_s.arg(written, names.join(u", "_s),
                                                                suggestion(written, names));
}

// 0 for --help and --version, which CLI11 also reports by throwing.
ExitCode explain(const CLI::App& app, const CLI::ParseError& error)
{
    if (error.get_exit_code() == int(CLI::ExitCodes::Success)) {
        return app.exit(error) == 0 ? ExitCode::Ok : ExitCode::Io;
    }
    say(mistake(app, error) + u"\nSee: plimsollctl --help"_s);
    return ExitCode::Usage;
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    guardLastWords();
    QCoreApplication application(argc, argv);
    setApplicationNames();

    CLI::App app(
        "Measures the capacity of the Claude API: collects probes, answers from the store.",
        "plimsollctl");
    GlobalOptions options;
    Action action;
    app.fallthrough();
    app.require_subcommand(1);
    addGlobalOptions(app, options);
    addCommands(app, options, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return int(explain(app, error));
    }
    const auto level = logLevelOf(options);
    if (!level) {
        return int(fail({Error::Code::Usage,
                         u"--log-level must be one of %1."_s.arg(logLevelNames().join(u", "_s))}));
    }
    startLogging(*level);
    return int(action());
}

} // namespace plimsoll
