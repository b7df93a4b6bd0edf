// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunkcodec.h"
#include "storage/sqlite/statement.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <vector>

namespace plimsoll::sqlite {

// What is known of a chunk without reading it.
struct ChunkEntry
{
    qint64 key = 0; // target and day, as rollupKey() makes it
    std::size_t rows = 0;
    qint64 firstSeq = 0;
    qint64 lastSeq = 0;
    TimePoint first; // smallest and largest moment
    TimePoint last;
    qint64 checksum = 0;

    bool operator==(const ChunkEntry&) const = default;
};

// Of rows in order of seq.
ChunkEntry entryOf(qint64 key, const std::vector<StoredRow>& rows, const PackedChunk& content);

// Reads chunks over any connection. Throws SQLite::Exception.
class ChunkTable
{
public:
    explicit ChunkTable(SQLite::Database& db);

    // Those of a target whose day touches the range, oldest first.
    std::vector<ChunkEntry> entries(qint64 target, TimeRange range) const;
    // Of all targets, by key.
    std::vector<ChunkEntry> entries() const;

    std::string hot(const ChunkEntry& entry) const;
    // Without a copy: the bytes are there until `use` returns.
    template<typename Use>
    void withHot(const ChunkEntry& entry, const Use& use) const
    {
        const Reset reset(m_hot);
        use(contentOf(m_hot, entry.key));
    }
    std::string cold(const ChunkEntry& entry) const;
    UnpackedChunk unpacked(const ChunkEntry& entry) const;

private:
    static std::string_view contentOf(SQLite::Statement& query, qint64 key);

    mutable SQLite::Statement m_entries;
    mutable SQLite::Statement m_hot;
    mutable SQLite::Statement m_cold;
};

// Writes them, within a transaction.
class ChunkWriter
{
public:
    explicit ChunkWriter(SQLite::Database& db);

    // Puts further rows of a target and day into its chunk, which is made when there is none.
    void add(qint64 target, qint64 day, std::vector<StoredRow>&& rows);
    void remove(const ChunkEntry& entry);
    // One as it was in another store; there is none of its key.
    void restore(const ChunkEntry& entry, const PackedChunk& content);
    const ChunkTable& table() const { return m_table; }

private:
    void put(SQLite::Statement& insert, qint64 key, const std::string& content);

    ChunkTable m_table;
    SQLite::Statement m_putEntry;
    SQLite::Statement m_putHot;
    SQLite::Statement m_putCold;
    SQLite::Statement m_removeEntry;
    SQLite::Statement m_removeHot;
    SQLite::Statement m_removeCold;
};

} // namespace plimsoll::sqlite
