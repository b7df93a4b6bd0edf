// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunkcolumns.h"

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::sqlite {

// The rows of one target and UTC day, packed exactly, in order of seq. Hot is what sums, plots and
// filters read, cold is the rest. Each begins with a version and the sizes of its columns, so that
// any one of them is found without reading the others.
struct PackedChunk
{
    std::string hot;
    std::string cold;

    qint64 checksum() const; // CRC-32 of both
};

// Of at least one row.
PackedChunk packed(const std::vector<StoredRow>& rows);

// Hot columns one at a time. The bytes must outlive it. Throws SQLite::Exception for what packed()
// does not make of so many rows.
class HotColumns
{
public:
    HotColumns(std::string_view bytes, std::size_t rows);

    // By position in hotColumns().
    void read(std::size_t column, std::vector<qint64>& values) const;
    std::size_t rows() const { return m_rows; }

private:
    std::vector<std::string_view> m_columns;
    std::size_t m_rows;
};

// Everything, row by row. Columns of one value alone take no room.
class UnpackedChunk
{
public:
    UnpackedChunk(std::string_view hot, std::string_view cold, std::size_t rows);

    std::size_t rows() const { return m_rows; }
    StoredRow row(std::size_t index, const TargetId& target) const;

private:
    using Column = std::vector<qint64>; // of one or of all rows
    struct Words
    {
        std::vector<QString> all;
        Column which;
    };
    struct Bytes
    {
        std::vector<std::size_t> ends;
        std::string content;
    };
    Column numbers(std::string_view bytes) const;

    std::size_t m_rows;
    std::vector<Column> m_hot;
    std::vector<Column> m_cold;
    std::vector<Words> m_words;
    std::vector<Bytes> m_bytes;
};

} // namespace plimsoll::sqlite
