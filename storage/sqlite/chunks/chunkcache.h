// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace plimsoll::sqlite {

// Which bytes a chunk has: a day that is packed anew has others under the same key.
struct ChunkIdentity
{
    qint64 key = 0;
    qint64 checksum = 0;
    qint64 lastSeq = 0;

    bool operator==(const ChunkIdentity&) const = default;
};

// Beginnings of chunks as far as they were read, for who reads them again. SQLite's own cache
// forgets everything whenever the writer commits; a packed day does not change by that. One for
// each connection, in the thread of that.
class ChunkCache
{
public:
    struct Beginning
    {
        std::string bytes;
        bool isAll = false; // there is no more of the chunk
    };
    using Bytes = std::shared_ptr<const Beginning>;

    explicit ChunkCache(qint64 mostBytes);

    Bytes find(const ChunkIdentity& identity) const; // null: not here
    // In place of what is here of that key; for want of room others go, whichever chance picks, for
    // a scan of more than there is room for would find nothing of what came last in time.
    void keep(const ChunkIdentity& identity, std::string_view bytes, bool isAll);
    qint64 bytes() const;

private:
    struct Entry
    {
        ChunkIdentity identity;
        Bytes bytes;
    };
    void remove(std::size_t place);

    qint64 m_mostBytes;
    qint64 m_bytes = 0;
    std::vector<Entry> m_entries;
    std::unordered_map<qint64, std::size_t> m_places; // in m_entries, by key
    std::minstd_rand m_random;
};

} // namespace plimsoll::sqlite
