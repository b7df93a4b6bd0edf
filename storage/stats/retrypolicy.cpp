// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/retrypolicy.h"

#include <algorithm>
#include <cmath>

namespace plimsoll::stats {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds longestTimer {2147483647}; // 2^31 - 1, the most a timer of JavaScript takes

// The distributions of the standard library differ from one to the next; these bits do not.
double evenly(RandomBits& random)
{
    return double(random() >> 11) * 0x1p-53; // 0 <= x < 1
}

milliseconds rounded(double inMilliseconds)
{
    return milliseconds(std::llround(inMilliseconds));
}

double backoff(const RetryPolicy& policy, std::uint32_t n)
{
    const double cap = double(policy.cap.count());
    // Beyond 2^63 times any wait of at least a millisecond every cap is reached.
    const double doubled = double(std::uint64_t(1) << std::min(n, 63U));
    return std::min(double(policy.first.count()) * doubled, cap);
}

milliseconds jittered(const RetryPolicy& policy, double base, double factor)
{
    return std::max(1ms, std::min(rounded(base * factor), policy.longest));
}

bool obeys(const RetryPolicy& policy, std::optional<milliseconds> retryAfter)
{
    return retryAfter && *retryAfter > 0ms && *retryAfter <= policy.retryAfterUpTo;
}

bool givesUp(const RetryPolicy& policy, std::uint32_t attempts)
{
    return (policy.retries && attempts > *policy.retries)
        || (policy.overloadsInARow && attempts >= *policy.overloadsInARow);
}

// A burst as calls meet it.
struct Meeting
{
    milliseconds length {0};
    milliseconds before {0}; // lengths of all bursts before it
    bool censored = false;
};

std::vector<Meeting> meetingsOf(std::span<const Burst> bursts)
{
    std::vector<Meeting> meetings;
    milliseconds before = 0ms;
    for (const Burst& burst : bursts) {
        const milliseconds length = burst.end.middle() - burst.start.middle();
        if (length > 0ms) {
            meetings.push_back({.length = length, .before = before, .censored = burst.censored});
            before += length;
        }
    }
    return meetings;
}

// One call after the other, into the outcome.
class Caller
{
public:
    Caller(const RetryPolicy& policy, const RetryTrial& trial)
        : m_policy(policy)
        , m_trial(trial)
        , m_random(trial.seed)
    {
    }

    RetryOutcome callIn(const std::vector<Meeting>& meetings)
    {
        const milliseconds all = meetings.back().before + meetings.back().length;
        for (std::uint32_t i = 0; i < m_trial.calls; ++i) {
            const milliseconds moment(std::int64_t(evenly(m_random) * double(all.count())));
            const auto later = std::ranges::upper_bound(meetings, moment, {}, &Meeting::before);
            const Meeting& met = *(later - 1);
            call(met.length - (moment - met.before), met.censored);
        }
        std::ranges::sort(m_outcome.waits);
        return std::move(m_outcome);
    }

private:
    // left: until the end of the burst, or until it was last seen.
    void call(milliseconds left, bool censored)
    {
        milliseconds waited = 0ms;
        for (std::uint32_t attempts = 1;; ++attempts) {
            if (givesUp(m_policy, attempts)) {
                ++m_outcome.gaveUp;
                m_outcome.gaveUpAfter += waited;
                return count(attempts);
            }
            waited += retryDelay(m_policy, attempts - 1, m_trial.retryAfter, m_random);
            if (waited < left) {
                continue;
            }
            if (censored) {
                ++m_outcome.undecided;
                return;
            }
            ++m_outcome.succeeded;
            m_outcome.waits.push_back(waited);
            return count(attempts + 1);
        }
    }

    void count(std::uint32_t attempts)
    {
        if (m_outcome.attempts.size() <= attempts) {
            m_outcome.attempts.resize(attempts + 1);
        }
        ++m_outcome.attempts[attempts];
    }

    const RetryPolicy& m_policy;
    const RetryTrial& m_trial;
    RandomBits m_random;
    RetryOutcome m_outcome;
};

} // namespace

RetryPolicy javaScriptSdk()
{
    return {.name = "JavaScript SDK", .retryAfterUpTo = longestTimer};
}

RetryPolicy pythonSdk()
{
    return {.name = "Python SDK", .retryAfterUpTo = 60s};
}

RetryPolicy claudeCode()
{
    return {
        .name = "Claude Code",
        .cap = 32s,
        .jitterLow = 1,
        .jitterHigh = 1.35,
        .longest = 40s,
        .retries = 10,
        .retryAfterUpTo = longestTimer,
        .retryAfterIsJittered = true,
    };
}

RetryPolicy claudeCodeWithKey()
{
    RetryPolicy policy = claudeCode();
    policy.name = "Claude Code with an API key";
    policy.overloadsInARow = 3;
    return policy;
}

RetryPolicy claudeCodeWatchdog()
{
    RetryPolicy policy = claudeCode();
    policy.name = "Claude Code with its watchdog";
    policy.cap = 5min;
    policy.longest = 5min;
    policy.retries = std::nullopt;
    return policy;
}

std::vector<RetryPolicy> knownRetryPolicies()
{
    return {javaScriptSdk(), pythonSdk(), claudeCode(), claudeCodeWithKey(), claudeCodeWatchdog()};
}

milliseconds retryDelay(const RetryPolicy& policy, std::uint32_t n,
                        std::optional<milliseconds> retryAfter, RandomBits& random)
{
    const double factor =
        policy.jitterLow + (policy.jitterHigh - policy.jitterLow) * evenly(random);
    if (obeys(policy, retryAfter)) {
        const double asked = double(retryAfter->count());
        return rounded(policy.retryAfterIsJittered ? asked * factor : asked);
    }
    return jittered(policy, backoff(policy, n), factor);
}

std::vector<milliseconds> middleDelays(const RetryPolicy& policy, std::uint32_t atMost)
{
    const double middle = (policy.jitterLow + policy.jitterHigh) / 2;
    std::vector<milliseconds> delays;
    for (std::uint32_t n = 0; n < atMost && !givesUp(policy, n + 1); ++n) {
        delays.push_back(jittered(policy, backoff(policy, n), middle));
    }
    return delays;
}

double RetryOutcome::leastShare() const
{
    return calls() == 0 ? 0 : double(succeeded) / double(calls());
}

double RetryOutcome::mostShare() const
{
    return calls() == 0 ? 1 : double(succeeded + undecided) / double(calls());
}

std::optional<double> RetryOutcome::meanAttempts() const
{
    double made = 0;
    for (std::size_t n = 0; n < attempts.size(); ++n) {
        made += double(n) * double(attempts[n]);
    }
    const std::uint64_t decided = succeeded + gaveUp;
    return decided == 0 ? std::nullopt : std::optional(made / double(decided));
}

std::optional<milliseconds> RetryOutcome::waitQuantile(double q) const
{
    if (waits.empty() || !(q >= 0 && q <= 1)) {
        return std::nullopt;
    }
    const double rank = std::ceil(q * double(waits.size()));
    return waits[rank < 1 ? 0 : std::size_t(rank) - 1];
}

std::optional<RetryOutcome> tryRetries(const RetryPolicy& policy, std::span<const Burst> bursts,
                                       const RetryTrial& trial)
{
    const std::vector<Meeting> meetings = meetingsOf(bursts);
    if (meetings.empty() || trial.calls == 0) {
        return std::nullopt;
    }
    return Caller(policy, trial).callIn(meetings);
}

} // namespace plimsoll::stats
