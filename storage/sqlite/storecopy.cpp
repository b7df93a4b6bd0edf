// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/storecopy.h"

#include "probes/domain/redact.h"

#include <QElapsedTimer>
#include <QFile>

#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

constexpr int pagesAtOnce = 8;

Result<void> createPart(const QString& store, const QString& file)
{
    const QString part = partOf(file);
    if (QFile::exists(part) && !QFile::remove(part)) {
        return copyError(store, file, SQLITE_CANTOPEN,
                         QStringLiteral("%1 is left from before and cannot be removed").arg(part));
    }
    QFile made(part);
    if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return copyError(store, file, SQLITE_CANTOPEN, made.errorString());
    }
    return {};
}

} // namespace

QString partOf(const QString& file)
{
    return file + QStringLiteral(".part");
}

Error copyError(const QString& store, const QString& file, int sqliteCode, const QString& why)
{
    const auto sentence = [&](Error::Code code, const QString& reason) {
        return Error {
            .code = code,
            .message =
                QStringLiteral("Cannot back up the store %1 to %2: %3").arg(store, file, reason)};
    };
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return sentence(Error::Code::Io,
                        QStringLiteral("the disk of the backup is full. Make room there, or choose "
                                       "another place; the store itself is well."));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return sentence(Error::Code::BadData,
                        QStringLiteral("the copy is damaged (%1), so the store or the disk is. "
                                       "Look with `plimsollctl db verify`.")
                            .arg(redacted(why)));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return sentence(Error::Code::CannotCreate,
                        QStringLiteral("%1. Check that the directory exists and may be written "
                                       "to, or choose another.")
                            .arg(redacted(why)));
    default:
        return sentence(Error::Code::Io,
                        QStringLiteral("%1. Check the disk and the system log; the store itself "
                                       "was not touched.")
                            .arg(redacted(why)));
    }
}

StoreCopy::StoreCopy(SQLite::Database& source, const QString& store, const QString& file)
    : m_store(store)
    , m_file(file)
    , m_to(std::make_unique<SQLite::Database>(partOf(file).toStdString(),
                                              SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX))
{
    // Half a copy is worth nothing, so no journal guards it; it is flushed once, when it is sealed.
    m_to->exec("PRAGMA journal_mode = OFF");
    m_to->exec("PRAGMA synchronous = OFF");
    m_pageBytes = source.execAndGet("PRAGMA page_size").getInt64();
    m_backup = std::make_unique<SQLite::Backup>(*m_to, source);
}

Result<std::unique_ptr<StoreCopy>> StoreCopy::begin(SQLite::Database& source, const QString& store,
                                                    const QString& file)
{
    if (const auto created = createPart(store, file); !created) {
        return created.error();
    }
    try {
        return std::unique_ptr<StoreCopy>(new StoreCopy(source, store, file));
    } catch (const SQLite::Exception& failure) {
        QFile::remove(partOf(file));
        return copyError(store, file, failure.getErrorCode(), QString::fromUtf8(failure.what()));
    }
}

StoreCopy::~StoreCopy()
{
    m_backup.reset();
    m_to.reset();
    if (!m_complete) {
        QFile::remove(partOf(m_file));
    }
}

Result<bool> StoreCopy::step(std::chrono::microseconds most)
{
    QElapsedTimer since;
    since.start();
    try {
        do {
            const int code = m_backup->executeStep(pagesAtOnce);
            if (code == SQLITE_DONE) {
                m_complete = true;
                return false;
            }
            if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
                return true; // the next step tries again
            }
        } while (std::chrono::nanoseconds(since.nsecsElapsed()) < most);
        return true;
    } catch (const SQLite::Exception& failure) {
        return copyError(m_store, m_file, failure.getErrorCode(),
                         QString::fromUtf8(failure.what()));
    }
}

qint64 StoreCopy::doneBytes() const
{
    return totalBytes() - m_backup->getRemainingPageCount() * m_pageBytes;
}

qint64 StoreCopy::totalBytes() const
{
    return m_backup->getTotalPageCount() * m_pageBytes;
}

} // namespace plimsoll::sqlite
