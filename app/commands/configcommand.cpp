// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/configcheck.h"
#include "app/commands/console.h"
#include "app/config/configwriter.h"
#include "app/pipeline/keyring.h"
#include "app/retirements.h"

#include <QCoreApplication>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QString keyState(const Keyring& keyring, const QString& organization)
{
    const auto missing = keyring.missing.find(organization);
    return missing == keyring.missing.end() ? u"found"_s : missing->second.message;
}

ExitCode printSettings(const GlobalOptions& options, const LoadedConfig& loaded,
                       const Keyring& keyring)
{
    const QString origin = loaded.origin.isEmpty() ? u"defaults"_s : loaded.origin;
    QString states = u"# key: %1\n"_s.arg(keyState(keyring, {}));
    QJsonObject organizations;
    for (const auto& organization : loaded.settings.organizations) {
        const QString state = keyState(keyring, organization.first);
        states += u"# key of %1: %2\n"_s.arg(organization.first, state);
        organizations[organization.first] = state;
    }
    if (options.json) {
        QJsonObject json = toJson(loaded.settings);
        json[u"file"_s] = loaded.origin;
        json[u"key_state"_s] = keyState(keyring, {});
        json[u"key_state_of"_s] = organizations;
        return printJson(json);
    }
    return printData("# " + origin.toUtf8() + '\n' + states.toUtf8() + toToml(loaded.settings));
}

ExitCode show(const GlobalOptions& options)
{
    const auto loaded = options.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    // The keychain answers from the event loop; the others answer before it starts.
    std::optional<ExitCode> code;
    lookUpKeys(loaded->settings, KeysWanted::All, {}, QCoreApplication::instance(),
               [&](const Keyring& keyring) {
                   code = printSettings(options, *loaded, keyring);
                   QCoreApplication::quit();
               });
    if (!code) {
        QCoreApplication::exec();
    }
    return code.value_or(ExitCode::Internal);
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
    const auto watch = std::make_shared<bool>(false);
    CLI::App* check = config->add_subcommand(
        "check", "Report every mistake in the file with its line, and what its schedule costs");
    check->fallthrough();
    check->add_flag("--watch", *watch, "Again whenever the file changes, until interrupted");
    check->callback([watch, &options, &action] {
        action = [watch, &options] { return *watch ? watchConfig(options) : checkConfig(options); };
    });
    add("show", "Print the settings in force, without secrets", show);
    add("paths", "Print where the files are", printPaths);
}

} // namespace plimsoll
