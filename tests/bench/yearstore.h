// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"
#include "tests/bench/year.h"

#include <chrono>

namespace plimsoll::bench {

// Writes all rows of a year, moved by a time, into a new store that is kept as it would have been
// day after day.
Result<void> fillStore(const Year& year, const QString& path,
                       std::chrono::milliseconds shift = std::chrono::milliseconds(0));

} // namespace plimsoll::bench
