// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/trimmer.h"

#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/statement.h"

#include <algorithm>
#include <limits>
#include <string>

namespace plimsoll::sqlite {

namespace {

constexpr qint64 daysKept = 2; // today and yesterday

std::optional<qint64> smallest(SQLite::Statement& query, std::initializer_list<qint64> parameters)
{
    const Reset reset(query);
    int index = 0;
    for (const qint64 parameter : parameters) {
        bindInt(query, ++index, parameter);
    }
    return query.executeStep() ? optionalIntAt(query, 0) : std::nullopt;
}

} // namespace

Trimmer::Trimmer(SQLite::Database& db, const TargetStore& targets, ChunkWriter& chunks,
                 const RetentionPolicy& policy)
    : m_db(db)
    , m_targets(targets)
    , m_chunks(chunks)
    , m_policy(policy)
    , m_oldestChunk(db, "SELECT min(key) FROM chunk WHERE key >= ? AND key < ?")
    , m_oldestRow(db, "SELECT min(at_ms) FROM observation WHERE target = ?")
    , m_removeRows(db, "DELETE FROM observation WHERE target = ? AND at_ms < ?")
{
}

bool Trimmer::isDue(TimePoint now)
{
    if (!m_policy.keepRaw && !m_policy.maxBytes) {
        return false;
    }
    const auto oldest = oldestDay();
    const qint64 today = bucketNumber(Level::Day, now);
    if (!oldest || *oldest > today - daysKept) {
        return false;
    }
    const bool tooOld =
        m_policy.keepRaw && *oldest < bucketNumber(Level::Day, now - *m_policy.keepRaw);
    return tooOld || isTooLarge();
}

void Trimmer::step()
{
    const auto day = oldestDay();
    if (!day) {
        return;
    }
    const qint64 next = nextSeq(m_db); // before the newest row may go
    const TimePoint start = bucketTime(Level::Day, *day);
    const TimeRange range {start, bucketEnd(Level::Day, start)};
    for (const StoredTarget& target : m_targets.all()) {
        for (const ChunkEntry& entry : m_chunks.table().entries(target.number, range)) {
            m_chunks.remove(entry);
        }
        const Reset reset(m_removeRows);
        bindInt(m_removeRows, 1, target.number);
        bindInt(m_removeRows, 2, toEpochMs(range.to));
        m_removeRows.exec();
    }
    setMetaNumber(m_db, nextSeqName, next);
    setMetaNumber(m_db, rawFromName,
                  std::max(*day + 1, metaNumber(m_db, rawFromName).value_or(*day + 1)));
    SQLite::Statement headers(m_db, "DELETE FROM headerset WHERE last_day <= ?");
    bindInt(headers, 1, *day);
    headers.exec();
}

std::optional<qint64> Trimmer::oldestDay()
{
    std::optional<qint64> oldest;
    const auto take = [&oldest](qint64 day) { oldest = std::min(oldest.value_or(day), day); };
    for (const StoredTarget& target : m_targets.all()) {
        const auto key = smallest(m_oldestChunk,
                                  {rollupKey(target.number, std::numeric_limits<qint64>::min()),
                                   rollupKey(target.number, std::numeric_limits<qint64>::max())});
        if (key) {
            take(bucketOfKey(*key));
        }
        if (const auto ms = smallest(m_oldestRow, {target.number})) {
            take(bucketNumber(Level::Day, fromEpochMs(*ms)));
        }
    }
    return oldest;
}

// Free pages are given back afterwards, but for one in thirty-two, so they do not count.
bool Trimmer::isTooLarge()
{
    if (!m_policy.maxBytes) {
        return false;
    }
    const qint64 pages = m_db.execAndGet("PRAGMA page_count").getInt64()
        - m_db.execAndGet("PRAGMA freelist_count").getInt64();
    return pages * m_db.execAndGet("PRAGMA page_size").getInt64() > *m_policy.maxBytes / 33 * 32;
}

std::optional<qint64> metaNumber(SQLite::Database& db, const char* name)
{
    SQLite::Statement query(db, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = ?");
    query.bind(1, name);
    return query.executeStep() ? optionalIntAt(query, 0) : std::nullopt;
}

void setMetaNumber(SQLite::Database& db, const char* name, qint64 value)
{
    SQLite::Statement insert(db, "INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");
    insert.bind(1, name);
    insert.bind(2, std::to_string(value));
    insert.exec();
}

qint64 nextSeq(SQLite::Database& db)
{
    const qint64 afterRows =
        db.execAndGet("SELECT max((SELECT coalesce(max(seq), 0) FROM observation), "
                      "(SELECT coalesce(max(last_seq), 0) FROM chunk)) + 1")
            .getInt64();
    return std::max(afterRows, metaNumber(db, nextSeqName).value_or(1));
}

} // namespace plimsoll::sqlite
