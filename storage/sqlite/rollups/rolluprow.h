// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/statement.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <optional>

namespace plimsoll::sqlite {

// The rows of one level of rollups over one connection. Throws SQLite::Exception.
class RollupRows
{
public:
    RollupRows(SQLite::Database& db, Level level);

    // Buckets first <= bucket < end of a target, in order, each put into the same sum before its
    // visit. What of that is not asked for stays as it is, but for the cost, which is then 0.
    template<typename Visit>
    void read(qint64 target, qint64 first, qint64 end, Figures figures, Summary& sum,
              const Visit& visit)
    {
        // To pass over what nobody wants takes as long as to read the counts.
        SQLite::Statement& select = figures == Figures::none() ? m_selectCounts : m_select;
        const Reset reset(select);
        bindSpan(select, target, first, end);
        while (select.executeStep()) {
            take(select, figures, sum);
            visit(bucketOfKey(intAt(select, 0)));
        }
    }
    std::optional<Summary> at(qint64 key);
    void put(qint64 key, const Summary& summary);

private:
    static void bindSpan(SQLite::Statement& select, qint64 target, qint64 first, qint64 end);
    static void take(SQLite::Statement& row, Figures figures, Summary& sum);

    SQLite::Statement m_selectCounts;
    SQLite::Statement m_select;
    SQLite::Statement m_replace;
};

// The first day that is not over: rows of days before it, and of weeks that end by it, are written.
// Days and weeks under way are not; who reads adds up their hours. Absent: no day is over yet.
class OpenDay
{
public:
    explicit OpenDay(SQLite::Database& db);

    std::optional<qint64> read();
    void write(qint64 day);

private:
    SQLite::Statement m_select;
    SQLite::Statement m_replace;
};

// Whether the row of a bucket of days or weeks is written, given the first day that is not over.
bool isOver(Level level, qint64 bucket, std::optional<qint64> openDay);

} // namespace plimsoll::sqlite
