// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "app/commands/reading.h"
#include "storage/bytesize.h"
#include "storage/sqlite/sqlitestore.h"

#include <QFileInfo>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

ExitCode compact(const GlobalOptions& options)
{
    const auto path = options.databaseFile();
    if (!path) {
        return fail(path.error());
    }
    const auto store = openForReading(options);
    if (!store && !QFileInfo::exists(*path)) {
        return fail(store.error()); // a store that is not there is not made
    }
    OpenOptions open;
    if (store) { // one of an older layout is brought up to date first
        open.retention = store->retention;
    }
    const auto compaction = compactSqliteStore(*path, open, SystemClock().now());
    if (!compaction) {
        return fail(compaction.error());
    }
    return options.json ? printJson({{u"path"_s, *path},
                                     {u"bytes_before"_s, compaction->before},
                                     {u"bytes_after"_s, compaction->after}})
                        : printData(u"%1: %2 now, %3 before\n"_s
                                        .arg(*path, formatByteSize(compaction->after),
                                             formatByteSize(compaction->before))
                                        .toUtf8());
}

} // namespace

void addCompactCommand(CLI::App& database, const GlobalOptions& options, Action& action)
{
    database
        .add_subcommand("compact",
                        "Pack what is over, take away what the retention allows, leave no holes")
        ->fallthrough()
        ->callback([&options, &action] { action = [&options] { return compact(options); }; });
}

} // namespace plimsoll
