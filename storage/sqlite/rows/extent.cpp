// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/extent.h"

#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

// Two numbers in milliseconds, or none.
void widen(Extent& extent, SQLite::Statement& row, int column)
{
    const auto first = optionalIntAt(row, column);
    const auto last = optionalIntAt(row, column + 1);
    if (first && last) {
        extent.oldest = std::min(extent.oldest.value_or(fromEpochMs(*first)), fromEpochMs(*first));
        extent.newest = std::max(extent.newest.value_or(fromEpochMs(*last)), fromEpochMs(*last));
    }
}

} // namespace

Extent extentOf(SQLite::Database& db, const std::vector<StoredTarget>& targets)
{
    Extent extent;
    SQLite::Statement packed(
        db, "SELECT coalesce(sum(rows), 0), min(first_ms), max(last_ms) FROM chunk");
    packed.executeStep();
    extent.rows = intAt(packed, 0) + db.execAndGet("SELECT count(*) FROM observation").getInt64();
    widen(extent, packed, 1);
    // Each half is one look into the index; min and max in one would walk along all of it.
    SQLite::Statement live(db,
                           "SELECT (SELECT min(at_ms) FROM observation WHERE target = ?1), "
                           "(SELECT max(at_ms) FROM observation WHERE target = ?1)");
    for (const StoredTarget& target : targets) {
        const Reset reset(live);
        bindInt(live, 1, target.number);
        live.executeStep();
        widen(extent, live, 0);
    }
    return extent;
}

} // namespace plimsoll::sqlite
