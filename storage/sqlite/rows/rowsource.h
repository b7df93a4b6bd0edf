// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/chunktable.h"
#include "storage/sqlite/rows/rowquery.h"

#include <memory>
#include <optional>

namespace plimsoll::sqlite {

// Rows of a filter from one place, in the order of their seqs that the filter asks for.
class RowSource
{
public:
    virtual ~RowSource() = default;
    // The seq of the next row. Before prepare() no later than that: enough to know when it is this
    // source's turn.
    virtual std::optional<qint64> nextSeq() const = 0;
    virtual bool isPrepared() const = 0;
    virtual void prepare() = 0;
    virtual StoredRow take() = 0;
};

// The live rows.
class LiveRows final : public RowSource
{
public:
    LiveRows(SQLite::Database& db, const RowQuery& query, const RowFilter& filter);

    std::optional<qint64> nextSeq() const override;
    bool isPrepared() const override { return true; }
    void prepare() override { }
    StoredRow take() override;

private:
    const RowQuery& m_query;
    bool m_brief;
    SQLite::Statement m_select;
    std::vector<qint64> m_seqs;
    std::size_t m_next = 0;
};

// The rows of one chunk, which is not read before it is its turn.
class PackedRows final : public RowSource
{
public:
    PackedRows(const ChunkTable& chunks, const ChunkEntry& entry, const StoredTarget& target,
               const RowFilter& filter);

    std::optional<qint64> nextSeq() const override;
    bool isPrepared() const override { return m_isPrepared; }
    void prepare() override;
    StoredRow take() override;

    qint64 count(); // of the filter's rows, whatever its limit

private:
    struct Match
    {
        qint64 seq = 0;
        std::size_t index = 0;
    };

    const ChunkTable& m_chunks;
    ChunkEntry m_entry;
    const StoredTarget& m_target;
    const RowFilter& m_filter;
    bool m_isPrepared = false;
    std::vector<Match> m_matches;
    std::size_t m_next = 0;
    std::optional<UnpackedChunk> m_content; // from the first take() to the last
};

} // namespace plimsoll::sqlite
