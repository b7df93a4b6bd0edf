// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/settings.h"

#include <QDir>
#include <QFileInfo>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds densest = 1h;
constexpr int mostKept = 1000;
constexpr qint64 leastCache = qint64 {1} << 20;

} // namespace

QStringList BackupPlan::validate() const
{
    QStringList mistakes;
    if (every != 0ms && every < densest) {
        mistakes << QStringLiteral("[storage] backup_every is less than an hour: each backup is a "
                                   "copy of the whole store. Give 1h or more, or leave it out for "
                                   "no backups.");
    }
    if (keep < 1 || keep > mostKept) {
        mistakes << QStringLiteral("[storage] backup_keep is %1: give how many backups are kept, "
                                   "from 1 to %2.")
                        .arg(keep)
                        .arg(mostKept);
    }
    if (!directory.isEmpty() && QFileInfo(directory).isFile()) {
        mistakes << QStringLiteral("[storage] backup_directory \"%1\" is a file: give a directory "
                                   "for the backups.")
                        .arg(directory);
    }
    return mistakes;
}

BackupPlan BackupPlan::of(const QString& store) const
{
    BackupPlan plan = *this;
    if (directory.startsWith(QLatin1String("~/"))) {
        plan.directory = QDir::homePath() + QStringView(directory).mid(1);
    } else {
        const QString named = directory.isEmpty() ? QStringLiteral("backups") : directory;
        plan.directory = QFileInfo(store).absoluteDir().absoluteFilePath(named);
    }
    return plan;
}

QStringList StorageSettings::validate() const
{
    QStringList mistakes = retention.validate() + backup.validate();
    if (cacheBytes && *cacheBytes < leastCache) {
        mistakes << QStringLiteral(
            "cache in [storage] must be at least 1 MiB; leave it out for the "
            "usual 64 MiB.");
    }
    if (path.trimmed().isEmpty()) {
        mistakes << QStringLiteral(
            "[storage] path is empty: give the file the observations go to.");
    } else if (QFileInfo(path).isDir()) {
        mistakes << QStringLiteral("[storage] path \"%1\" is a directory: give a file name in it, "
                                   "for example plimsoll.db.")
                        .arg(path);
    }
    return mistakes;
}

} // namespace plimsoll
