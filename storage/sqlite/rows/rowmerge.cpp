// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/rowmerge.h"

#include <queue>

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

// The next of the sources, the smallest seq first or the largest.
class Turns
{
public:
    explicit Turns(bool newestFirst)
        : m_newestFirst(newestFirst)
    {
    }
    void add(RowSource* source)
    {
        if (const auto seq = source->nextSeq()) {
            m_queue.emplace(m_newestFirst ? *seq : -*seq, source);
        }
    }
    // Null when all are through.
    RowSource* next()
    {
        while (!m_queue.empty()) {
            RowSource* source = m_queue.top().second;
            m_queue.pop();
            if (source->isPrepared()) {
                return source;
            }
            source->prepare();
            add(source);
        }
        return nullptr;
    }

private:
    bool m_newestFirst;
    std::priority_queue<std::pair<qint64, RowSource*>> m_queue; // the largest first
};

} // namespace

RowMerge::RowMerge(SQLite::Database& db, const ChunkTable& chunks, const RowFilter& filter)
    : m_db(db)
    , m_chunks(chunks)
    , m_filter(filter)
    , m_live(db, filter)
{
}

void RowMerge::visit(const std::function<bool(StoredRow&&)>& visit)
{
    LiveRows live(m_db, m_live, m_filter);
    const auto packed = packedRows();
    Turns turns(m_filter.newestFirst);
    turns.add(&live);
    for (const auto& source : packed) {
        turns.add(source.get());
    }
    for (qint64 left = m_filter.limit; left != 0; --left) {
        RowSource* source = turns.next();
        if (!source || !visit(source->take())) {
            return;
        }
        turns.add(source);
    }
}

qint64 RowMerge::count()
{
    qint64 sum = m_live.count();
    for (const StoredTarget& target : m_live.wanted()) {
        for (const ChunkEntry& entry : m_chunks.entries(target.number, m_filter.range)) {
            sum += takesWhole(entry) ? qint64(entry.rows)
                                     : PackedRows(m_chunks, entry, target, m_filter).count();
        }
    }
    return m_filter.limit < 0 ? sum : std::min(m_filter.limit, sum);
}

std::vector<std::unique_ptr<PackedRows>> RowMerge::packedRows() const
{
    std::vector<std::unique_ptr<PackedRows>> sources;
    for (const StoredTarget& target : m_live.wanted()) {
        for (const ChunkEntry& entry : m_chunks.entries(target.number, m_filter.range)) {
            if (mayPass(m_filter, entry.firstSeq, entry.lastSeq)) {
                sources.push_back(std::make_unique<PackedRows>(m_chunks, entry, target, m_filter));
            }
        }
    }
    return sources;
}

bool RowMerge::takesWhole(const ChunkEntry& entry) const
{
    return m_filter.outcomes.empty() && m_filter.range.contains(entry.first)
        && m_filter.range.contains(entry.last) && !m_filter.seq
        && (!m_filter.beforeSeq || entry.lastSeq < *m_filter.beforeSeq);
}

} // namespace plimsoll::sqlite
