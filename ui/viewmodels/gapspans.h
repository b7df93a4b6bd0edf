// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <chrono>
#include <vector>

namespace plimsoll {

// What is missing of `range` when `covered` (in order of time, not overlapping) is there. Spans up
// to `tolerance` are not gaps: with rare probes some steps are empty although nothing failed.
std::vector<TimeRange> gapSpans(TimeRange range, const std::vector<TimeRange>& covered,
                                std::chrono::milliseconds tolerance);

// The same time in spans that neither overlap nor touch, in order.
std::vector<TimeRange> mergedSpans(std::vector<TimeRange> spans);

} // namespace plimsoll
