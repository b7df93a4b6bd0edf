// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunktable.h"

#include "storage/sqlite/rollupkey.h"
#include "storage/sqlite/sqliteerror.h"

#include <algorithm>
#include <limits>

namespace plimsoll::sqlite {

namespace {

ChunkEntry entryAt(SQLite::Statement& row)
{
    const qint64 rows = intAt(row, 1);
    if (rows < 1) {
        throwDamaged("a chunk has no rows");
    }
    return {.key = intAt(row, 0),
            .rows = std::size_t(rows),
            .firstSeq = intAt(row, 2),
            .lastSeq = intAt(row, 3),
            .first = fromEpochMs(intAt(row, 4)),
            .last = fromEpochMs(intAt(row, 5)),
            .checksum = intAt(row, 6)};
}

void step(SQLite::Statement& statement, qint64 key)
{
    const Reset reset(statement);
    bindInt(statement, 1, key);
    statement.exec();
}

} // namespace

ChunkEntry entryOf(qint64 key, const std::vector<StoredRow>& rows, const PackedChunk& content)
{
    const auto [first, last] = std::ranges::minmax_element(
        rows, {}, [](const StoredRow& row) { return row.observation.at; });
    return {.key = key,
            .rows = rows.size(),
            .firstSeq = rows.front().observation.seq,
            .lastSeq = rows.back().observation.seq,
            .first = first->observation.at,
            .last = last->observation.at,
            .checksum = content.checksum()};
}

ChunkTable::ChunkTable(SQLite::Database& db)
    : m_entries(db,
                "SELECT key, rows, first_seq, last_seq, first_ms, last_ms, checksum FROM chunk "
                "WHERE key >= ? AND key < ? ORDER BY key")
    , m_hot(db, "SELECT content FROM chunk_hot WHERE key = ?")
    , m_cold(db, "SELECT content FROM chunk_cold WHERE key = ?")
{
}

std::vector<ChunkEntry> ChunkTable::entries(qint64 target, TimeRange range) const
{
    std::vector<ChunkEntry> found;
    if (range.isEmpty()) {
        return found;
    }
    const Reset reset(m_entries);
    bindInt(m_entries, 1, rollupKey(target, bucketNumber(Level::Day, range.from)));
    bindInt(m_entries, 2, rollupKey(target, firstBucketFrom(Level::Day, range.to)));
    while (m_entries.executeStep()) {
        const ChunkEntry entry = entryAt(m_entries);
        if (entry.first < range.to && range.from <= entry.last) {
            found.push_back(entry);
        }
    }
    return found;
}

std::vector<ChunkEntry> ChunkTable::entries() const
{
    std::vector<ChunkEntry> found;
    const Reset reset(m_entries);
    bindInt(m_entries, 1, std::numeric_limits<qint64>::min());
    bindInt(m_entries, 2, std::numeric_limits<qint64>::max());
    while (m_entries.executeStep()) {
        found.push_back(entryAt(m_entries));
    }
    return found;
}

std::string ChunkTable::hot(const ChunkEntry& entry) const
{
    const Reset reset(m_hot);
    return std::string(contentOf(m_hot, entry.key));
}

std::string ChunkTable::cold(const ChunkEntry& entry) const
{
    const Reset reset(m_cold);
    return std::string(contentOf(m_cold, entry.key));
}

std::string_view ChunkTable::contentOf(SQLite::Statement& query, qint64 key)
{
    bindInt(query, 1, key);
    if (!query.executeStep()) {
        throwDamaged("a chunk has lost its content");
    }
    return blobAt(query, 0);
}

UnpackedChunk ChunkTable::unpacked(const ChunkEntry& entry) const
{
    return {hot(entry), cold(entry), entry.rows};
}

ChunkWriter::ChunkWriter(SQLite::Database& db)
    : m_table(db)
    , m_putEntry(db, "INSERT OR REPLACE INTO chunk VALUES(?, ?, ?, ?, ?, ?, ?)")
    , m_putHot(db, "INSERT OR REPLACE INTO chunk_hot VALUES(?, ?)")
    , m_putCold(db, "INSERT OR REPLACE INTO chunk_cold VALUES(?, ?)")
    , m_removeEntry(db, "DELETE FROM chunk WHERE key = ?")
    , m_removeHot(db, "DELETE FROM chunk_hot WHERE key = ?")
    , m_removeCold(db, "DELETE FROM chunk_cold WHERE key = ?")
{
}

void ChunkWriter::add(qint64 target, qint64 day, std::vector<StoredRow>&& rows)
{
    const TimePoint start = bucketTime(Level::Day, day);
    const auto existing = m_table.entries(target, {start, bucketEnd(Level::Day, start)});
    for (const ChunkEntry& entry : existing) { // one at the most
        const UnpackedChunk chunk = m_table.unpacked(entry);
        rows.reserve(rows.size() + chunk.rows());
        for (std::size_t i = 0; i < chunk.rows(); ++i) {
            rows.push_back(chunk.row(i, {}));
        }
        remove(entry); // nothing may refer to an entry that is replaced
    }
    std::ranges::sort(rows, {}, [](const StoredRow& row) { return row.observation.seq; });
    const qint64 key = rollupKey(target, day);
    const PackedChunk content = packed(rows);
    restore(entryOf(key, rows, content), content);
}

void ChunkWriter::restore(const ChunkEntry& entry, const PackedChunk& content)
{
    const Reset reset(m_putEntry);
    bindInt(m_putEntry, 1, entry.key);
    bindInt(m_putEntry, 2, qint64(entry.rows));
    bindInt(m_putEntry, 3, entry.firstSeq);
    bindInt(m_putEntry, 4, entry.lastSeq);
    bindInt(m_putEntry, 5, toEpochMs(entry.first));
    bindInt(m_putEntry, 6, toEpochMs(entry.last));
    bindInt(m_putEntry, 7, entry.checksum);
    m_putEntry.exec();
    put(m_putHot, entry.key, content.hot);
    put(m_putCold, entry.key, content.cold);
}

void ChunkWriter::remove(const ChunkEntry& entry)
{
    step(m_removeHot, entry.key);
    step(m_removeCold, entry.key);
    step(m_removeEntry, entry.key);
}

void ChunkWriter::put(SQLite::Statement& insert, qint64 key, const std::string& content)
{
    const Reset reset(insert);
    bindInt(insert, 1, key);
    bindBlob(insert, 2, content);
    insert.exec();
}

} // namespace plimsoll::sqlite
