// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/answers.h"
#include "tests/bench/year.h"

struct sqlite3;
struct sqlite3_stmt;

namespace plimsoll::bench {

// What a store would be without chunks and rollups: one row of twenty integers per observation and
// an index by target and time, through SQLite's C interface.
class PlainSqlite
{
    Q_DISABLE_COPY_MOVE(PlainSqlite)

public:
    PlainSqlite(const QString& path, const YearPlan& plan);
    ~PlainSqlite();

    // All targets' rows of a day in order of time, in one transaction. False when it fails.
    bool add(const std::vector<DayColumns>& day);
    Answer answer(Question question, int target) const;

private:
    bool run(const char* sql) const;
    bool insert(const DayColumns& columns, std::size_t row);

    YearPlan m_plan;
    sqlite3* m_db = nullptr;
    sqlite3_stmt* m_insert = nullptr;
};

} // namespace plimsoll::bench
