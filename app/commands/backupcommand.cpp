// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commands.h"
#include "app/commands/console.h"
#include "storage/sqlite/backup.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <memory>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 worthTelling = qint64 {32} << 20; // a smaller copy is done before it is read about
constexpr qint64 tellEveryMs = 2000;

struct BackupArguments
{
    std::string file;
    bool force = false;
};

void tellProgress(qint64 done, qint64 total, QElapsedTimer& sinceTold)
{
    if (total >= worthTelling && sinceTold.hasExpired(tellEveryMs)) {
        sinceTold.restart();
        say(u"%1 of %2 MiB copied."_s.arg(done >> 20).arg(total >> 20));
    }
}

ExitCode backUp(const GlobalOptions& options, const BackupArguments& arguments)
{
    const auto path = options.databaseFile();
    if (!path) {
        return fail(path.error());
    }
    QElapsedTimer sinceTold;
    sinceTold.start();
    const auto report = backupSqliteStore(
        *path, QFileInfo(QString::fromStdString(arguments.file)).absoluteFilePath(),
        {.overwrite = arguments.force, .progress = [&sinceTold](qint64 done, qint64 total) {
             tellProgress(done, total, sinceTold);
         }});
    if (!report) {
        return fail(report.error());
    }
    if (options.json) {
        return printJson({{u"path"_s, report->path},
                          {u"bytes"_s, report->bytes},
                          {u"observations"_s, report->observations}});
    }
    return printData(u"%1: %2 observations in %3 bytes, checked.\n"_s.arg(report->path)
                         .arg(report->observations)
                         .arg(report->bytes)
                         .toUtf8());
}

} // namespace

void addBackupCommand(CLI::App& database, const GlobalOptions& options, Action& action)
{
    const auto chosen = std::make_shared<BackupArguments>();
    CLI::App* app = database.add_subcommand(
        "backup", "Copy the database, also while another process collects into it");
    app->fallthrough();
    app->add_option("file", chosen->file, "The copy")->type_name("FILE")->required();
    app->add_flag("--force", chosen->force, "Replace FILE when the new copy is complete");
    app->callback([chosen, &options, &action] {
        action = [chosen, &options] { return backUp(options, *chosen); };
    });
}

} // namespace plimsoll
