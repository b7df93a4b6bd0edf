// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/chunkcache.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <set>
#include <string>
#include <string_view>

namespace plimsoll::sqlite {

// The bytes of chunks, cut so that they fill the pages of the file. SQLite gives a row of more than
// half a page a page of its own, and a chunk of a day is one or two such rows: a third of its pages
// would be empty. So whole pages of it lie in `chunk_page`, each a row that fills a leaf, and the
// rest lies in `chunk_rest` in rows of an eighth of a page, which share leaves with those of other
// chunks. Key of a piece: target << 40 plus day << 16 plus the number of the piece. How large the
// pieces are is nobody's business but the writer's.

qint64 pieceKey(qint64 chunkKey, qint64 piece);
qint64 chunkKey(qint64 pieceKey);

// Reads one chunk at a time, over any connection. Throws SQLite::Exception.
class ChunkPages
{
public:
    // Beginnings are looked for in the cache first, and kept there; null: there is none.
    explicit ChunkPages(SQLite::Database& db, std::shared_ptr<ChunkCache> cache = {});

    // All bytes of the chunk of that key.
    std::string all(qint64 key) const;
    // Keys of all chunks of which there is a piece; reads everything.
    std::set<qint64> keys() const;

private:
    friend class ChunkBeginning;
    SQLite::Database& m_db;
    std::shared_ptr<ChunkCache> m_cache;
    mutable SQLite::Statement m_page;
    mutable SQLite::Statement m_rest;
    mutable std::string m_buffer; // used again from chunk to chunk
};

// A chunk that is read from its beginning as far as somebody asks. There is one at a time.
class ChunkBeginning
{
public:
    ChunkBeginning(const ChunkPages& pages, const ChunkIdentity& identity);
    ~ChunkBeginning();
    Q_DISABLE_COPY_MOVE(ChunkBeginning)

    // So many bytes or more, fewer only when there are no more. Valid until the next call.
    std::string_view first(std::size_t size);

private:
    bool takePiece();

    ChunkCache* m_cache;
    ChunkIdentity m_identity;
    ChunkCache::Bytes m_kept; // what the cache has of it
    SQLite::Statement& m_page;
    SQLite::Statement& m_rest;
    std::string& m_buffer;
    qint64 m_next; // key of the next piece
    bool m_isRest = false;
    bool m_isEnded = false;
    std::string_view m_taken; // one piece as it lies in the page, or several in the buffer
};

// Writes them, within a transaction.
class ChunkPageWriter
{
public:
    explicit ChunkPageWriter(SQLite::Database& db);

    // There is none of that key.
    void put(qint64 key, std::string_view content);
    void remove(qint64 key);

private:
    std::size_t m_pageBytes;
    SQLite::Statement m_putPage;
    SQLite::Statement m_putRest;
    SQLite::Statement m_removePage;
    SQLite::Statement m_removeRest;
};

} // namespace plimsoll::sqlite
