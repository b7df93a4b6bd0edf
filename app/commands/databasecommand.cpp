// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "storage/report/cells.h"
#include "storage/report/statusreport.h"
#include "storage/report/storagetext.h"
#include "storage/sqlite/sqlitestore.h"

#include <QFileInfo>
#include <QJsonArray>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

QByteArray toText(const StoreInfo& info)
{
    const auto moment = [](const std::optional<TimePoint>& t) {
        return t ? cells::time(*t) : u"none"_s;
    };
    return u"path          %1\nagent         %2\nschema        %3\nobservations  %4\n"
           "oldest        %5\nnewest        %6\nbytes         %7\ndemo          %8\n"_s
               .arg(info.path, QString::fromLatin1(info.agent))
               .arg(info.schemaVersion)
               .arg(info.observations)
               .arg(moment(info.oldest), moment(info.newest))
               .arg(info.bytes)
               .arg(info.demo ? u"yes"_s : u"no"_s)
               .toUtf8();
}

ExitCode printInfo(const GlobalOptions& options)
{
    const auto store = openForReading(options);
    if (!store) {
        return fail(store.error());
    }
    const auto info = store->reader->info();
    if (!info) {
        return fail(info.error());
    }
    const auto figures = measureSqliteStore(store->path, SystemClock().now());
    if (!figures) {
        return fail(figures.error());
    }
    const StorageReport report = storageReport(*figures, store->retention);
    if (!options.json) {
        return printData(toText(*info) + storageText(report).toUtf8());
    }
    QJsonObject json = storeJson(*info);
    json[u"storage"_s] = storageJson(report);
    return printJson(json);
}

ExitCode verify(const GlobalOptions& options)
{
    const auto path = options.databaseFile();
    if (!path) {
        return fail(path.error());
    }
    const auto disagreements = verifySqliteStore(*path);
    if (!disagreements) {
        return fail(disagreements.error());
    }
    const bool sound = disagreements->isEmpty();
    ExitCode printed = ExitCode::Ok;
    if (options.json) {
        printed = printJson({{u"path"_s, *path},
                             {u"sound"_s, sound},
                             {u"disagreements"_s, QJsonArray::fromStringList(*disagreements)}});
    } else if (sound) {
        printed = printData(
            u"%1: sound. Every rollup and limit agrees with the rows.\n"_s.arg(*path).toUtf8());
    } else {
        printed = printData((disagreements->join(u'\n') + u'\n').toUtf8());
    }
    return sound ? printed : ExitCode::BadData;
}

} // namespace

void addDatabaseCommand(CLI::App& app, const GlobalOptions& options, Action& action)
{
    CLI::App* database = app.add_subcommand("db", "Look after the database");
    database->require_subcommand(1);
    database->fallthrough();
    const auto add = [&](const char* name, const char* what,
                         ExitCode (*command)(const GlobalOptions&)) {
        database->add_subcommand(name, what)->fallthrough()->callback([&options, &action, command] {
            action = [&options, command] { return command(options); };
        });
    };
    add("info", "Print what the database holds, where its bytes are, and its size in a year",
        printInfo);
    add("verify", "Compare every rollup with the rows it sums up", verify);
    addCompactCommand(*database, options, action);
    addBackupCommand(*database, options, action);
    addRecoverCommand(*database, options, action);
}

} // namespace plimsoll
