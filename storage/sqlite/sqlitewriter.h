// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/connection.h"
#include "storage/sqlite/ingeststore.h"
#include "storage/sqlite/limits/limitstore.h"
#include "storage/sqlite/place.h"
#include "storage/sqlite/rollups/rollupstore.h"
#include "storage/sqlite/rows/headerstore.h"
#include "storage/sqlite/rows/targetstore.h"
#include "storage/sqlite/storecopy.h"
#include "storage/sqlite/upkeep.h"
#include "storage/sqlite/writerlock.h"

namespace plimsoll::sqlite {

// Statements are prepared once and kept. Whatever fails inside a batch undoes the whole of it.
class SqliteWriter final : public StoreWriter
{
public:
    // Throws SQLite::Exception when the statements cannot be prepared.
    SqliteWriter(const QString& path, std::unique_ptr<WriterLock> lock, Connection db,
                 TargetStore::PoolOf poolOf, const RetentionPolicy& retention);
    ~SqliteWriter() override;
    Q_DISABLE_COPY_MOVE(SqliteWriter)

    Result<Receipt> append(const Batch& batch) override;
    qint64 nextSeq() const override { return m_nextSeq; }
    Result<Ingest> ingest(const FrozenBatch& batch) override;
    Result<qint64> ingestBoundary(const QByteArray& agent, qint64 seq) const override;
    Result<qint64> costNanoUsdSince(TimePoint from) const override;
    Result<std::optional<TimePoint>> newestAt() const override;
    Result<std::vector<Memory>> memories(const QString& prefix) const override;
    Result<bool> maintain(TimePoint now) override;
    Result<bool> copyTo(const QString& file) override;

private:
    // Whether an append of this batch that failed did all it was to do.
    bool isThere(const Batch& batch) const;
    // With the note that a frozen batch is here now, in the same transaction.
    Receipt write(const Batch& batch, const FrozenBatch* frozen = nullptr);
    Result<Ingest> compare(const FrozenBatch& batch,
                           const std::vector<IngestStore::Span>& known) const;
    void insert(const std::vector<Observation>& observations);
    void insertLive(const StoredRow& row);
    void insertHistory(std::vector<StoredRow>&& rows);
    void undo();

    QString m_path;
    std::optional<FileIdentity> m_file; // what lay there when it was opened
    std::unique_ptr<WriterLock> m_lock; // outlives the connection
    Connection m_db;
    TargetStore m_targets;
    HeaderStore m_headers;
    RollupStore m_rollups;
    ChunkWriter m_chunks;
    LimitStore m_limits;
    Upkeep m_upkeep;
    IngestStore m_ingested;
    QByteArray m_agent; // of this store
    SQLite::Statement m_begin;
    SQLite::Statement m_commit;
    SQLite::Statement m_insertRow;
    qint64 m_nextSeq;
    std::unique_ptr<StoreCopy> m_copy; // under way; goes before the connection
};

} // namespace plimsoll::sqlite
