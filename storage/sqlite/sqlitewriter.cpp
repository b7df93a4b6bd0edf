// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqlitewriter.h"

#include "storage/sqlite/costsum.h"
#include "storage/sqlite/notes.h"
#include "storage/sqlite/observationrow.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

void step(SQLite::Statement& statement)
{
    const Reset reset(statement);
    statement.exec();
}

} // namespace

SqliteWriter::SqliteWriter(const QString& path, std::unique_ptr<WriterLock> lock, Connection db,
                           TargetStore::PoolOf poolOf)
    : m_path(path)
    , m_lock(std::move(lock))
    , m_db(std::move(db))
    , m_targets(*m_db, std::move(poolOf))
    , m_headers(*m_db)
    , m_rollups(*m_db)
    , m_limits(*m_db, m_targets)
    , m_begin(*m_db, "BEGIN IMMEDIATE")
    , m_commit(*m_db, "COMMIT")
    , m_insertRow(*m_db, insertSql())
    , m_nextSeq(m_db->execAndGet("SELECT coalesce(max(seq), 0) + 1 FROM observation").getInt64())
{
}

SqliteWriter::~SqliteWriter() = default;

Result<Receipt> SqliteWriter::append(const Batch& batch)
{
    try {
        return write(batch);
    } catch (const SQLite::Exception& failure) {
        const Error error = storeError(Attempt::Write, m_path, failure);
        undo();
        return error;
    }
}

Receipt SqliteWriter::write(const Batch& batch)
{
    step(m_begin);
    qint64 seq = m_nextSeq;
    for (const Observation& observation : batch.observations) {
        insert(observation, seq++);
    }
    m_rollups.flush();
    m_limits.flush();
    for (const Event& event : batch.events) {
        insertEvent(*m_db, event);
    }
    for (const Gap& gap : batch.gaps) {
        insertGap(*m_db, gap);
    }
    for (const Memory& memory : batch.memories) {
        keepMemory(*m_db, memory);
    }
    step(m_commit);
    const Receipt receipt {.firstSeq = m_nextSeq, .count = seq - m_nextSeq};
    m_nextSeq = seq;
    return receipt;
}

void SqliteWriter::insert(const Observation& observation, qint64 seq)
{
    const StoredTarget target = m_targets.numbered(observation.target);
    const SplitHeaders headers = split(
        observation.headers, {.at = observation.at, .requestId = observation.requestId.toUtf8()});
    const RowKeys keys {.seq = seq,
                        .target = target.number,
                        .headerSet = m_headers.intern(observation.headers, headers.common)};
    insertRow(m_insertRow, observation, keys, headers.varying);
    m_rollups.add(target.number, observation);
    m_limits.note(observation, seq, target);
}

// What was remembered of the batch is no longer true. SQLite may have rolled back by itself when
// the disk was full.
void SqliteWriter::undo()
{
    m_rollups.forget();
    m_limits.forget();
    m_headers.forget();
    if (sqlite3_get_autocommit(m_db->getHandle()) == 0) {
        m_db->tryExec("ROLLBACK");
    }
    m_targets.forget();
}

Result<qint64> SqliteWriter::costNanoUsdSince(TimePoint from) const
{
    try {
        return costSince(*m_db, m_targets.all(), from);
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Read, m_path, failure);
    }
}

Result<std::optional<TimePoint>> SqliteWriter::newestAt() const
{
    try {
        std::optional<TimePoint> newest;
        SQLite::Statement query(*m_db, "SELECT max(at_ms) FROM observation WHERE target = ?");
        for (const StoredTarget& target : m_targets.all()) {
            const Reset reset(query);
            bindInt(query, 1, target.number);
            const auto ms = query.executeStep() ? optionalIntAt(query, 0) : std::nullopt;
            if (ms && (!newest || *newest < fromEpochMs(*ms))) {
                newest = fromEpochMs(*ms);
            }
        }
        return newest;
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Read, m_path, failure);
    }
}

Result<std::vector<Memory>> SqliteWriter::memories(const QString& prefix) const
{
    try {
        return readMemories(*m_db, prefix);
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Read, m_path, failure);
    }
}

} // namespace plimsoll::sqlite
