// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/chunkpages.h"

#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>
#include <limits>
#include <sqlite3.h>

namespace plimsoll::sqlite {

namespace {

constexpr int pieceBits = 16;
constexpr qint64 mostPieces = 1 << pieceBits;

// Of a row that still fits into a leaf: SQLite keeps 35 bytes of a page for itself, and the header
// of such a record is 5.
constexpr std::size_t besidesPage = 40;
// Of a row of which a leaf holds eight: key, length, header and the place that names it, and the
// page's own share.
constexpr std::size_t besidesRest = 38;
constexpr std::size_t restsOfPage = 8;

void bindPieces(SQLite::Statement& statement, qint64 key)
{
    bindInt(statement, 1, pieceKey(key, 0));
    bindInt(statement, 2, pieceKey(key, mostPieces - 1));
}

std::string_view contentOf(SQLite::Statement& piece, qint64 key)
{
    if (intAt(piece, 0) != key) {
        throwDamaged("a chunk has lost a part of its content");
    }
    return blobAt(piece, 1);
}

} // namespace

qint64 pieceKey(qint64 chunkKey, qint64 piece)
{
    return rollupKey(targetOfKey(chunkKey), bucketOfKey(chunkKey) * mostPieces + piece);
}

qint64 chunkKey(qint64 pieceKey)
{
    return rollupKey(targetOfKey(pieceKey), bucketOfKey(pieceKey) >> pieceBits);
}

ChunkPages::ChunkPages(SQLite::Database& db, std::shared_ptr<ChunkCache> cache)
    : m_db(db)
    , m_cache(std::move(cache))
    , m_page(db, "SELECT key, content FROM chunk_page WHERE key BETWEEN ? AND ? ORDER BY key")
    , m_rest(db, "SELECT key, content FROM chunk_rest WHERE key BETWEEN ? AND ? ORDER BY key")
{
}

std::string ChunkPages::all(qint64 key) const
{
    std::string bytes;
    qint64 next = pieceKey(key, 0);
    for (SQLite::Statement* piece : {&m_page, &m_rest}) {
        const Reset reset(*piece);
        bindPieces(*piece, key);
        while (piece->executeStep()) {
            bytes += contentOf(*piece, next++);
        }
    }
    if (bytes.empty()) {
        throwDamaged("a chunk has lost its content");
    }
    return bytes;
}

std::set<qint64> ChunkPages::keys() const
{
    std::set<qint64> found;
    SQLite::Statement piece(m_db,
                            "SELECT key FROM chunk_page UNION ALL SELECT key FROM chunk_rest");
    while (piece.executeStep()) {
        found.insert(chunkKey(intAt(piece, 0)));
    }
    return found;
}

ChunkBeginning::ChunkBeginning(const ChunkPages& pages, const ChunkIdentity& identity)
    : m_cache(pages.m_cache.get())
    , m_identity(identity)
    , m_kept(m_cache ? m_cache->find(identity) : nullptr)
    , m_page(pages.m_page)
    , m_rest(pages.m_rest)
    , m_buffer(pages.m_buffer)
    , m_next(pieceKey(identity.key, 0))
{
    bindPieces(m_page, identity.key);
    bindPieces(m_rest, identity.key);
}

ChunkBeginning::~ChunkBeginning()
{
    if (m_cache && !m_taken.empty()) {
        m_cache->keep(m_identity, m_taken, m_isEnded);
    }
    m_page.tryReset();
    m_rest.tryReset();
}

std::string_view ChunkBeginning::first(std::size_t size)
{
    if (m_kept && m_taken.empty() && (m_kept->isAll || size <= m_kept->bytes.size())) {
        return m_kept->bytes;
    }
    while (m_taken.size() < size && !m_isEnded) {
        m_isEnded = !takePiece();
    }
    if (m_taken.empty()) {
        throwDamaged("a chunk has lost its content");
    }
    return m_taken;
}

bool ChunkBeginning::takePiece()
{
    // A step moves what was seen of the piece before it.
    if (!m_taken.empty() && m_taken.data() != m_buffer.data()) {
        m_buffer.assign(m_taken);
        m_taken = m_buffer;
    }
    m_isRest = m_isRest || !m_page.executeStep();
    if (m_isRest && !m_rest.executeStep()) {
        return false;
    }
    const std::string_view content = contentOf(m_isRest ? m_rest : m_page, m_next++);
    if (m_taken.empty()) {
        m_taken = content;
    } else {
        m_buffer += content;
        m_taken = m_buffer;
    }
    return true;
}

ChunkPageWriter::ChunkPageWriter(SQLite::Database& db)
    : m_pageBytes(std::size_t(db.execAndGet("PRAGMA page_size").getInt64()))
    , m_putPage(db, "INSERT INTO chunk_page VALUES(?, ?)")
    , m_putRest(db, "INSERT INTO chunk_rest VALUES(?, ?)")
    , m_removePage(db, "DELETE FROM chunk_page WHERE key BETWEEN ? AND ?")
    , m_removeRest(db, "DELETE FROM chunk_rest WHERE key BETWEEN ? AND ?")
{
}

void ChunkPageWriter::put(qint64 key, std::string_view content)
{
    const std::size_t whole = m_pageBytes - besidesPage;
    const std::size_t small = m_pageBytes / restsOfPage - besidesRest;
    for (qint64 piece = 0; !content.empty(); ++piece) {
        if (piece == mostPieces) {
            throw SQLite::Exception("a day has more in it than a store can pack", SQLITE_TOOBIG);
        }
        const bool fillsPage = content.size() >= whole;
        const std::string_view bytes = content.substr(0, fillsPage ? whole : small);
        SQLite::Statement& insert = fillsPage ? m_putPage : m_putRest;
        const Reset reset(insert);
        bindInt(insert, 1, pieceKey(key, piece));
        bindBlob(insert, 2, bytes);
        insert.exec();
        content.remove_prefix(bytes.size());
    }
}

void ChunkPageWriter::remove(qint64 key)
{
    for (SQLite::Statement* remove : {&m_removePage, &m_removeRest}) {
        const Reset reset(*remove);
        bindPieces(*remove, key);
        remove->exec();
    }
}

} // namespace plimsoll::sqlite
