// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/plainsqlite.h"

#include "tests/bench/tally.h"

#include <sqlite3.h>
#include <string>

namespace plimsoll::bench {

namespace {

std::string joined(const char* each, const char* separator)
{
    std::string text;
    for (const char* column : columnNames) {
        text += (text.empty() ? "" : separator) + std::string(each ? each : column);
    }
    return text;
}

} // namespace

PlainSqlite::PlainSqlite(const QString& path, const YearPlan& plan)
    : m_plan(plan)
{
    sqlite3_open(path.toUtf8().constData(), &m_db);
    run("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
        "PRAGMA cache_size = -65536;");
    run(("CREATE TABLE o(seq INTEGER PRIMARY KEY, " + joined(nullptr, " INTEGER, ")
         + " INTEGER); CREATE INDEX i ON o(target, at_ms);")
            .c_str());
    const std::string sql = "INSERT INTO o VALUES(NULL, " + joined("?", ", ") + ")";
    sqlite3_prepare_v2(m_db, sql.c_str(), -1, &m_insert, nullptr);
}

PlainSqlite::~PlainSqlite()
{
    sqlite3_finalize(m_insert);
    sqlite3_close(m_db);
}

bool PlainSqlite::run(const char* sql) const
{
    return sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool PlainSqlite::insert(const DayColumns& columns, std::size_t row)
{
    int parameter = 0;
    for (const qint64 value : columns.values(row)) {
        ++parameter;
        if (value == absent) {
            sqlite3_bind_null(m_insert, parameter);
        } else {
            sqlite3_bind_int64(m_insert, parameter, value);
        }
    }
    const bool done = sqlite3_step(m_insert) == SQLITE_DONE;
    sqlite3_reset(m_insert);
    return done;
}

bool PlainSqlite::add(const std::vector<DayColumns>& day)
{
    bool done = run("BEGIN IMMEDIATE");
    for (std::size_t row = 0; row < day.front().size(); ++row) {
        for (const DayColumns& columns : day) {
            done = done && insert(columns, row);
        }
    }
    return run("COMMIT") && done;
}

Answer PlainSqlite::answer(Question question, int target) const
{
    const bool all = question == Question::WeekOverWeek || question == Question::AdHoc;
    const std::string sql =
        std::string("SELECT target, at_ms, outcome, first_token_us, total_us FROM o ")
        + (all ? "" : "WHERE target = ?1 AND at_ms >= ?2");
    sqlite3_stmt* rows = nullptr;
    sqlite3_prepare_v2(m_db, sql.c_str(), -1, &rows, nullptr);
    const int firstDay = question == Question::LastDay ? m_plan.days - 1 : 0;
    sqlite3_bind_int64(rows, 1, target);
    sqlite3_bind_int64(rows, 2, toEpochMs(Year::begin() + std::chrono::days(firstDay)));
    Tally tally(question, m_plan);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        tally.add(sqlite3_column_int(rows, 0), sqlite3_column_int64(rows, 1),
                  Outcome(sqlite3_column_int(rows, 2)), sqlite3_column_int64(rows, 3),
                  sqlite3_column_int64(rows, 4));
    }
    sqlite3_finalize(rows);
    return tally.answer();
}

} // namespace plimsoll::bench
