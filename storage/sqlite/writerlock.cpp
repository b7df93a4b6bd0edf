// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/writerlock.h"

#include "storage/sqlite/connection.h"
#include "storage/sqlite/sqliteerror.h"

#include <QCoreApplication>
#include <QFile>

#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

constexpr int briefWaitMs = 100;

qint64 holderOf(const QString& lockPath)
{
    try {
        SQLite::Database db(lockPath.toStdString(), SQLite::OPEN_READONLY, briefWaitMs);
        return db.execAndGet("SELECT pid FROM holder").getInt64();
    } catch (const SQLite::Exception&) {
        return 0; // it is just being written
    }
}

Error busy(const QString& storePath, qint64 pid)
{
    const QString who =
        pid > 0 ? QStringLiteral("process %1").arg(pid) : QStringLiteral("another process");
    return Error {.code = Error::Code::TryLater,
                  .message =
                      QStringLiteral("Cannot write to the store %1: %2 is writing to it. Stop "
                                     "that one first, or choose another [storage] path.")
                          .arg(storePath, who)};
}

} // namespace

WriterLock::WriterLock(const QString& lockPath)
    : m_db(lockPath.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, briefWaitMs)
{
}

void WriterLock::hold()
{
    // It holds nothing worth a wait for the disk.
    m_db.exec("PRAGMA synchronous = OFF");
    m_db.exec("CREATE TABLE IF NOT EXISTS holder(pid INTEGER NOT NULL)");
    m_db.exec("BEGIN IMMEDIATE");
    m_db.exec("DELETE FROM holder");
    m_db.exec("INSERT INTO holder(pid) VALUES(" + std::to_string(QCoreApplication::applicationPid())
              + ")");
    m_db.exec("COMMIT");
    m_db.exec("BEGIN IMMEDIATE");
}

Result<std::unique_ptr<WriterLock>> WriterLock::take(const QString& storePath)
{
    const QString lockPath = storePath + QStringLiteral(".lock");
    for (int attempt = 0;; ++attempt) {
        if (const auto created = createPrivateFile(lockPath); !created) {
            return created.error();
        }
        try {
            std::unique_ptr<WriterLock> lock(new WriterLock(lockPath));
            lock->hold();
            return lock;
        } catch (const SQLite::Exception& failure) {
            const int code = failure.getErrorCode();
            if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
                return busy(storePath, holderOf(lockPath));
            }
            // A power cut can damage it; nobody holds it then, and it has nothing to lose.
            const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
            if (!damaged || attempt > 0 || !QFile::remove(lockPath)) {
                return storeError(Attempt::Open, storePath, failure);
            }
        }
    }
}

} // namespace plimsoll::sqlite
