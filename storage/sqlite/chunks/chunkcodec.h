// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/chunkcolumns.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::sqlite {

// The rows of one target and UTC day, packed exactly: a version, then the hot columns and the cold
// ones as parts (see chunkdirectory.h). Before the first stand the least and greatest moment of
// every stretch of rows, where there are more than two. Hot ones, which sums, plots and filters
// read, stand first, those that are asked for most in front: nobody has to take more of a chunk
// from the file than its beginning as far as the last column that is wanted.

// Of at least one row, in order of seq.
std::string packed(const std::vector<StoredRow>& rows);

qint64 checksumOf(std::string_view chunk); // CRC-32

// The first bytes of a chunk: so many or more, fewer only when there are no more. What was returned
// before is no longer valid.
using FirstBytes = std::function<std::string_view(std::size_t)>;

// Hot columns one at a time. Throws SQLite::Exception for what packed() does not make of so many
// rows.
class HotColumns
{
public:
    // So many rows of a chunk, the last ones fewer; milliseconds since the epoch.
    struct Stretch
    {
        qint64 leastMs = 0;
        qint64 greatestMs = 0;
    };
    static constexpr std::size_t rowsOfStretch = 256;

    HotColumns(FirstBytes first, std::size_t rows);

    // Empty when there are too few rows.
    std::vector<Stretch> stretches() const;

    // By position in hotColumns().
    void read(std::size_t column, std::vector<qint64>& values) const;
    // `count` rows from `first` on.
    void read(std::size_t column, std::size_t first, std::size_t count,
              std::vector<qint64>& values) const;

private:
    std::string_view bytesOf(std::size_t part) const;

    FirstBytes m_first;
    std::vector<std::size_t> m_ends; // where each column ends; the first entry is where one begins
    std::size_t m_rows;
};

// Everything, row by row. Columns of one value alone take no room.
class UnpackedChunk
{
public:
    UnpackedChunk(std::string_view chunk, std::size_t rows);

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
