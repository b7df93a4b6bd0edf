// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqlitestore.h"

#include "probes/domain/catalogue.h"
#include "storage/sqlite/checks/verify.h"
#include "storage/sqlite/place.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/sqlitereader.h"
#include "storage/sqlite/sqlitewriter.h"
#include "storage/sqlite/storagefigures.h"

#include <QFileInfo>

#include <SQLiteCpp/Transaction.h>

namespace plimsoll {

Result<std::unique_ptr<StoreWriter>> openSqliteWriter(const QString& path,
                                                      const OpenOptions& options)
{
    if (const auto file = sqlite::refuseDirectory(path, Error::Code::CannotCreate); !file) {
        return file.error();
    }
    const QString fileSystem =
        options.fileSystemOf ? options.fileSystemOf(path) : fileSystemAt(path);
    if (const auto local = refuseNetwork(path, fileSystem); !local) {
        return local.error();
    }
    auto lock = sqlite::WriterLock::take(path);
    if (!lock) {
        return lock.error();
    }
    if (const auto created = sqlite::createPrivateFile(path); !created) {
        return created.error();
    }
    auto connection = sqlite::connectWriter(path, options);
    if (!connection) {
        return connection.error();
    }
    sqlite::TargetStore::PoolOf poolOf = options.poolOf;
    if (!poolOf) {
        poolOf = [](const QString& model) { return Catalogue::shipped().pool(model); };
    }
    try {
        std::unique_ptr<StoreWriter> writer = std::make_unique<sqlite::SqliteWriter>(
            path, std::move(*lock), std::move(*connection), std::move(poolOf), options.retention);
        return writer;
    } catch (const SQLite::Exception& failure) {
        return sqlite::storeError(sqlite::Attempt::Open, path, failure);
    }
}

Result<Compaction> compactSqliteStore(const QString& path, const OpenOptions& options,
                                      TimePoint now)
{
    Compaction compaction {.before = QFileInfo(path).size()};
    {
        auto writer = openSqliteWriter(path, options);
        if (!writer) {
            return writer.error();
        }
        if (const auto done = (*writer)->maintainAll(now); !done) {
            return done.error();
        }
    }
    const auto lock = sqlite::WriterLock::take(path);
    if (!lock) {
        return lock.error();
    }
    const auto connection = sqlite::connectWriter(path, options);
    if (!connection) {
        return connection.error();
    }
    try {
        (*connection)
            ->exec("PRAGMA auto_vacuum = INCREMENTAL; VACUUM;"
                   "PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const SQLite::Exception& failure) {
        return sqlite::storeError(sqlite::Attempt::Write, path, failure);
    }
    compaction.after = QFileInfo(path).size();
    return compaction;
}

Result<std::unique_ptr<StoreReader>> openSqliteReader(const QString& path, qint64 cacheBytes)
{
    auto connection = sqlite::connectReader(path);
    if (!connection) {
        return connection.error();
    }
    try {
        std::unique_ptr<StoreReader> reader =
            std::make_unique<sqlite::SqliteReader>(path, std::move(*connection), cacheBytes);
        return reader;
    } catch (const SQLite::Exception& failure) {
        return sqlite::storeError(sqlite::Attempt::Open, path, failure);
    }
}

Result<QStringList> verifySqliteStore(const QString& path)
{
    auto connection = sqlite::connectReader(path);
    if (!connection) {
        return connection.error();
    }
    try {
        sqlite::SqliteReader reader(path, std::move(*connection));
        if (const auto began = reader.beginSnapshot(); !began) {
            return began.error();
        }
        return sqlite::disagreements(reader);
    } catch (const SQLite::Exception& failure) {
        return sqlite::storeError(sqlite::Attempt::Read, path, failure);
    }
}

Result<StorageFigures> measureSqliteStore(const QString& path, TimePoint now)
{
    const auto connection = sqlite::connectReader(path);
    if (!connection) {
        return connection.error();
    }
    try {
        const SQLite::Transaction moment(*connection->db); // rolled back: nothing was written
        StorageFigures figures = sqlite::measure(*connection->db, now);
        figures.bytes[std::size_t(StorePart::WriteAheadLog)] =
            QFileInfo(path + QLatin1String("-wal")).size();
        return figures;
    } catch (const SQLite::Exception& failure) {
        return sqlite::storeError(sqlite::Attempt::Read, path, failure);
    }
}

} // namespace plimsoll
