// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/secrets/keylookup.h"

#include <QCoreApplication>
#include <QFile>

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
                say(u"The key is in the keychain. Use it with key = \"keychain:%1\" in [api]."_s
                        .arg(name));
            }
            code = stored ? ExitCode::Ok : fail(stored.error());
            QCoreApplication::quit();
        });
    return await(code);
}

ExitCode reportKey(const GlobalOptions& options, const QString& reference,
                   const Result<FoundKey>& found)
{
    if (!found) {
        return fail(found.error());
    }
    if (!found->warning.isEmpty()) {
        say(found->warning);
    }
    return options.json
        ? printJson({{u"key"_s, reference}, {u"found"_s, true}, {u"warning"_s, found->warning}})
        : printData(u"%1: found\n"_s.arg(reference).toUtf8());
}

ExitCode checkKey(const GlobalOptions& options)
{
    const auto loaded = options.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    const auto reference = parseKeyReference(loaded->settings.keyReference);
    if (!reference) {
        return fail(reference.error());
    }
    std::optional<ExitCode> code;
    lookUpKey(*reference, QProcessEnvironment::systemEnvironment(), QCoreApplication::instance(),
              [&](const Result<FoundKey>& found) {
                  code = reportKey(options, toText(*reference), found);
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

    CLI::App* check = key->add_subcommand("check", "Tell whether the configured key is found");
    check->fallthrough();
    check->callback([&options, &action] { action = [&options] { return checkKey(options); }; });
}

} // namespace plimsoll
