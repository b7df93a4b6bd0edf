// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/chunkcache.h"

namespace plimsoll::sqlite {

ChunkCache::ChunkCache(qint64 mostBytes)
    : m_mostBytes(mostBytes)
{
}

ChunkCache::Bytes ChunkCache::find(const ChunkIdentity& identity) const
{
    const auto found = m_places.find(identity.key);
    if (found == m_places.end() || m_entries[found->second].identity != identity) {
        return nullptr;
    }
    return m_entries[found->second].bytes;
}

void ChunkCache::keep(const ChunkIdentity& identity, std::string_view bytes, bool isAll)
{
    const auto size = qint64(bytes.size());
    Bytes copy = size <= m_mostBytes
        ? std::make_shared<const Beginning>(Beginning {std::string(bytes), isAll})
        : nullptr;
    if (const auto known = m_places.find(identity.key); known != m_places.end()) {
        remove(known->second);
    }
    if (!copy) {
        return;
    }
    while (m_bytes + size > m_mostBytes) {
        remove(m_random() % m_entries.size());
    }
    m_places[identity.key] = m_entries.size();
    m_entries.push_back({identity, std::move(copy)});
    m_bytes += size;
}

qint64 ChunkCache::bytes() const
{
    return m_bytes;
}

// The last one takes its place.
void ChunkCache::remove(std::size_t place)
{
    m_bytes -= qint64(m_entries[place].bytes->bytes.size());
    m_places.erase(m_entries[place].identity.key);
    if (place + 1 < m_entries.size()) {
        m_entries[place] = std::move(m_entries.back());
        m_places[m_entries[place].identity.key] = place;
    }
    m_entries.pop_back();
}

} // namespace plimsoll::sqlite
