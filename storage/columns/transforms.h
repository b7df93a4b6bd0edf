// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/columns/blocks.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// What makes the numbers of a column small; see packedcolumn.h. All arithmetic wraps.
namespace plimsoll::columns {

using Values = std::span<const std::int64_t>;

// The functions that return Numbers keep no values: those given must outlive what is returned.
Numbers plainOf(Values values);

// The differences of neighbours, one fewer than values.
Numbers stepsOf(Values values);
// Each number becomes the sum of itself and all before it.
void sumUp(std::span<std::int64_t> numbers);

// What is left of each value when row * slope / 65536 is taken off it.
Numbers offLine(Values values, std::int64_t slope);
// Undoes it for the rows from `first` on.
void addLine(std::span<std::int64_t> numbers, std::int64_t slope, std::size_t first = 0);
// Slopes worth trying, the likeliest first: the middle one of many pairs, which a jump does not
// move, in two ways, and the one from end to end.
std::vector<std::int64_t> slopesOf(Values values);

// Values that are all an offset and a multiple of a scale: offset + scale * number.
struct Scale
{
    std::int64_t offset = 0;
    std::uint64_t factor = 1; // 2 or more

    bool operator==(const Scale&) const = default;
};
// Nullopt when there is none, and for values beyond 2^62, whose differences might wrap.
std::optional<Scale> scaleOf(Values values);
std::vector<std::int64_t> divided(Values values, Scale scale);
void multiply(std::span<std::int64_t> numbers, Scale scale);

// The values that occur, the most frequent first, and which of them each row has.
struct Few
{
    std::vector<std::int64_t> values;
    std::vector<std::uint8_t> numbers;
};
Numbers numbersOf(const Few& few);
// Nullopt when more than maxFew values occur.
inline constexpr std::size_t maxFew = 256;
std::optional<Few> fewOf(Values values);

// How often each value is repeated.
struct Runs
{
    std::vector<std::int64_t> lengths;
    std::vector<std::int64_t> values;
};
// Nullopt when there are more than `most`.
std::optional<Runs> runsOf(Values values, std::size_t most);

} // namespace plimsoll::columns
