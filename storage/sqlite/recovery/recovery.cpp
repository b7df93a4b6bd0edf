// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/recovery/recovery.h"

#include "storage/sqlite/statement.h"

#include <SQLiteCpp/Column.h>
#include <algorithm>

namespace plimsoll::sqlite {

namespace {

std::string insertInto(const CopiedTable& table)
{
    std::string sql =
        std::string("INSERT OR IGNORE INTO ") + table.name + "(" + table.columns + ") VALUES(?";
    for (int i = 1; i < table.columnCount; ++i) {
        sql += ", ?";
    }
    return sql + ")";
}

} // namespace

KeyRange keysOfTarget(Level level, qint64 target)
{
    return {.from = rollupKey(target, bucketNumber(level, searchedTime.from)),
            .to = rollupKey(target, bucketNumber(level, searchedTime.to))};
}

void copyValue(SQLite::Statement& from, int column, SQLite::Statement& to, int index)
{
    const SQLite::Column value = from.getColumn(column);
    if (value.isNull()) {
        to.bind(index);
    } else if (value.isInteger()) {
        to.bind(index, value.getInt64());
    } else if (value.isBlob()) {
        to.bind(index, value.getBlob(), value.getBytes());
    } else {
        to.bind(index, std::string(value.getText(""), std::size_t(value.getBytes())));
    }
}

Salvage copyTable(SQLite::Database& from, SQLite::Database& to, const CopiedTable& table,
                  const KeyWalk::Take& check)
{
    Salvage salvage {.what = QString::fromLatin1(table.what), .saved = 0, .of = 0};
    if (!from.tableExists(table.name)) {
        return salvage;
    }
    KeyWalk walk(from,
                 std::string("SELECT ") + table.columns + " FROM " + table.name + " NOT INDEXED",
                 table.key);
    SQLite::Statement insert(to, insertInto(table));
    SQLite::Transaction transaction(to);
    const KeyRange keys = keysOf(from, table.name, table.key, table.keys);
    walk.run(keys.from, keys.to, [&](SQLite::Statement& row) {
        check(row);
        written([&] {
            const Reset reset(insert);
            for (int i = 0; i < table.columnCount; ++i) {
                copyValue(row, i, insert, i + 1);
            }
            salvage.saved += insert.exec();
        });
    });
    written([&] { transaction.commit(); });
    salvage.of = salvage.saved + walk.damagedRows() + walk.unreachableKeys();
    if (walk.unreachableKeys() > 0 && keys.isGuess) {
        salvage.of.reset(); // the end of the table is hidden
    }
    return salvage;
}

} // namespace plimsoll::sqlite
