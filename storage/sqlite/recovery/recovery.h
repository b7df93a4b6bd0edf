// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/recovery/keywalk.h"
#include "storage/sqlite/recovery/recover.h"
#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/sqliteerror.h"

#include <SQLiteCpp/Transaction.h>

namespace plimsoll::sqlite {

// Damage met while reading is what a recovery is about; a failure of the new store ends it. So that
// the two are not mistaken for each other, what writes does so through written().
struct Unwritten
{
    int code = 0;
    std::string what;
};

template<typename Write>
void written(const Write& write)
{
    try {
        write();
    } catch (const SQLite::Exception& failure) {
        throw Unwritten {.code = failure.getErrorCode(), .what = failure.what()};
    }
}

// A value of any type from a row into a parameter.
void copyValue(SQLite::Statement& from, int column, SQLite::Statement& to, int index);

// Where keys of targets and buckets are looked for: nothing was measured before there was a
// service, and no clock that is far ahead is believed.
inline constexpr TimeRange searchedTime {fromEpochMs(1'577'836'800'000), // 2020-01-01
                                         fromEpochMs(2'208'988'800'000)}; // 2040-01-01
KeyRange keysOfTarget(Level level, qint64 target);

struct CopiedTable
{
    const char* name = nullptr;
    const char* key = nullptr; // an integer
    const char* columns = nullptr; // the key first
    int columnCount = 0;
    KeyRange keys; // where to look when damage hides how far they go
    const char* what = nullptr; // for the report
};

// All rows of a table as they are, of which `check` (throws damage) approves. Those whose key is
// there already are left out.
Salvage copyTable(SQLite::Database& from, SQLite::Database& to, const CopiedTable& table,
                  const KeyWalk::Take& check);

} // namespace plimsoll::sqlite
