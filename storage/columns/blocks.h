// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

// Numbers in blocks of 256 by patched frame of reference; see packedcolumn.h.
//
// A block: a byte with the width of the low bits (0 to 32), 0x40 added when some numbers are wider,
// 0x80 when there are so many of them that a bit for each number says which; the base less the base
// of the block before as a zigzag LEB128; then, when some are wider, a byte with their count less
// one, a byte with the width of their rests (1 to 64), their positions (a byte each, ascending, or
// a bit for each number of the block) and their rests. Then the low bits, in lanes when the block
// is full. A rest is the zigzag of what is left of number - base without its low bits.
namespace plimsoll::columns {

// Numbers that are made when they are needed, a block at a time.
struct Numbers
{
    std::size_t count = 0;
    // Writes those from `first` on into all of `out`.
    std::function<void(std::size_t first, std::span<std::int64_t> out)> fill;
};

void putBlocks(std::string& to, const Numbers& numbers);

// What putBlocks() would add, in bits; of many blocks a few are taken for all.
std::uint64_t blockBits(const Numbers& numbers);

// Takes the blocks of exactly out.size() numbers off the front; false when they are not there.
[[nodiscard]] bool takeBlocks(std::string_view& from, std::span<std::int64_t> out);

// Reads the numbers from `first` on of blocks of `count` numbers, first + out.size() at most.
[[nodiscard]] bool readSomeBlocks(std::string_view from, std::size_t count, std::size_t first,
                                  std::span<std::int64_t> out);

} // namespace plimsoll::columns
