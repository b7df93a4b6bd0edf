// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Which rows of a column have a value; see packedcolumn.h.
//
// The number of runs as LEB128, then their lengths as LEB128, with a value and without in turn: the
// first may be 0, the last, which ends with the rows, is not written. Or a 0, then a bit for each
// row, set when it has a value.
namespace plimsoll::columns {

class Presence
{
public:
    static Presence of(std::span<const std::int64_t> values);

    std::size_t count() const { return m_count; } // of the rows with a value
    void put(std::string& to) const;
    // Takes the presence of `rows` rows off the front; false when it is not there.
    [[nodiscard]] bool take(std::string_view& from, std::size_t rows);
    // That of `rows` rows from `first` on alone, and how many values there are before those.
    std::pair<Presence, std::size_t> part(std::size_t first, std::size_t rows) const;
    // Moves the first count() values of all rows to where they belong, sets the others absent.
    void spread(std::span<std::int64_t> rows) const;

private:
    void add(std::size_t length); // one more run
    [[nodiscard]] bool takeBits(std::string_view& from, std::size_t rows);
    [[nodiscard]] bool takeRuns(std::string_view& from, std::uint64_t runs, std::size_t rows);

    std::vector<std::size_t> m_runs; // with a value and without in turn
    std::size_t m_rows = 0;
    std::size_t m_count = 0;
};

} // namespace plimsoll::columns
