// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/tier.h"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr LimitKind published[] = {LimitKind::Requests, LimitKind::InputTokens,
                                   LimitKind::OutputTokens};
constexpr std::chrono::days changeOver {2};

// Both tell something, and nothing that contradicts.
bool fits(const TierLimits& seen, const TierLimits& row)
{
    bool any = false;
    for (const LimitKind kind : published) {
        const auto told = seen.of(kind);
        const auto known = row.of(kind);
        if (told && known && *told != *known) {
            return false;
        }
        any = any || (told && known);
    }
    return any;
}

// A pool can be compared when a row tells a kind of limit that it told.
bool isComparable(const TierLimits& seen, const PoolTiers& pool)
{
    return std::ranges::any_of(pool.rows, [&seen](const TierRow& row) {
        return std::ranges::any_of(published, [&](LimitKind kind) {
            return seen.of(kind).has_value() && row.limits.of(kind).has_value();
        });
    });
}

QStringList tiersOf(const TierLimits& seen, const PoolTiers& pool)
{
    QStringList tiers;
    for (const TierRow& row : pool.rows) {
        if (fits(seen, row.limits)) {
            tiers << row.tier;
        }
    }
    return tiers;
}

TierFit fitOf(const TierMatch& match)
{
    if (match.pools.isEmpty()) {
        return TierFit::Unknown;
    }
    if (match.deviating.size() == match.pools.size()) {
        return TierFit::None;
    }
    return match.tiers.isEmpty()  ? TierFit::Mixed
        : match.tiers.size() == 1 ? TierFit::One
                                  : TierFit::Several;
}

TierMatch matchIn(const TierVersion& version, const std::vector<SeenLimits>& pools)
{
    TierMatch match {
        .tiers = version.tiers, .tables = version.label(), .unpublished = version.unpublished};
    for (const SeenLimits& seen : pools) {
        const PoolTiers* pool = version.find(seen.pool);
        if (!pool || !isComparable(seen.limits, *pool)) {
            match.unlisted << seen.pool;
            continue;
        }
        match.pools << seen.pool;
        const QStringList tiers = tiersOf(seen.limits, *pool);
        if (tiers.isEmpty()) {
            match.deviating << seen.pool;
        } else {
            match.tiers.removeIf([&tiers](const QString& tier) { return !tiers.contains(tier); });
        }
    }
    match.fit = fitOf(match);
    if (match.fit != TierFit::One && match.fit != TierFit::Several) {
        match.tiers.clear();
    }
    if (match.fit == TierFit::None) {
        match.deviating.clear(); // there is nothing to deviate from
    }
    return match;
}

bool fitsWholly(const TierMatch& match)
{
    return !match.tiers.isEmpty() && match.deviating.isEmpty();
}

} // namespace

TierMatch recognisedTier(const TierTable& table, const std::vector<SeenLimits>& pools,
                         TimePoint moment)
{
    const TierVersion* inForce = table.at(moment);
    TierMatch best = inForce ? matchIn(*inForce, pools) : TierMatch();
    best.inForce = best.tables;
    if (fitsWholly(best)) {
        return best;
    }
    const auto& versions = table.versions();
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        if (&*version == inForce || version->dated() > moment + changeOver) {
            continue;
        }
        TierMatch other = matchIn(*version, pools);
        const bool comparesAll = std::ranges::all_of(
            best.pools, [&other](const QString& pool) { return other.pools.contains(pool); });
        if (fitsWholly(other) && comparesAll) {
            other.inForce = best.inForce;
            return other;
        }
    }
    return best;
}

} // namespace plimsoll
