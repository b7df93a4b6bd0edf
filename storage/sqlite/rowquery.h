// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/targetstore.h"
#include "storage/store.h"

namespace plimsoll::sqlite {

// Finds the rows of a filter in the index alone, which is a small part of the file.
class RowQuery
{
public:
    RowQuery(SQLite::Database& db, const RowFilter& filter);

    // In the order asked for, at most filter.limit of them.
    std::vector<qint64> seqs() const;
    qint64 count() const;
    const std::vector<StoredTarget>& targets() const { return m_targets; }

private:
    SQLite::Database& m_db;
    const RowFilter& m_filter;
    std::vector<StoredTarget> m_targets; // all of the store
    std::vector<qint64> m_wanted;
    std::string m_condition;

    void bind(SQLite::Statement& query, qint64 target) const;
};

} // namespace plimsoll::sqlite
