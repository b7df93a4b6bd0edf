// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is added to the first byte of a block, as blocks.h says, and how wide a rest may be.
namespace plimsoll::columns {

inline constexpr unsigned widerFlag = 0x40;
inline constexpr unsigned bitmapFlag = 0x80;
inline constexpr unsigned maxRestWidth = 64;

} // namespace plimsoll::columns
