// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/outcomesequence.h"
#include "storage/stats/burstinterval.h"
#include "storage/stats/interval.h"

namespace plimsoll {

// The two thresholds of "below 1 %" and "well below 1 %".
inline constexpr double belowThreshold = 0.01;
inline constexpr double wellBelowThreshold = 0.005;

// How often a model is overloaded, and how sure that is. Absent: no probe reached the service.
struct RateAnswer
{
    std::optional<stats::BurstInterval> rate; // 95 %, corrected for bursts
    std::optional<stats::BurstInterval> bounds; // lower and upper one, 95 % each by itself
    std::optional<stats::Proportion> independent; // Wilson's, as if there were no bursts
    stats::Answer below = stats::Answer::Undecided;
    stats::Answer wellBelow = stats::Answer::Undecided;
};

// With the design effect of a longer history, see DailyHistory, which only widens intervals: in a
// few weeks there are too few bursts to learn from them how bursts come.
RateAnswer rateAnswer(const OutcomeSequence& sequence, double leastDesignEffect = 1);

} // namespace plimsoll
