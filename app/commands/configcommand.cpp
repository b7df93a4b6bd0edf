// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/config/configwriter.h"
#include "app/retirements.h"
#include "app/secrets/keylookup.h"

#include <QCoreApplication>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

ExitCode check(const GlobalOptions& options)
{
    const auto loaded = options.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    const QString retirements = retirementWarnings(loaded->settings, SystemClock().now());
    if (!retirements.isEmpty()) {
        say(retirements);
    }
    if (options.json) {
        return printJson({{u"ok"_s, true}, {u"file"_s, loaded->origin}});
    }
    const QString sentence = loaded->origin.isEmpty()
        ? u"No configuration file; the defaults hold.\n"_s
        : u"%1 is correct.\n"_s.arg(loaded->origin);
    return printData(sentence.toUtf8());
}

ExitCode printSettings(const GlobalOptions& options, const LoadedConfig& loaded,
                       const QString& keyState)
{
    const QString origin = loaded.origin.isEmpty() ? u"defaults"_s : loaded.origin;
    if (options.json) {
        QJsonObject json = toJson(loaded.settings);
        json[u"file"_s] = loaded.origin;
        json[u"key_state"_s] = keyState;
        return printJson(json);
    }
    return printData("# " + origin.toUtf8() + "\n# key: " + keyState.toUtf8() + '\n'
                     + toToml(loaded.settings));
}

ExitCode show(const GlobalOptions& options)
{
    const auto loaded = options.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    const auto reference = parseKeyReference(loaded->settings.keyReference);
    if (!reference) {
        return fail(reference.error());
    }
    // The keychain answers from the event loop; the others answer before it starts.
    std::optional<QString> state;
    lookUpKey(*reference, QProcessEnvironment::systemEnvironment(), QCoreApplication::instance(),
              [&state](const Result<FoundKey>& found) {
                  state = found ? u"found"_s : found.error().message;
                  QCoreApplication::quit();
              });
    if (!state) {
        QCoreApplication::exec();
    }
    return printSettings(options, *loaded, state.value_or(QString()));
}

ExitCode printPaths(const GlobalOptions& options)
{
    const Paths paths = options.paths();
    const auto loaded = loadConfig(paths, QProcessEnvironment::systemEnvironment());
    const QString database =
        loaded ? databasePath(paths, loaded->settings.storage.path) : paths.database;
    if (options.json) {
        return printJson({{u"config"_s, paths.configFile},
                          {u"database"_s, database},
                          {u"state"_s, paths.stateFile}});
    }
    return printData(u"config    %1\ndatabase  %2\nstate     %3\n"_s
                         .arg(paths.configFile, database, paths.stateFile)
                         .toUtf8());
}

} // namespace

void addConfigCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    CLI::App* config = app.add_subcommand("config", "Check or show the configuration");
    config->require_subcommand(1);
    config->fallthrough();
    const auto add = [&](const char* name, const char* what,
                         ExitCode (*command)(const GlobalOptions&)) {
        config->add_subcommand(name, what)->fallthrough()->callback([&options, &action, command] {
            action = [&options, command] { return command(options); };
        });
    };
    add("check", "Report every mistake in the file with its line", check);
    add("show", "Print the settings in force, without secrets", show);
    add("paths", "Print where the files are", printPaths);
}

} // namespace plimsoll
