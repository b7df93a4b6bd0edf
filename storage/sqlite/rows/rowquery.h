// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rows/targetstore.h"
#include "storage/store.h"

namespace plimsoll::sqlite {

// Whether a row of a wanted target is one of the filter's.
bool passes(const RowFilter& filter, qint64 seq, TimePoint at, qint64 outcome);
// Whether rows of such seqs can be.
bool mayPass(const RowFilter& filter, qint64 firstSeq, qint64 lastSeq);

// Finds the live rows of a filter in the index alone.
class RowQuery
{
public:
    RowQuery(SQLite::Database& db, const RowFilter& filter);

    // In the order asked for, at most filter.limit of them.
    std::vector<qint64> seqs() const;
    qint64 count() const; // whatever the limit
    const std::vector<StoredTarget>& targets() const { return m_targets; }
    const std::vector<StoredTarget>& wanted() const { return m_wanted; }

private:
    SQLite::Database& m_db;
    const RowFilter& m_filter;
    std::vector<StoredTarget> m_targets; // all of the store
    std::vector<StoredTarget> m_wanted; // those that the filter lets pass
    std::string m_condition;

    void bind(SQLite::Statement& query, qint64 target) const;
};

} // namespace plimsoll::sqlite
