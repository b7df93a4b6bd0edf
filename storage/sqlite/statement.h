// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <SQLiteCpp/Statement.h>
#include <optional>
#include <string_view>

namespace plimsoll::sqlite {

// Makes a cached statement ready for its next use, whatever way its scope is left.
class Reset
{
public:
    explicit Reset(SQLite::Statement& statement)
        : m_statement(statement)
    {
    }
    ~Reset() { m_statement.tryReset(); }
    Q_DISABLE_COPY_MOVE(Reset)

private:
    SQLite::Statement& m_statement;
};

// Parameters count from 1. Empty text and empty blobs are stored as NULL. A blob must stay alive
// until the statement is reset.
void bindInt(SQLite::Statement& statement, int index, qint64 value);
void bindInt(SQLite::Statement& statement, int index, std::optional<qint64> value);
void bindText(SQLite::Statement& statement, int index, const QString& value);
void bindBlob(SQLite::Statement& statement, int index, std::string_view value);

// Columns count from 0. Views are valid until the next step.
qint64 intAt(SQLite::Statement& statement, int column);
std::optional<qint64> optionalIntAt(SQLite::Statement& statement, int column);
QString textAt(SQLite::Statement& statement, int column);
std::string_view blobAt(SQLite::Statement& statement, int column);

inline std::string_view view(QByteArrayView bytes)
{
    return {bytes.data(), std::size_t(bytes.size())};
}
inline QByteArray bytes(std::string_view view)
{
    return {view.data(), qsizetype(view.size())};
}

} // namespace plimsoll::sqlite
