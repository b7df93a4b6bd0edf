// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/checks/quickcheck.h"

#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <array>
#include <string>

namespace plimsoll::sqlite {

namespace {

// They grow with days and changes, not with observations. Those that a layout lacks are passed
// over.
constexpr std::array vitalTables {"meta", "target", "limit_span", "limit_now", "event",
                                  "gap",  "memory", "chunk",      "ingested",  "rollup_week"};

void require(SQLite::Database& db, const std::string& pragma)
{
    const std::string verdict = db.execAndGet(pragma).getString();
    if (verdict != "ok") {
        throwDamaged(verdict.c_str());
    }
}

qint64 sizeOf(SQLite::Database& db)
{
    return db.execAndGet("PRAGMA page_count").getInt64()
        * db.execAndGet("PRAGMA page_size").getInt64();
}

} // namespace

void checkQuickly(SQLite::Database& db, qint64 wholeBytes)
{
    if (sizeOf(db) <= wholeBytes) {
        checkWhole(db);
        return;
    }
    for (const char* table : vitalTables) {
        if (db.tableExists(table)) {
            require(db, std::string("PRAGMA quick_check(") + table + ")");
        }
    }
}

void checkWhole(SQLite::Database& db)
{
    require(db, "PRAGMA quick_check(1)");
}

} // namespace plimsoll::sqlite
