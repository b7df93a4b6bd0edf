// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/storagereport.h"

#include <SQLiteCpp/Database.h>
#include <map>
#include <string>

namespace plimsoll::sqlite {

// Bytes by table, each with its indexes. What is inside a table of SQLite's own is under its name.
using TableBytes = std::map<std::string, qint64>;

// Whole pages, from SQLite's dbstat table; reads the whole file once. Nullopt where SQLite was
// built without it.
std::optional<TableBytes> pagesByTable(SQLite::Database& db);
// The lengths of what lies in the columns: no indexes, no room around it. Numbers count as their
// digits.
TableBytes contentByTable(SQLite::Database& db);

// Everything but the path's write-ahead log. Tables that a schema does not have count as empty.
// Throws SQLite::Exception.
StorageFigures measure(SQLite::Database& db, TimePoint now);

} // namespace plimsoll::sqlite
