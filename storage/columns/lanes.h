// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// Numbers of a fixed width in bits, without gaps.
namespace plimsoll::columns {

inline constexpr std::size_t blockSize = 256;
inline constexpr unsigned maxLaneWidth = 32;
using Block = std::array<std::uint32_t, blockSize>;

// Number i lies in lane i % 8, of which it is number i / 8; word k of lane l is word 8 k + l.
// `width` is at most maxLaneWidth; what is above it in a number is left out.
constexpr std::size_t laneBytes(unsigned width)
{
    return blockSize / 8 * width;
}
void putLanes(std::string& to, const Block& numbers, unsigned width);
// Reads laneBytes(width) bytes.
void readLanes(const char* from, unsigned width, Block& numbers);

// One after another, least significant bit first; `width` is at most 64. What is above it in a
// number is left out.
constexpr std::size_t bitBytes(std::size_t count, unsigned width)
{
    return (count * width + 7) / 8;
}
void putBits(std::string& to, std::span<const std::uint64_t> numbers, unsigned width);
// `from` has bitBytes(numbers.size(), width) bytes or more; more is quicker, and not looked at.
void readBits(std::string_view from, unsigned width, std::span<std::uint64_t> numbers);

} // namespace plimsoll::columns
