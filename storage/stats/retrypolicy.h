// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/bursts.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace plimsoll::stats {

// How a client tries again after an overloaded answer. Before retry n (0: the first) it waits
// min(first * 2^n, cap), times a factor drawn evenly from jitterLow to jitterHigh, at most longest.
// The answer is taken not to forbid it (x-should-retry, which the SDKs obey, was true where seen).
struct RetryPolicy
{
    std::string_view name;
    std::chrono::milliseconds first {500};
    std::chrono::milliseconds cap {8000}; // before the jitter
    double jitterLow = 0.75;
    double jitterHigh = 1;
    std::chrono::milliseconds longest = std::chrono::milliseconds::max(); // after the jitter
    std::optional<std::uint32_t> retries = 2; // nullopt: for ever
    // Gives up after so many overloaded answers in a row, the first included.
    std::optional<std::uint32_t> overloadsInARow = std::nullopt;
    // A retry-after above 0 and up to this takes the place of min(first * 2^n, cap) and of longest.
    std::chrono::milliseconds retryAfterUpTo {0};
    bool retryAfterIsJittered = false;
};

// What official clients do: the SDKs by their source (JavaScript 1.11.0, Python 0.121.0), Claude
// Code 2.1.329 as measured. Its jitter is known roughly; its cap, 32 to 40 s, only from what users
// wrote; asked for 2 s it waited 2.1 to 2.5 s. That this is the same jitter, and that it obeys
// whatever is asked for, is assumed.
RetryPolicy javaScriptSdk();
RetryPolicy pythonSdk();
RetryPolicy claudeCode();
// With an API key, not a subscription, for Opus (measured), Fable and Mythos (documented).
RetryPolicy claudeCodeWithKey();
// CLAUDE_CODE_RETRY_WATCHDOG=1.
RetryPolicy claudeCodeWatchdog();
std::vector<RetryPolicy> knownRetryPolicies();

using RandomBits = std::mt19937_64;

// The wait before retry n; at least a millisecond. retryAfter: what the answer asked for.
std::chrono::milliseconds retryDelay(const RetryPolicy& policy, std::uint32_t n,
                                     std::optional<std::chrono::milliseconds> retryAfter,
                                     RandomBits& random);
// The waits in the middle of the jitter and without retry-after, at most `atMost` of them, as
// retryOutlook() takes them.
std::vector<std::chrono::milliseconds> middleDelays(const RetryPolicy& policy,
                                                    std::uint32_t atMost);

struct RetryTrial
{
    std::uint32_t calls = 10'000;
    std::uint64_t seed = 1; // the same seed gives the same outcome everywhere
    std::optional<std::chrono::milliseconds> retryAfter =
        std::nullopt; // on every overloaded answer
};

// What became of the calls of a trial. Those whose next attempt lies beyond the last moment at
// which a censored burst was seen are undecided; their share is between the two that take them as
// failed and as succeeded. To leave them out would make long bursts look harmless.
struct RetryOutcome
{
    std::uint64_t succeeded = 0;
    std::uint64_t gaveUp = 0;
    std::uint64_t undecided = 0;
    std::vector<std::chrono::milliseconds> waits; // of those that succeeded; sorted
    std::chrono::milliseconds gaveUpAfter {0}; // sum of the waits of those that gave up
    std::vector<std::uint64_t> attempts; // [n]: decided calls that made n, the first included

    std::uint64_t calls() const { return succeeded + gaveUp + undecided; }
    double leastShare() const; // of calls that succeeded
    double mostShare() const;
    std::optional<double> meanAttempts() const; // of decided calls
    std::optional<std::chrono::milliseconds> waitQuantile(double q) const; // nearest rank
};

// Calls that meet the overload: each begins at a moment drawn evenly from all overloaded time, so a
// burst is met in proportion to its length. A burst lasts from the middle of its start's bracket to
// the middle of its end's; every attempt within it fails, every later one succeeds, and an attempt
// takes no time itself. Nullopt without a burst that lasts at all, or without calls.
std::optional<RetryOutcome> tryRetries(const RetryPolicy& policy, std::span<const Burst> bursts,
                                       const RetryTrial& trial);

} // namespace plimsoll::stats
