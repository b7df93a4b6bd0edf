// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/outcomesequence.h"

namespace plimsoll {

// The sequence with the follow-ups in it, seconds apart, that an overload causes: they tell when it
// ended far better than the schedule alone. They come where it is bad, so no rate may be taken of
// it; how long a burst lasts from its first overloaded probe on may. `interval` and the pauses that
// count as gaps are those of the schedule.
Result<OutcomeSequence> timedSequence(const StoreReader& reader, const ProbedModel& model,
                                      OutcomeSequence scheduled, TimeRange range);

// How exactly the ends of the bursts are known: the median width of the brackets of those that were
// seen. 0 without any.
std::chrono::milliseconds endResolution(const std::vector<stats::Burst>& bursts);

} // namespace plimsoll
