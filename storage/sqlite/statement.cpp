// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/statement.h"

#include <SQLiteCpp/Column.h>

namespace plimsoll::sqlite {

void bindInt(SQLite::Statement& statement, int index, qint64 value)
{
    statement.bind(index, std::int64_t(value));
}

void bindInt(SQLite::Statement& statement, int index, std::optional<qint64> value)
{
    if (value) {
        statement.bind(index, std::int64_t(*value));
    } else {
        statement.bind(index);
    }
}

void bindText(SQLite::Statement& statement, int index, const QString& value)
{
    if (value.isEmpty()) {
        statement.bind(index);
    } else {
        statement.bind(index, value.toStdString());
    }
}

void bindBlob(SQLite::Statement& statement, int index, std::string_view value)
{
    if (value.empty()) {
        statement.bind(index);
    } else {
        statement.bindNoCopy(index, value.data(), int(value.size()));
    }
}

qint64 intAt(SQLite::Statement& statement, int column)
{
    return statement.getColumn(column).getInt64();
}

std::optional<qint64> optionalIntAt(SQLite::Statement& statement, int column)
{
    const SQLite::Column value = statement.getColumn(column);
    if (value.isNull()) {
        return std::nullopt;
    }
    return value.getInt64();
}

QString textAt(SQLite::Statement& statement, int column)
{
    const SQLite::Column value = statement.getColumn(column);
    const char* text = value.getText("");
    return QString::fromUtf8(text, value.getBytes());
}

std::string_view blobAt(SQLite::Statement& statement, int column)
{
    const SQLite::Column value = statement.getColumn(column);
    const void* data = value.getBlob();
    return {static_cast<const char*>(data), data ? std::size_t(value.getBytes()) : 0};
}

} // namespace plimsoll::sqlite
