// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/checks/verify.h"

#include "storage/sqlite/checks/checks.h"
#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/statement.h"
#include "storage/sqlite/trimmer.h"

#include <QDateTime>

namespace plimsoll::sqlite {

namespace {

void checkFile(SQLite::Database& db, QStringList& found)
{
    SQLite::Statement integrity(db, "PRAGMA integrity_check(10)");
    while (integrity.executeStep()) {
        const QString verdict = textAt(integrity, 0);
        if (verdict != QLatin1String("ok")) {
            found << QStringLiteral("The file is damaged: %1.").arg(verdict);
        }
    }
    SQLite::Statement keys(db, "PRAGMA foreign_key_check");
    while (keys.executeStep()) {
        found << QStringLiteral("Row %1 of %2 names a row of %3 that is not there.")
                     .arg(intAt(keys, 1))
                     .arg(textAt(keys, 0), textAt(keys, 2));
    }
}

TimePoint rawFrom(SQLite::Database& db)
{
    const auto day = metaNumber(db, rawFromName);
    return day ? bucketTime(Level::Day, *day) : TimePoint::min();
}

} // namespace

QString timeText(TimePoint t)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), Qt::UTC).toString(Qt::ISODateWithMs);
}

QString text(const TargetId& target)
{
    const QString kind = name(target.kind);
    const QString what =
        target.model.isEmpty() ? kind : QStringLiteral("%1 %2").arg(target.model, kind);
    return target.organization.isEmpty()
        ? what
        : QStringLiteral("%1 of %2").arg(what, target.organization);
}

QStringList disagreements(const SqliteReader& reader)
{
    QStringList found;
    SQLite::Database& db = reader.database();
    checkFile(db, found);
    const Checked store {.reader = reader,
                         .targets = readTargets(db),
                         .rawFrom = rawFrom(db),
                         .lost = LostRows::read(db)};
    checkChunks(store, found);
    if (found.isEmpty()) { // what cannot be read cannot be summed up
        checkRollups(store, found);
        if (store.lost.isOfRecovered()) {
            checkLimitCover(store, found);
        } else {
            checkLimits(store, found);
        }
    }
    return found;
}

} // namespace plimsoll::sqlite
