// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/burstanswer.h"

#include <array>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::array<milliseconds, 6> waits {10s, 1min, 5min, 15min, 1h, 4h};
constexpr std::uint32_t simulatedCalls = 2'000; // a share is then known to about one in a hundred

} // namespace

BurstAnswer burstAnswer(const OutcomeSequence& sequence, milliseconds already)
{
    BurstAnswer answer;
    answer.interval = sequence.interval;
    answer.bursts = stats::burstsOf(sequence.probes, sequence.gaps);
    const auto lifetimes = stats::lifetimesOf(answer.bursts, stats::BurstClock::FirstSeen);
    if (const auto curve = stats::SurvivalCurve::of(lifetimes)) {
        answer.median = curve->median();
        answer.chances = stats::chancesWithin(*curve, already, waits);
        answer.firstWait = stats::firstWaitWorthTrying(*curve, already);
    }
    for (const stats::RetryPolicy& policy : stats::knownRetryPolicies()) {
        if (auto outcome = stats::tryRetries(policy, answer.bursts, {.calls = simulatedCalls})) {
            answer.policies.push_back(
                {QString::fromUtf8(policy.name.data(), qsizetype(policy.name.size())),
                 std::move(*outcome)});
        }
    }
    return answer;
}

} // namespace plimsoll
