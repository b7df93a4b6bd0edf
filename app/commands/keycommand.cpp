// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/pipeline/keyring.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <cstdio>
#include <memory>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxInputBytes = 64 * 1024;

// Runs the event loop until the code is there, if it is not yet.
ExitCode await(const std::optional<ExitCode>& code)
{
    if (!code) {
        QCoreApplication::exec();
    }
    return code.value_or(ExitCode::Internal);
}

ExitCode setKey(const QString& name)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return fail({Error::Code::Io, u"The standard input cannot be read."_s});
    }
    std::optional<ExitCode> code;
    storeKey(
        name, input.read(maxInputBytes), QCoreApplication::instance(),
        [&code, &name](const Result<void>& stored) {
            if (stored) {
                say(u"The key is in the keychain. Use it with key = \"keychain:%1\" in [api] or in "
                    "[organization.NAME]."_s.arg(name));
            }
            code = stored ? ExitCode::Ok : fail(stored.error());
            QCoreApplication::quit();
        });
    return await(code);
}

// One key of the configuration in words, and whether it was found.
struct KeyState
{
    QString table; // "[organization.acme]"
    QString reference;
    std::optional<Error> error;
};

KeyState stateOf(const Settings& settings, const QString& organization, const Keyring& keyring)
{
    const auto missing = keyring.missing.find(organization);
    return {
        .table = organization.isEmpty() ? u"[api]"_s : u"[organization.%1]"_s.arg(organization),
        .reference = organization.isEmpty() ? settings.keyReference
                                            : settings.organizations.at(organization).keyReference,
        .error = missing == keyring.missing.end() ? std::nullopt : std::optional(missing->second)};
}

// Every key that is found, on stdout; every one that is not, on stderr.
ExitCode reportKeys(const GlobalOptions& options, const Settings& settings, const Keyring& keyring)
{
    std::vector<KeyState> states {stateOf(settings, {}, keyring)};
    for (const auto& organization : settings.organizations) {
        states.push_back(stateOf(settings, organization.first, keyring));
    }
    const QString warning = keyring.warnings.join(u' ');
    say(warning);
    ExitCode code = ExitCode::Ok;
    QString text;
    QJsonArray others;
    for (const KeyState& state : states) {
        if (state.error) {
            code = fail(*state.error);
        }
        const QString place = states.size() == 1 ? QString() : QString(state.table + u' ');
        text += state.error ? QString() : u"%1%2: found\n"_s.arg(place, state.reference);
        others += QJsonObject {
            {u"table"_s, state.table}, {u"key"_s, state.reference}, {u"found"_s, !state.error}};
    }
    if (code != ExitCode::Ok && (!options.json || states.size() == 1)) {
        static_cast<void>(printData(text.toUtf8()));
        return code;
    }
    const ExitCode printed = options.json ? printJson({{u"key"_s, states.front().reference},
                                                       {u"found"_s, !states.front().error},
                                                       {u"warning"_s, warning},
                                                       {u"keys"_s, others}})
                                          : printData(text.toUtf8());
    return code == ExitCode::Ok ? printed : code;
}

ExitCode checkKey(const GlobalOptions& options)
{
    const auto loaded = options.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    std::optional<ExitCode> code;
    lookUpKeys(loaded->settings, KeysWanted::All, {}, QCoreApplication::instance(),
               [&](const Keyring& keyring) {
                   code = reportKeys(options, loaded->settings, keyring);
                   QCoreApplication::quit();
               });
    return await(code);
}

} // namespace

void addKeyCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    CLI::App* key = app.add_subcommand("key", "Keep the API key in the keychain");
    key->require_subcommand(1);
    key->fallthrough();

    struct SetOptions
    {
        std::string name;
        bool fromStdin = false;
    };
    const auto set = std::make_shared<SetOptions>();
    CLI::App* setCommand = key->add_subcommand("set", "Store the key that is read from stdin");
    setCommand->fallthrough();
    setCommand->add_option("NAME", set->name, "Name of the keychain entry")->required();
    setCommand
        ->add_flag("--stdin", set->fromStdin,
                   "Read the key from the standard input; it is never given on the command line")
        ->required();
    setCommand->callback(
        [set, &action] { action = [set] { return setKey(QString::fromStdString(set->name)); }; });

    CLI::App* check = key->add_subcommand("check", "Tell whether the configured keys are found");
    check->fallthrough();
    check->callback([&options, &action] { action = [&options] { return checkKey(options); }; });
}

} // namespace plimsoll
