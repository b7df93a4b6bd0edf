// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace plimsoll::stats {

enum class MinuteLimit { Requests, InputTokens, OutputTokens };

// What a pool of an organization may use in a minute. Absent: not known.
struct MinuteLimits
{
    std::optional<double> requests {};
    std::optional<double> inputTokens {};
    std::optional<double> outputTokens {};
    bool countsCacheReads = false; // input read from the prompt cache counts as input
};

// Agents that all do the same, evenly spread over time.
struct Workload
{
    double agents = 1; // at work at the same time
    double contextTokens = 0; // input of a call, what comes from the cache included
    double outputTokens = 0; // that a call produces
    double callsPerMinute = 1; // of each agent
    double cachedShare = 0; // of the input that is read from the prompt cache, 0 to 1
};

struct LimitUse
{
    MinuteLimit limit = MinuteLimit::Requests;
    double perMinute = 0; // the limit
    double perCall = 0; // what one call takes of it
    double use = 0; // of all agents, as a share of the limit: above 1 it breaks
    std::optional<double> agents {}; // that it carries; absent: nothing is taken of it

    bool fits() const;
    bool callTooLarge() const; // one call alone takes more than the bucket ever holds
};

struct Headroom
{
    std::vector<LimitUse> limits; // those that are known, in the order of MinuteLimit
    std::optional<LimitUse> first {}; // breaks first when agents are added; absent: none ever does
    std::optional<double> agents {}; // that `first` carries
    std::optional<double> agentsUncached {}; // the same if nothing came from the cache
    std::optional<double> agentsCached {}; // the same if all did: what other limits carry
    std::optional<double> cachedShareNeeded {}; // least share that fits; absent: none does
    double secondsBetweenCalls = 0; // of each agent, start to start: the least that fits

    bool fits() const; // of the limits that are known
    bool callTooLarge() const;
    // Absent: no end.
    std::optional<double> wholeAgents() const; // 0 where one call is too large
};

// Which limit breaks first, and at how many agents. A limit is a token bucket that holds one
// minute's worth and refills continuously; in the steady state it breaks when what N agents take in
// a minute is more than it:
//     N t w_k <= L_k     w = 1 request; c (1 - s) input tokens; o output tokens
// with t calls a minute and agent, c tokens of context, o of output, the cached share s. So limit k
// carries L_k / (t w_k) agents, the least of these is the answer, and calls of each agent must lie
// 60 N max(w_k / L_k) seconds apart. Input written to the cache counts, input read from it does not
// (except for pools with countsCacheReads, where w = c), hence s >= 1 - L / (c max(1, N t)) is the
// share at which input fits. Output counts as it is produced; max_tokens reserves nothing.
// Source: the API's documentation of rate limits, August 2026. It does not say what becomes of a
// call larger than the bucket, nor how much the bucket holds: a minute's worth is assumed, and such
// a call never fits. Agents that all call at once can break a limit that their mean keeps.
// Nullopt for numbers that are negative or not finite, a share above 1 and limits that are not
// above 0.
std::optional<Headroom> headroom(const Workload& load, const MinuteLimits& limits);

} // namespace plimsoll::stats
