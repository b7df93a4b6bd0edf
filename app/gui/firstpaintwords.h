// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plimsoll {

// What the log says when the first answer stands on the screen; who times a start waits for it.
inline constexpr const char* firstPaintWords = "The first answer is painted.";

} // namespace plimsoll
