// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/columns/blocks.h"

#include <optional>

// Numbers of a small range by how often they occur, where whole bits for each would waste much:
// range asymmetric numeral systems (Duda, arXiv:1311.2540, 2013), as in Giesen's ryg_rans, with
// frequencies in 2048ths, four states of 32 bits in turn and words of 16 bits.
//
// The least number as a zigzag LEB128; how many numbers from it on have a frequency, less one; the
// frequencies as blocks, the last of which is that of all other numbers; how many those are as
// LEB128, then themselves as blocks; how many words there are as LEB128, then the states and
// the words. Once all is read, every state is 65536 and no word is left.
namespace plimsoll::columns {

// Nullopt when it would not be shorter than `limit` bytes.
std::optional<std::string> codedOf(const Numbers& numbers, std::size_t limit);

// Takes exactly out.size() numbers off the front; false when they are not there.
[[nodiscard]] bool takeCoded(std::string_view& from, std::span<std::int64_t> out);

} // namespace plimsoll::columns
