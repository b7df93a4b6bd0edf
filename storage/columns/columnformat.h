// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// The first bytes of a column, as packedcolumn.h says.
namespace plimsoll::columns {

enum class Way : std::uint8_t { None, Constant, Plain, Steps, Line, Few, Runs, Other };
inline constexpr unsigned version = 1;
inline constexpr unsigned someAbsent = 8;
// In the byte after Way::Other.
inline constexpr unsigned codedFlag = 8;
inline constexpr unsigned scaledFlag = 16;

// A column within a column is not made of runs again.
enum class Depth { Column, Inner };

} // namespace plimsoll::columns
