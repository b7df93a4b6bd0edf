// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/backup.h"

#include "storage/sqlite/checks/quickcheck.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/rows/storedrows.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/storecopy.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <filesystem>
#include <sqlite3.h>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#elif defined(Q_OS_WIN)
#include <io.h>
#endif

namespace plimsoll {

namespace {

constexpr std::chrono::milliseconds slice {50}; // between two words about the progress

bool flushed(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite)) {
        return false;
    }
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#elif defined(Q_OS_WIN)
    return ::_commit(file.handle()) == 0;
#else
    return true;
#endif
}

// The name itself must be on the disk, too. Windows sees to that.
void flushDirectory([[maybe_unused]] const QString& file)
{
#ifdef Q_OS_UNIX
    const QByteArray directory = QFile::encodeName(QFileInfo(file).absolutePath());
    const int handle = ::open(directory.constData(), O_RDONLY | O_CLOEXEC);
    if (handle >= 0) {
        ::fsync(handle);
        ::close(handle);
    }
#endif
}

Result<void> refuseTaken(const QString& store, const QString& file, bool overwrite)
{
    const QFileInfo there(file);
    if (!there.exists()) {
        return {};
    }
    if (there.isFile() && overwrite
        && there.canonicalFilePath() != QFileInfo(store).canonicalFilePath()) {
        return {};
    }
    const QString advice = there.isDir() ? QStringLiteral("it is a directory; name a file in it")
        : there.canonicalFilePath() == QFileInfo(store).canonicalFilePath()
        ? QStringLiteral("it is the store itself; name another file")
        : QStringLiteral("it is there already; name another file, or say --force to replace it");
    return Error {
        .code = Error::Code::CannotCreate,
        .message =
            QStringLiteral("Cannot back up the store %1 to %2: %3.").arg(store, file, advice)};
}

Result<BackupReport> named(const QString& store, const QString& file, qint64 observations)
{
    const auto encoded = [](const QString& path) {
        return std::filesystem::path(path.toStdU16String());
    };
    std::error_code why;
    std::filesystem::rename(encoded(sqlite::partOf(file)), encoded(file), why);
    if (why) {
        return sqlite::copyError(store, file, SQLITE_CANTOPEN,
                                 QString::fromStdString(why.message()));
    }
    flushDirectory(file);
    return BackupReport {
        .path = file, .bytes = QFileInfo(file).size(), .observations = observations};
}

Result<void> copyAll(sqlite::StoreCopy& copy, const BackupOptions& options)
{
    for (;;) {
        const auto more = copy.step(slice);
        if (!more) {
            return more.error();
        }
        if (options.progress) {
            options.progress(copy.doneBytes(), copy.totalBytes());
        }
        if (!*more) {
            return {};
        }
    }
}

} // namespace

Result<BackupReport> sealCopy(const QString& store, const QString& file, bool overwrite)
{
    const QString part = sqlite::partOf(file);
    const auto removePart = qScopeGuard([&part] { QFile::remove(part); });
    if (!flushed(part)) {
        return sqlite::copyError(store, file, SQLITE_IOERR,
                                 QStringLiteral("the copy cannot be flushed to the disk"));
    }
    try {
        qint64 observations = 0;
        {
            const auto db = sqlite::openUntouched(part);
            sqlite::checkWhole(*db);
            observations = sqlite::countStoredRows(*db);
        }
        if (const auto free = refuseTaken(store, file, overwrite); !free) {
            return free.error();
        }
        return named(store, file, observations);
    } catch (const SQLite::Exception& failure) {
        return sqlite::copyError(store, file, failure.getErrorCode(),
                                 QString::fromUtf8(failure.what()));
    }
}

Result<BackupReport> backupSqliteStore(const QString& store, const QString& file,
                                       const BackupOptions& options)
{
    if (const auto free = refuseTaken(store, file, options.overwrite); !free) {
        return free.error();
    }
    const auto connection = sqlite::connectReader(store);
    if (!connection) {
        return connection.error();
    }
    try {
        // One read transaction over all steps: what the collector commits meanwhile is not in it.
        connection->db->exec("BEGIN");
        connection->db->execAndGet("SELECT count(*) FROM meta").getInt();
    } catch (const SQLite::Exception& failure) {
        return sqlite::storeError(sqlite::Attempt::Read, store, failure);
    }
    {
        const auto copy = sqlite::StoreCopy::begin(*connection->db, store, file);
        if (!copy) {
            return copy.error();
        }
        if (const auto copied = copyAll(**copy, options); !copied) {
            return copied.error();
        }
    }
    return sealCopy(store, file, options.overwrite);
}

} // namespace plimsoll
