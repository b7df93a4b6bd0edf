// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rows/storedrow.h"

#include <SQLiteCpp/Statement.h>
#include <string>

namespace plimsoll::sqlite {

// Takes the columns of insertSql() in their order.
std::string insertSql();
void insertRow(SQLite::Statement& insert, const StoredRow& row, qint64 target);

enum class Columns { Brief, All };

// "SELECT ... FROM observation " with what readRow() expects; the caller adds the condition.
std::string selectSql(Columns columns);
// The row under the cursor. Its target's number is column 1. What Columns::Brief leaves out stays
// empty.
StoredRow readRow(SQLite::Statement& row, const TargetId& target, Columns columns);

} // namespace plimsoll::sqlite
