// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/rowsource.h"

#include "storage/sqlite/rows/observationrow.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

LiveRows::LiveRows(SQLite::Database& db, const RowQuery& query, const RowFilter& filter)
    : m_query(query)
    , m_brief(filter.brief)
    , m_select(db, selectSql(filter.brief ? Columns::Brief : Columns::All) + "WHERE seq = ?")
    , m_seqs(query.seqs())
{
}

std::optional<qint64> LiveRows::nextSeq() const
{
    return m_next < m_seqs.size() ? std::optional(m_seqs[m_next]) : std::nullopt;
}

StoredRow LiveRows::take()
{
    const Reset reset(m_select);
    bindInt(m_select, 1, m_seqs[m_next++]);
    if (!m_select.executeStep()) {
        throwDamaged("the index names a row that is not there");
    }
    const StoredTarget* target = findTarget(m_query.targets(), intAt(m_select, 1));
    if (!target) {
        throwDamaged("a row names a target that is not there");
    }
    return readRow(m_select, target->id, m_brief ? Columns::Brief : Columns::All);
}

PackedRows::PackedRows(const ChunkTable& chunks, const ChunkEntry& entry,
                       const StoredTarget& target, const RowFilter& filter)
    : m_chunks(chunks)
    , m_entry(entry)
    , m_target(target)
    , m_filter(filter)
{
}

std::optional<qint64> PackedRows::nextSeq() const
{
    if (!m_isPrepared) {
        return m_filter.newestFirst ? m_entry.lastSeq : m_entry.firstSeq;
    }
    return m_next < m_matches.size() ? std::optional(m_matches[m_next].seq) : std::nullopt;
}

void PackedRows::prepare()
{
    m_isPrepared = true;
    ChunkBeginning chunk = m_chunks.beginning(m_entry);
    const HotColumns hot([&chunk](std::size_t size) { return chunk.first(size); }, m_entry.rows);
    std::vector<qint64> seqs;
    std::vector<qint64> atMs;
    std::vector<qint64> outcomes;
    hot.read(hotColumnOf(SampleField::Seq), seqs);
    hot.read(hotAt, atMs);
    hot.read(hotOutcome, outcomes);
    for (std::size_t i = 0; i < seqs.size(); ++i) {
        if (passes(m_filter, seqs[i], fromEpochMs(atMs[i]), outcomes[i])) {
            m_matches.push_back({.seq = seqs[i], .index = i});
        }
    }
    if (m_filter.newestFirst) {
        std::ranges::reverse(m_matches);
    }
}

StoredRow PackedRows::take()
{
    if (!m_content) {
        m_content = m_chunks.unpacked(m_entry);
    }
    StoredRow row = m_content->row(m_matches[m_next++].index, m_target.id);
    if (m_next == m_matches.size()) {
        m_content.reset();
    }
    if (m_filter.brief) {
        row.headerSet.reset();
        row.observation.detail.clear();
        row.observation.bodyExcerpt.clear();
    }
    return row;
}

qint64 PackedRows::count()
{
    if (!m_isPrepared) {
        prepare();
    }
    return qint64(m_matches.size());
}

} // namespace plimsoll::sqlite
