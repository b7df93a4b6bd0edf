// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/chunkcodec.h"
#include "storage/sqlite/chunks/chunkpages.h"
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
ChunkEntry entryOf(qint64 key, const std::vector<StoredRow>& rows, std::string_view content);

// Reads chunks over any connection. Throws SQLite::Exception.
class ChunkTable
{
public:
    explicit ChunkTable(SQLite::Database& db, std::shared_ptr<ChunkCache> cache = {});

    // Those of a target whose day touches the range, oldest first.
    std::vector<ChunkEntry> entries(qint64 target, TimeRange range) const;
    // Of all targets, by key.
    std::vector<ChunkEntry> entries() const;

    std::string content(const ChunkEntry& entry) const { return m_pages.all(entry.key); }
    ChunkBeginning beginning(const ChunkEntry& entry) const
    {
        return {m_pages, {entry.key, entry.checksum, entry.lastSeq}};
    }
    UnpackedChunk unpacked(const ChunkEntry& entry) const;
    const ChunkPages& pages() const { return m_pages; }

private:
    mutable SQLite::Statement m_entries;
    ChunkPages m_pages;
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
    void restore(const ChunkEntry& entry, std::string_view content);
    const ChunkTable& table() const { return m_table; }

private:
    ChunkTable m_table;
    ChunkPageWriter m_pages;
    SQLite::Statement m_putEntry;
    SQLite::Statement m_removeEntry;
};

} // namespace plimsoll::sqlite
