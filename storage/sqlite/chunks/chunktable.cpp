// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/chunktable.h"

#include "storage/sqlite/rollups/rollupkey.h"
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

} // namespace

ChunkEntry entryOf(qint64 key, const std::vector<StoredRow>& rows, std::string_view content)
{
    const auto [first, last] = std::ranges::minmax_element(
        rows, {}, [](const StoredRow& row) { return row.observation.at; });
    return {.key = key,
            .rows = rows.size(),
            .firstSeq = rows.front().observation.seq,
            .lastSeq = rows.back().observation.seq,
            .first = first->observation.at,
            .last = last->observation.at,
            .checksum = checksumOf(content)};
}

ChunkTable::ChunkTable(SQLite::Database& db, std::shared_ptr<ChunkCache> cache)
    : m_entries(db,
                "SELECT key, rows, first_seq, last_seq, first_ms, last_ms, checksum FROM chunk "
                "WHERE key >= ? AND key < ? ORDER BY key")
    , m_pages(db, std::move(cache))
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

UnpackedChunk ChunkTable::unpacked(const ChunkEntry& entry) const
{
    return {content(entry), entry.rows};
}

ChunkWriter::ChunkWriter(SQLite::Database& db)
    : m_table(db)
    , m_pages(db)
    , m_putEntry(db, "INSERT INTO chunk VALUES(?, ?, ?, ?, ?, ?, ?)")
    , m_removeEntry(db, "DELETE FROM chunk WHERE key = ?")
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
        remove(entry);
    }
    std::ranges::sort(rows, {}, [](const StoredRow& row) { return row.observation.seq; });
    const qint64 key = rollupKey(target, day);
    const std::string content = packed(rows);
    restore(entryOf(key, rows, content), content);
}

void ChunkWriter::restore(const ChunkEntry& entry, std::string_view content)
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
    m_pages.put(entry.key, content);
}

void ChunkWriter::remove(const ChunkEntry& entry)
{
    m_pages.remove(entry.key);
    const Reset reset(m_removeEntry);
    bindInt(m_removeEntry, 1, entry.key);
    m_removeEntry.exec();
}

} // namespace plimsoll::sqlite
