// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

// One column of a sealed day, packed exactly: whole numbers in, the same whole numbers out.
//
// The first byte holds the version (1) in its upper four bits; below it 8 says that some rows have
// no value, and 0 to 7 how the others are written:
//
//   0 none      no row has a value
//   1 constant  one value for all
//   2 plain     blocks of the values
//   3 steps     the first value, then blocks of the differences
//   4 line      a slope in 65536ths per row, then blocks of what the values are off that line
//   5 few       the values that occur, the most frequent first, then blocks of their numbers
//   6 runs      how often and what: two columns of this same format, each after its length
//   7 other     a byte with 2 to 5, then as those say, but for what is added to that byte: 8 when a
//               code takes the place of blocks, 16 when every value is an offset and a multiple of
//               a scale, which stand first; what follows are the multiples
//
// Which rows have none stands before that: alternating lengths of runs with and without a value,
// or one bit for each row, whichever is shorter. Rows without a value take no other space.
//
// A block is 256 numbers (the last one fewer): a base, a width, the low bits of each number above
// the base, and the few that are wider than that, each with its position and the rest of its bits.
// That is patched frame of reference (Zukowski, Heman, Nes and Boncz, Super-scalar RAM-CPU cache
// compression, ICDE 2006). The low bits lie in eight lanes of 32-bit words, so that eight numbers
// are taken out by one and the same shift: SIMD-BP128 (Lemire and Boytsov, Decoding billions of
// integers per second through vectorization, Software: Practice and Experience 45, 2015) and
// FastLanes (Afroozeh and Boncz, PVLDB 16, 2023), in plain C++. Where numbers have a small range
// and some are much more frequent than others, a code by frequency takes the place of blocks if it
// saves enough; see coded.h. All integers are little-endian or LEB128, all arithmetic wraps, and
// the number of rows is known from elsewhere.
namespace plimsoll::columns {

inline constexpr std::int64_t absent = std::numeric_limits<std::int64_t>::min(); // no value here

// The shortest of the ways above, judged by the blocks it would make; any values are allowed.
std::string packed(std::span<const std::int64_t> values);

// Fills `out`. False when the bytes are not a column of exactly out.size() rows; then `out` holds
// anything. Never reads or writes beyond what it was given, whatever the bytes.
[[nodiscard]] bool unpack(std::string_view bytes, std::span<std::int64_t> out);

// The rows from `first` on of a column of `rows`, first + out.size() at most. Blocks outside of
// them are passed over where a value does not depend on those before it; what is passed over is not
// looked at, so damage there is not seen.
[[nodiscard]] bool unpackPart(std::string_view bytes, std::size_t rows, std::size_t first,
                              std::span<std::int64_t> out);

} // namespace plimsoll::columns
