// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/pipeline/fusefile.h"
#include "probes/domain/redact.h"

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

ExitCode show(const GlobalOptions& options)
{
    const auto database = options.databaseFile();
    if (!database) {
        return fail(database.error());
    }
    const auto trip = readFuse(fuseFile(*database));
    QJsonObject json {{u"tripped"_s, trip.has_value()}, {u"file"_s, fuseFile(*database)}};
    json.insert(u"trip"_s, trip ? QJsonValue(toJson(*trip)) : QJsonValue(QJsonValue::Null));
    const ExitCode printed = options.json
        ? printJson(json)
        : printData(
            (trip ? QString(redacted(sentence(*trip)) + u'\n') : u"The fuse holds.\n"_s).toUtf8());
    return printed == ExitCode::Ok && trip ? ExitCode::Critical : printed;
}

ExitCode reset(const GlobalOptions& options)
{
    const auto database = options.databaseFile();
    if (!database) {
        return fail(database.error());
    }
    const auto removed = removeFuse(fuseFile(*database));
    if (!removed) {
        return fail(removed.error());
    }
    if (options.json) {
        return printJson({{u"reset"_s, *removed}, {u"file"_s, fuseFile(*database)}});
    }
    return printData(*removed
                         ? QByteArray("The fuse is reset. A running collector notices within a "
                                      "minute and sends paid probes again.\n")
                         : QByteArray("The fuse was not tripped.\n"));
}

} // namespace

void addFuseCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    CLI::App* fuse = app.add_subcommand(
        "fuse", "Show whether a bill that was too high stopped paid probes (then exit code 2)");
    fuse->fallthrough();
    fuse->callback([&options, &action] {
        if (!action) { // none of its own commands was chosen
            action = [&options] { return show(options); };
        }
    });
    CLI::App* resetCommand = fuse->add_subcommand("reset", "Let paid probes be sent again");
    resetCommand->fallthrough();
    resetCommand->callback([&options, &action] { action = [&options] { return reset(options); }; });
}

} // namespace plimsoll
