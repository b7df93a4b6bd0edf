// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/probedmodels.h"
#include "storage/stats/bursts.h"
#include "storage/stats/chain.h"
#include "storage/store.h"

namespace plimsoll {

// The probes of one model that are in the denominator of its overload rate, by time. What they are
// between are our own pauses too: a probe that did not reach the service says nothing of it.
struct OutcomeSequence
{
    std::vector<stats::ProbeMoment> probes;
    std::vector<stats::SilentSpan> gaps; // by begin: recorded ones, and pauses that are too long
    std::chrono::milliseconds interval {0}; // median pause between two probes; 0: fewer than two
};

// A pause of more than so many median ones is a gap.
inline constexpr int gapPauses = 4;

// What else than an overload may be asked for: every `overloaded` of the sequence then means that.
using IsHit = bool (*)(Outcome);

Result<OutcomeSequence> outcomeSequence(const StoreReader& reader, const ProbedModel& model,
                                        TimeRange range, IsHit isHit = isOverload);

// The outcomes between the gaps, 1 is an overload, as the statistics of bursts take them. Empty
// pieces are left out.
std::vector<std::vector<std::uint8_t>> piecesOf(const OutcomeSequence& sequence);

} // namespace plimsoll
