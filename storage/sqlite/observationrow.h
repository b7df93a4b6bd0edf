// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "storage/sqlite/headerstore.h"

#include <SQLiteCpp/Statement.h>
#include <string>

namespace plimsoll::sqlite {

// Numbers that stand in for what is stored once elsewhere.
struct RowKeys
{
    qint64 seq = 0;
    qint64 target = 0;
    std::optional<qint64> headerSet;
};

// Takes the columns of insertSql() in their order.
std::string insertSql();
void insertRow(SQLite::Statement& insert, const Observation& observation, const RowKeys& keys,
               const std::string& headerValues);

enum class Columns { Brief, All };

// "SELECT ... FROM observation " with what readRow() expects; the caller adds the condition.
std::string selectSql(Columns columns);
// The row under the cursor. Its target's number is column 1.
Observation readRow(SQLite::Statement& row, const TargetId& target);
// The rest of a row selected with Columns::All.
void readRest(SQLite::Statement& row, HeaderSets& sets, Observation& observation);

} // namespace plimsoll::sqlite
