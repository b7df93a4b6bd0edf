// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rows/storedrow.h"
#include "storage/store.h"

#include <span>

namespace plimsoll::sqlite {

// One number of a row as a column of a chunk; SampleBlock::absent where the row has none.
struct NumberColumn
{
    qint64 (*of)(const StoredRow&);
    void (*put)(StoredRow&, qint64);
};

// Text of which a chunk holds few different ones.
struct WordColumn
{
    QString Observation::*member;
};

// Bytes that differ from row to row.
struct BytesColumn
{
    std::string (*of)(const StoredRow&);
    void (*put)(StoredRow&, std::string_view);
};

// Where the columns that are read in bulk stand in the list of hot ones: moment and outcome first,
// then as in SampleField.
inline constexpr std::size_t hotAt = 0;
inline constexpr std::size_t hotOutcome = 1;
constexpr std::size_t hotColumnOf(SampleField field)
{
    return 2 + std::size_t(field);
}

// Their order is that of the columns in the file: append, never reorder.
std::span<const NumberColumn> hotColumns();
std::span<const NumberColumn> coldColumns();
std::span<const WordColumn> wordColumns();
std::span<const BytesColumn> bytesColumns();

} // namespace plimsoll::sqlite
