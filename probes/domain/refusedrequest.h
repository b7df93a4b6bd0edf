// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace plimsoll {

// How long nothing is sent of a target after an answer that only a person can mend.
constexpr std::chrono::minutes restAfterRefusal {10};

// The request itself was refused, before (by status) or inside the answer (200); the schedule gives
// it up. Other 4xx may pass by themselves.
constexpr bool refusesTheRequest(int httpStatus)
{
    return httpStatus == 400 || httpStatus == 413 || httpStatus == 422 || httpStatus == 200;
}

} // namespace plimsoll
