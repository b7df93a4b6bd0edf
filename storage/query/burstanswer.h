// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/outcomesequence.h"
#include "storage/stats/retryadvice.h"
#include "storage/stats/retrypolicy.h"

#include <QString>

namespace plimsoll {

// What a known client would have met on the bursts of the evidence: retries of calls that began in
// one.
struct PolicyAnswer
{
    QString client; // "Python SDK"
    stats::RetryOutcome outcome;
};

// How long an overload lasts from the first overloaded probe on, as who meets it counts, and what
// that means for who waits.
struct BurstAnswer
{
    std::chrono::milliseconds interval {0}; // median pause between two probes: nothing is finer
    std::vector<stats::Burst> bursts;
    std::optional<stats::DurationQuantile> median; // of those whose begin was seen
    std::vector<stats::WaitChance> chances; // of an overload that has lasted `already`
    std::optional<std::chrono::milliseconds> firstWait; // after which it is over as likely as not
    std::vector<PolicyAnswer> policies; // empty without a burst
};

BurstAnswer burstAnswer(const OutcomeSequence& sequence, std::chrono::milliseconds already);

} // namespace plimsoll
