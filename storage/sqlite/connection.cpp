// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/connection.h"

#include "storage/sqlite/checks/quickcheck.h"
#include "storage/sqlite/sqliteerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

constexpr int pageBytes = 16384;
// What the write-ahead log shrinks to after a bulk load.
constexpr const char* settings = "PRAGMA synchronous = NORMAL;"
                                 "PRAGMA foreign_keys = ON;"
                                 "PRAGMA journal_size_limit = 67108864;"
                                 "PRAGMA cache_size = -16384;"
                                 "PRAGMA secure_delete = FAST;"
                                 "PRAGMA temp_store = MEMORY;";

Error refusal(const QString& path, const QString& why)
{
    return Error {.code = Error::Code::BadData,
                  .message = QStringLiteral("Cannot open the store %1: %2").arg(path, why)};
}

// Nothing of this writes, so that a file we refuse stays as it is.
Result<void> accept(const QString& path, const StoreMark& mark)
{
    if (mark.schema != 0 && mark.applicationId != applicationId) {
        return refusal(path,
                       QStringLiteral("it is a SQLite database of another program. Choose another "
                                      "[storage] path."));
    }
    if (mark.schema > newestSchema) {
        return refusal(path,
                       QStringLiteral("its layout has version %1 and this program knows versions "
                                      "up to %2. Update Plimsoll, or choose another [storage] "
                                      "path.")
                           .arg(mark.schema)
                           .arg(newestSchema));
    }
    return {};
}

Result<void> settle(SQLite::Database& db, const QString& path, const OpenOptions& options)
{
    const StoreMark mark = readMark(db);
    if (const auto accepted = accept(path, mark); !accepted) {
        return accepted.error();
    }
    if (mark.schema == 0) {
        db.exec("PRAGMA page_size = " + std::to_string(pageBytes));
        db.exec("PRAGMA auto_vacuum = INCREMENTAL"); // retention gives pages back
    } else {
        checkQuickly(db, options.wholeCheckBytes);
    }
    const std::string journal = db.execAndGet("PRAGMA journal_mode = WAL").getString();
    if (journal != "wal") {
        return Error {.code = Error::Code::Unavailable,
                      .message = QStringLiteral("Cannot open the store %1: its file system does "
                                                "not allow a write-ahead log. Choose a [storage] "
                                                "path on a local disk.")
                                     .arg(path)};
    }
    db.exec(settings);
    if (options.maxBytes > 0) {
        db.exec("PRAGMA max_page_count = " + std::to_string(options.maxBytes / pageBytes));
    }
    StoreMark markOfNew;
    markOfNew.agent = options.agent.isEmpty()
        ? QUuid::createUuid().toByteArray(QUuid::WithoutBraces)
        : options.agent.toUtf8();
    markOfNew.demo = options.demo;
    migrate(db, mark.schema, markOfNew);
    return {};
}

} // namespace

Result<void> refuseDirectory(const QString& path, Error::Code code)
{
    if (!QFileInfo(path).isDir()) {
        return {};
    }
    return Error {.code = code,
                  .message = QStringLiteral("Cannot open the store %1: it is a directory. Name a "
                                            "file, for example %1/plimsoll.sqlite.")
                                 .arg(QDir::cleanPath(path))};
}

Result<void> createPrivateFile(const QString& path)
{
    const QFileInfo info(path);
    if (info.exists()) {
        return {};
    }
    const auto failed = [&path](const QString& why) {
        return Error {.code = Error::Code::CannotCreate,
                      .message =
                          QStringLiteral("Cannot create %1: %2. Check that its directory can "
                                         "be written to, or choose another [storage] path.")
                              .arg(path, why)};
    };
    QDir parent = info.absoluteDir();
    if (!parent.exists()) {
        const QString name = parent.dirName();
        const QString above = QFileInfo(parent.absolutePath()).absolutePath();
        const auto ownerOnly =
            QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
        if (!QDir().mkpath(above)
            || (!QDir(above).mkdir(name, ownerOnly) && !QFileInfo::exists(info.absolutePath()))) {
            return failed(
                QStringLiteral("the directory %1 cannot be made").arg(info.absolutePath()));
        }
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && !QFileInfo::exists(path)) {
        return failed(file.errorString());
    }
    return {};
}

Result<Connection> connectWriter(const QString& path, const OpenOptions& options)
{
    try {
        auto db = std::make_unique<SQLite::Database>(
            path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, busyTimeoutMs);
        if (const auto settled = settle(*db, path, options); !settled) {
            return settled.error();
        }
        return db;
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Open, path, failure);
    }
}

Result<ReadConnection> connectReader(const QString& path)
{
    const Error absent {.code = Error::Code::NotFound,
                        .message = QStringLiteral("There is no store at %1 yet. Start collecting "
                                                  "with `plimsollctl run`, or name another with "
                                                  "--db.")
                                       .arg(path)};
    if (!QFileInfo::exists(path)) {
        return absent;
    }
    if (const auto file = refuseDirectory(path, Error::Code::NotFound); !file) {
        return file.error();
    }
    try {
        auto db = std::make_unique<SQLite::Database>(
            path.toStdString(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX, busyTimeoutMs);
        db->exec(settings);
        const StoreMark mark = readMark(*db);
        if (const auto accepted = accept(path, mark); !accepted) {
            return accepted.error();
        }
        if (mark.schema == 0) {
            return absent;
        }
        if (mark.schema < newestSchema) {
            return refusal(path,
                           QStringLiteral("its layout has version %1; opening it once for writing "
                                          "(`plimsollctl run`) brings it to version %2.")
                               .arg(mark.schema)
                               .arg(newestSchema));
        }
        return ReadConnection {.db = std::move(db), .mark = mark};
    } catch (const SQLite::Exception& failure) {
        // A rollback journal is left only when the process was killed while it made the store:
        // from then on the journal is the write-ahead log.
        if (failure.getExtendedErrorCode() == SQLITE_READONLY_ROLLBACK) {
            return absent;
        }
        return storeError(Attempt::Read, path, failure);
    }
}

} // namespace plimsoll::sqlite
