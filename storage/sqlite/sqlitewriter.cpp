// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqlitewriter.h"

#include "storage/sqlite/chunks/costsum.h"
#include "storage/sqlite/notes.h"
#include "storage/sqlite/rows/extent.h"
#include "storage/sqlite/rows/observationrow.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>
#include <map>
#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

// A batch of this size does not come from probes but from a file or a generator.
constexpr std::size_t manyAtOnce = 4096;
constexpr std::size_t manyOfDay = 256; // rows of one target, worth a chunk of their own

// Of a copy between two commits.
constexpr std::chrono::milliseconds copySlice {3};

void step(SQLite::Statement& statement)
{
    const Reset reset(statement);
    statement.exec();
}

} // namespace

SqliteWriter::SqliteWriter(const QString& path, std::unique_ptr<WriterLock> lock, Connection db,
                           TargetStore::PoolOf poolOf, const RetentionPolicy& retention)
    : m_path(path)
    , m_file(fileIdentity(path))
    , m_lock(std::move(lock))
    , m_db(std::move(db))
    , m_targets(*m_db, std::move(poolOf))
    , m_headers(*m_db)
    , m_rollups(*m_db)
    , m_chunks(*m_db)
    , m_limits(*m_db, m_targets, m_chunks.table())
    , m_upkeep(*m_db, path, m_targets, m_chunks, retention)
    , m_ingested(*m_db)
    , m_agent(readMark(*m_db).agent)
    , m_begin(*m_db, "BEGIN IMMEDIATE")
    , m_commit(*m_db, "COMMIT")
    , m_insertRow(*m_db, insertSql())
    , m_nextSeq(sqlite::nextSeq(*m_db))
{
}

SqliteWriter::~SqliteWriter() = default;

Result<Receipt> SqliteWriter::append(const Batch& batch)
{
    // A file without a name takes every write and keeps none.
    if (const auto there = refuseOtherFile(m_path, m_file); !there) {
        return there.error();
    }
    try {
        if (isThere(batch)) {
            return Receipt {.firstSeq = *batch.triedSeq,
                            .count = qint64(batch.observations.size())};
        }
        return write(batch);
    } catch (const SQLite::Exception& failure) {
        const Error error = storeError(Attempt::Write, m_path, failure);
        undo();
        return error;
    }
}

// All of a transaction is there or nothing, so it is enough to look for its first observation.
bool SqliteWriter::isThere(const Batch& batch) const
{
    if (!batch.triedSeq || batch.observations.empty()
        || m_nextSeq < *batch.triedSeq + qint64(batch.observations.size())) {
        return false;
    }
    const Observation& first = batch.observations.front();
    const auto& known = m_targets.all();
    const auto target = std::ranges::find(known, first.target, &StoredTarget::id);
    if (target == known.end()) {
        return false;
    }
    SQLite::Statement row(*m_db,
                          "SELECT 1 FROM observation WHERE seq = ? AND target = ? AND at_ms = ?");
    bindInt(row, 1, *batch.triedSeq);
    bindInt(row, 2, target->number);
    bindInt(row, 3, toEpochMs(first.at));
    const auto packed = m_chunks.table().entries(
        target->number, {first.at, first.at + std::chrono::milliseconds(1)});
    const auto mayHoldIt = [seq = *batch.triedSeq](const ChunkEntry& chunk) {
        return chunk.firstSeq <= seq && seq <= chunk.lastSeq;
    };
    return row.executeStep() || std::ranges::any_of(packed, mayHoldIt);
}

Receipt SqliteWriter::write(const Batch& batch, const FrozenBatch* frozen)
{
    step(m_begin);
    insert(batch.observations);
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
    if (frozen) {
        m_ingested.note(*frozen, m_nextSeq);
    }
    step(m_commit);
    const Receipt receipt {.firstSeq = m_nextSeq, .count = qint64(batch.observations.size())};
    m_nextSeq += receipt.count;
    return receipt;
}

void SqliteWriter::insert(const std::vector<Observation>& observations)
{
    const bool isHistory = observations.size() >= manyAtOnce;
    std::vector<StoredRow> rows;
    qint64 seq = m_nextSeq;
    for (const Observation& observation : observations) {
        m_rollups.add(m_targets.numbered(observation.target).number, observation);
        StoredRow row = toStored(observation, seq++, m_headers);
        if (isHistory) {
            rows.push_back(std::move(row));
        } else {
            insertLive(row);
        }
    }
    insertHistory(std::move(rows));
    seq = m_nextSeq;
    for (const Observation& observation : observations) {
        m_limits.note(observation, seq++, m_targets.numbered(observation.target));
    }
}

void SqliteWriter::insertLive(const StoredRow& row)
{
    insertRow(m_insertRow, row, m_targets.numbered(row.observation.target).number);
}

// What comes in bulk is history: packed at once instead of being written twice.
void SqliteWriter::insertHistory(std::vector<StoredRow>&& rows)
{
    std::map<std::pair<qint64, qint64>, std::vector<StoredRow>> days; // by target and day
    for (StoredRow& row : rows) {
        const qint64 target = m_targets.numbered(row.observation.target).number;
        days[{target, bucketNumber(Level::Day, row.observation.at)}].push_back(std::move(row));
    }
    for (auto& [targetAndDay, ofDay] : days) {
        if (ofDay.size() >= manyOfDay) {
            m_chunks.add(targetAndDay.first, targetAndDay.second, std::move(ofDay));
        } else {
            std::ranges::for_each(ofDay, [this](const StoredRow& row) { insertLive(row); });
        }
    }
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
        return costSince(*m_db, m_chunks.table(), m_targets.all(), from);
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Read, m_path, failure);
    }
}

Result<std::optional<TimePoint>> SqliteWriter::newestAt() const
{
    try {
        return extentOf(*m_db, m_targets.all()).newest;
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Read, m_path, failure);
    }
}

Result<bool> SqliteWriter::copyTo(const QString& file)
{
    if (!m_copy || m_copy->file() != file) {
        m_copy.reset();
        auto begun = StoreCopy::begin(*m_db, m_path, file);
        if (!begun) {
            return begun.error();
        }
        m_copy = std::move(*begun);
    }
    const auto more = m_copy->step(copySlice);
    if (!more || !*more) {
        m_copy.reset();
    }
    return more;
}

Result<std::vector<Memory>> SqliteWriter::memories(const QString& prefix) const
{
    try {
        return readMemories(*m_db, prefix);
    } catch (const SQLite::Exception& failure) {
        return storeError(Attempt::Read, m_path, failure);
    }
}

Result<bool> SqliteWriter::maintain(TimePoint now)
{
    if (const auto there = refuseOtherFile(m_path, m_file); !there) {
        return there.error();
    }
    try {
        return m_upkeep.step(now);
    } catch (const SQLite::Exception& failure) {
        const Error error = storeError(Attempt::Write, m_path, failure);
        undo();
        return error;
    }
}

} // namespace plimsoll::sqlite
