// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/recovery/recover.h"

#include "storage/sqlite/connection.h"
#include "storage/sqlite/recovery/recoveredhours.h"
#include "storage/sqlite/recovery/recoverednotes.h"
#include "storage/sqlite/recovery/recoveredrows.h"
#include "storage/sqlite/rows/storedrows.h"
#include "storage/sqlite/trimmer.h"
#include "storage/sqlite/writerlock.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace plimsoll {

namespace {

constexpr int oldestReadable = 3;

struct Damaged
{
    sqlite::Connection db;
    sqlite::StoreMark mark; // what could be read of it
    bool markLost = false;
    bool withoutLog = false;
};

// Without it SQLite does not open a file that ends before its header says.
constexpr const char* readShortFiles = "PRAGMA writable_schema = ON";

Error beyondHelp(const QString& path, const QString& why)
{
    return Error {.code = Error::Code::BadData,
                  .message = QStringLiteral("Cannot recover the store %1: %2. Nothing was changed. "
                                            "Restore the newest backup: stop Plimsoll, move this "
                                            "file and those that begin with its name away, and "
                                            "copy the backup to its place.")
                                 .arg(path, why)};
}

// With the log beside it when that can be read: the newest rows may be nowhere else.
Damaged openDamaged(const QString& path)
{
    Damaged damaged;
    if (QFileInfo(path + QStringLiteral("-wal")).size() > 0) {
        try {
            damaged.db = std::make_unique<SQLite::Database>(
                path.toStdString(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX);
            damaged.db->exec(readShortFiles);
            damaged.db->execAndGet("SELECT count(*) FROM sqlite_master").getInt();
        } catch (const SQLite::Exception&) {
            damaged.db.reset();
            damaged.withoutLog = true;
        }
    }
    if (!damaged.db) {
        damaged.db = sqlite::openUntouched(path);
        damaged.db->exec(readShortFiles);
        damaged.db->execAndGet("SELECT count(*) FROM sqlite_master").getInt();
    }
    damaged.db->exec("PRAGMA cell_size_check = ON");
    try {
        damaged.mark = sqlite::readMark(*damaged.db);
    } catch (const SQLite::Exception&) {
        damaged.markLost = true;
    }
    return damaged;
}

Result<void> refuseForeign(const QString& path, const Damaged& damaged)
{
    if (!damaged.db->tableExists("observation") || !damaged.db->tableExists("target")) {
        return beyondHelp(path, QStringLiteral("it has no table of observations"));
    }
    if (!damaged.markLost && damaged.mark.schema != 0
        && (damaged.mark.schema < oldestReadable || damaged.mark.schema > sqlite::newestSchema)) {
        return beyondHelp(path,
                          QStringLiteral("its layout has version %1, which this program cannot "
                                         "recover")
                              .arg(damaged.mark.schema));
    }
    return {};
}

Result<void> refuseTaken(const QString& damaged, const QString& to)
{
    if (!QFileInfo::exists(to)) {
        return {};
    }
    return Error {.code = Error::Code::CannotCreate,
                  .message = QStringLiteral("Cannot recover the store %1 into %2: that is there "
                                            "already. Name another file with --output.")
                                 .arg(damaged, to)};
}

// A mark that outlives the rows; absent when it was never set or is damaged.
std::optional<qint64> copyMark(SQLite::Database& from, SQLite::Database& to, const char* name)
{
    try {
        const auto value = sqlite::metaNumber(from, name);
        if (value) {
            sqlite::written([&] { sqlite::setMetaNumber(to, name, *value); });
        }
        return value;
    } catch (const SQLite::Exception& failure) {
        if (!sqlite::isDamage(failure)) {
            throw;
        }
        return std::nullopt;
    }
}

// Retention's mark, and the number of the next observation: one that was lost is not given again.
void copyMarks(SQLite::Database& from, SQLite::Database& to)
{
    copyMark(from, to, sqlite::rawFromName);
    const qint64 next = copyMark(from, to, sqlite::nextSeqName).value_or(1);
    const auto keys = sqlite::keysOf(from, "observation", "seq", {});
    if (!keys.isGuess && keys.to >= next) {
        sqlite::written([&] { sqlite::setMetaNumber(to, sqlite::nextSeqName, keys.to + 1); });
    }
}

TimePoint rawFrom(SQLite::Database& db)
{
    const auto day = sqlite::metaNumber(db, sqlite::rawFromName);
    return day ? sqlite::bucketTime(Level::Day, *day) : TimePoint::min();
}

RecoveryReport salvage(Damaged& damaged, SQLite::Database& to, const StoreReader& saved)
{
    RecoveryReport report;
    sqlite::RecoveredRows rows(*damaged.db, to);
    report.parts.push_back(rows.targets());
    report.parts.push_back(rows.headerSets());
    report.parts.push_back(rows.packedDays());
    report.parts.push_back(rows.liveRows());
    report.withoutHeaders = rows.withoutHeaders();
    copyMarks(*damaged.db, to);
    const auto hours = sqlite::recoverHours(*damaged.db, to, rawFrom(to));
    report.parts.push_back(hours.hours);
    report.hoursWithLoss = hours.lost.hours();
    for (Salvage& part : sqlite::recoverNotes(*damaged.db, to, saved)) {
        report.parts.push_back(std::move(part));
    }
    report.withoutLog = damaged.withoutLog;
    report.newAgent = damaged.mark.agent.isEmpty();
    return report;
}

Result<RecoveryReport> recoverInto(Damaged& damaged, const QString& to)
{
    OpenOptions options;
    options.agent = QString::fromLatin1(damaged.mark.agent);
    options.demo = damaged.mark.demo;
    const auto connection = sqlite::connectWriter(to, options);
    if (!connection) {
        return connection.error();
    }
    const auto reader = openSqliteReader(to);
    if (!reader) {
        return reader.error();
    }
    RecoveryReport report = salvage(damaged, **connection, **reader);
    sqlite::written([&connection] { (*connection)->exec("PRAGMA wal_checkpoint(TRUNCATE)"); });
    report.path = to;
    report.bytes = QFileInfo(to).size();
    return report;
}

void removeHalf(const QString& to)
{
    for (const char* ending : {"", "-wal", "-shm"}) {
        QFile::remove(to + QLatin1String(ending));
    }
}

} // namespace

QStringList RecoveryReport::sentences() const
{
    QStringList told;
    for (const Salvage& part : parts) {
        told << (part.of ? QStringLiteral("%1 of about %2 %3 saved.")
                               .arg(part.saved)
                               .arg(*part.of)
                               .arg(part.what)
                         : QStringLiteral("%1 %2 saved; how many there were is hidden by the "
                                          "damage.")
                               .arg(part.saved)
                               .arg(part.what));
    }
    if (withoutHeaders > 0) {
        told << QStringLiteral("The headers of %1 observations were lost.").arg(withoutHeaders);
    }
    if (hoursWithLoss > 0) {
        told << QStringLiteral("%1 hours of targets lack observations; their rollups still count "
                               "them.")
                    .arg(hoursWithLoss);
    }
    if (newAgent) {
        told << QStringLiteral(
            "The identity of the collector was lost; the new store has another.");
    }
    if (withoutLog) {
        told << QStringLiteral("The write-ahead log could not be read; what was in it alone is "
                               "lost.");
    }
    return told;
}

Result<RecoveryReport> recoverSqliteStore(const QString& damaged, const QString& to)
{
    if (!QFileInfo(damaged).isFile()) {
        return Error {
            .code = Error::Code::NotFound,
            .message = QStringLiteral("There is no store at %1. Name it with --db.").arg(damaged)};
    }
    if (const auto free = refuseTaken(damaged, to); !free) {
        return free.error();
    }
    const auto lock = sqlite::WriterLock::take(damaged);
    if (!lock) {
        return lock.error();
    }
    try {
        Damaged opened = openDamaged(damaged);
        if (const auto ours = refuseForeign(damaged, opened); !ours) {
            return ours.error();
        }
        if (const auto created = sqlite::createPrivateFile(to); !created) {
            return created.error();
        }
        auto recovered = recoverInto(opened, to);
        if (!recovered) {
            removeHalf(to);
        }
        return recovered;
    } catch (const sqlite::Unwritten& failure) {
        removeHalf(to);
        return sqlite::storeError(sqlite::Attempt::Write, to, failure.code,
                                  QString::fromStdString(failure.what));
    } catch (const SQLite::Exception& failure) {
        removeHalf(to);
        const QString why = QString::fromUtf8(failure.what());
        if (!sqlite::isDamage(failure)) {
            return sqlite::storeError(sqlite::Attempt::Read, damaged, failure);
        }
        return beyondHelp(damaged,
                          QStringLiteral("its beginning, which says where everything is, "
                                         "is damaged (%1)")
                              .arg(why));
    }
}

} // namespace plimsoll
