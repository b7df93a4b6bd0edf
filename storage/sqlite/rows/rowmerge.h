// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rows/rowsource.h"

#include <functional>

namespace plimsoll::sqlite {

// The rows of a filter from chunks and live rows in one order. Chunks are opened when it is their
// turn and let go when they are through, so that few are in memory at a time. Throws
// SQLite::Exception.
class RowMerge
{
public:
    RowMerge(SQLite::Database& db, const ChunkTable& chunks, const RowFilter& filter);

    // At most filter.limit rows; stops early when a visit returns false.
    void visit(const std::function<bool(StoredRow&&)>& visit);
    qint64 count();

private:
    SQLite::Database& m_db;
    const ChunkTable& m_chunks;
    const RowFilter& m_filter;
    RowQuery m_live;

    std::vector<std::unique_ptr<PackedRows>> packedRows() const;
    bool takesWhole(const ChunkEntry& entry) const;
};

} // namespace plimsoll::sqlite
