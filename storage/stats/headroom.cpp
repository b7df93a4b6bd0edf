// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/headroom.h"

#include <algorithm>
#include <cmath>

namespace plimsoll::stats {

namespace {

constexpr double rounding = 1e-9; // relative: 1 - 0.9 is not 0.1

bool isAtMost(double value, double bound)
{
    return value <= bound * (1 + rounding);
}

bool isAmount(double value)
{
    return std::isfinite(value) && value >= 0;
}

bool isLimit(const std::optional<double>& limit)
{
    return !limit || (std::isfinite(*limit) && *limit > 0);
}

bool isAnswerable(const Workload& load, const MinuteLimits& limits)
{
    return isAmount(load.agents) && isAmount(load.contextTokens) && isAmount(load.outputTokens)
        && isAmount(load.callsPerMinute) && isAmount(load.cachedShare) && load.cachedShare <= 1
        && isLimit(limits.requests) && isLimit(limits.inputTokens) && isLimit(limits.outputTokens);
}

double inputPerCall(const Workload& load, const MinuteLimits& limits)
{
    return limits.countsCacheReads ? load.contextTokens
                                   : load.contextTokens * (1 - load.cachedShare);
}

std::vector<LimitUse> usesOf(const Workload& load, const MinuteLimits& limits)
{
    std::vector<LimitUse> uses;
    const auto add = [&](MinuteLimit limit, const std::optional<double>& perMinute,
                         double perCall) {
        if (!perMinute) {
            return;
        }
        LimitUse use {.limit = limit, .perMinute = *perMinute, .perCall = perCall};
        const double ofAnAgent = load.callsPerMinute * perCall;
        use.use = load.agents * ofAnAgent / *perMinute;
        if (ofAnAgent > 0) {
            use.agents = *perMinute / ofAnAgent;
        }
        uses.push_back(use);
    };
    add(MinuteLimit::Requests, limits.requests, 1);
    add(MinuteLimit::InputTokens, limits.inputTokens, inputPerCall(load, limits));
    add(MinuteLimit::OutputTokens, limits.outputTokens, load.outputTokens);
    return uses;
}

std::optional<LimitUse> firstToBreak(const std::vector<LimitUse>& uses)
{
    std::optional<LimitUse> first;
    for (const LimitUse& use : uses) {
        // Of limits that break together, rounding apart, the one that stands first.
        if (use.agents && (!first || *use.agents < *first->agents * (1 - rounding))) {
            first = use;
        }
    }
    return first;
}

std::optional<double> agentsAt(Workload load, const MinuteLimits& limits, double cachedShare)
{
    load.cachedShare = cachedShare;
    const auto first = firstToBreak(usesOf(load, limits));
    return first ? first->agents : std::nullopt;
}

std::optional<double> cachedShareNeeded(Workload load, const MinuteLimits& limits)
{
    load.cachedShare = 0;
    if (limits.inputTokens && !limits.countsCacheReads && load.contextTokens > 0) {
        const double calls = std::max(1.0, load.agents * load.callsPerMinute);
        load.cachedShare = std::max(0.0, 1 - *limits.inputTokens / (load.contextTokens * calls));
    }
    const auto uses = usesOf(load, limits);
    const bool fits = std::ranges::all_of(uses, &LimitUse::fits);
    return fits ? std::optional(load.cachedShare) : std::nullopt;
}

} // namespace

bool LimitUse::fits() const
{
    return isAtMost(use, 1) && !callTooLarge();
}

bool LimitUse::callTooLarge() const
{
    return !isAtMost(perCall, perMinute);
}

bool Headroom::fits() const
{
    return std::ranges::all_of(limits, &LimitUse::fits);
}

bool Headroom::callTooLarge() const
{
    return std::ranges::any_of(limits, &LimitUse::callTooLarge);
}

std::optional<double> Headroom::wholeAgents() const
{
    if (callTooLarge()) {
        return 0;
    }
    return agents ? std::optional(std::floor(*agents * (1 + rounding))) : std::nullopt;
}

std::optional<Headroom> headroom(const Workload& load, const MinuteLimits& limits)
{
    if (!isAnswerable(load, limits)) {
        return std::nullopt;
    }
    Headroom answer {.limits = usesOf(load, limits)};
    answer.first = firstToBreak(answer.limits);
    answer.agents = answer.first ? answer.first->agents : std::nullopt;
    answer.agentsUncached = agentsAt(load, limits, 0);
    answer.agentsCached = agentsAt(load, limits, 1);
    answer.cachedShareNeeded = cachedShareNeeded(load, limits);
    for (const LimitUse& use : answer.limits) {
        answer.secondsBetweenCalls =
            std::max(answer.secondsBetweenCalls, 60 * load.agents * use.perCall / use.perMinute);
    }
    return answer;
}

} // namespace plimsoll::stats
