// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace plimsoll {

// Every page by its id, in the order of the navigation: what --page takes, and what has a picture.
inline constexpr std::array pageIds {"overview", "overload", "limits", "latency",   "trends",
                                     "capacity", "advisor",  "claims", "incidents", "observations"};

} // namespace plimsoll
