// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/ratelimits.h"
#include "probes/simulator/scenario.h"

#include <chrono>
#include <optional>

namespace plimsoll::simulator {

// What is left in the buckets of a pool.
struct Levels
{
    double requests = 0;
    double inputTokens = 0;
    double outputTokens = 0;
};

struct Refusal
{
    LimitKind limit = LimitKind::Requests;
    std::chrono::seconds retryAfter {1}; // to the next admission, not to a full bucket
};

// The three buckets of one pool, refilled continuously to a minute's worth. Pure: the time is an
// argument.
class TokenBuckets
{
public:
    // Takes one request with its input tokens, or says which bucket is too empty.
    std::optional<Refusal> take(const PoolLimitsFrom& limits, qint64 inputTokens,
                                std::chrono::nanoseconds now);
    // Output counts when it was produced; the level may fall below 0.
    void produced(qint64 outputTokens) { m_levels.outputTokens -= double(outputTokens); }
    const Levels& levels() const { return m_levels; }

private:
    void refill(const PoolLimitsFrom& limits, std::chrono::nanoseconds now);

    Levels m_levels;
    std::optional<std::chrono::nanoseconds> m_filledAt;
};

Levels fullLevels(const PoolLimitsFrom& limits);
// Of count_tokens, which has a limit of its own: requests by tier, tokens without end.
PoolLimitsFrom countingLimit(const Scenario& scenario);

} // namespace plimsoll::simulator
