// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/headroomplan.h"

namespace plimsoll {

namespace {

std::optional<double> asDouble(const std::optional<qint64>& value)
{
    return value ? std::optional(double(*value)) : std::nullopt;
}

std::optional<stats::MinuteLimit> minuteLimit(LimitKind kind)
{
    switch (kind) {
    case LimitKind::Requests:
        return stats::MinuteLimit::Requests;
    case LimitKind::InputTokens:
        return stats::MinuteLimit::InputTokens;
    case LimitKind::OutputTokens:
        return stats::MinuteLimit::OutputTokens;
    case LimitKind::Tokens:
        break; // the sum of the two, which breaks no sooner than one of them
    }
    return std::nullopt;
}

std::optional<double>& limitOf(stats::MinuteLimits& limits, stats::MinuteLimit which)
{
    switch (which) {
    case stats::MinuteLimit::Requests:
        return limits.requests;
    case stats::MinuteLimit::InputTokens:
        return limits.inputTokens;
    case stats::MinuteLimit::OutputTokens:
        break;
    }
    return limits.outputTokens;
}

bool countsCacheReads(const TierTable& table, const QString& pool, TimePoint moment)
{
    const TierVersion* version = table.at(moment);
    const PoolTiers* tiers = version ? version->find(pool) : nullptr;
    return tiers && tiers->countsCacheReads;
}

PoolHeadroom measured(const PoolLimits& told, const TierTable& table, const stats::Workload& load)
{
    PoolHeadroom pool {
        .pool = told.pool, .organization = told.organization, .limits = {}, .answer = {}};
    TimePoint newest;
    for (const LimitNow& now : told.now) {
        const auto which = minuteLimit(now.kind);
        if (which && now.limit) {
            limitOf(pool.limits, *which) = double(*now.limit);
            pool.toldAt[std::size_t(*which)] = now.limitAt;
            newest = std::max(newest, now.limitAt.value_or(newest));
        }
    }
    pool.limits.countsCacheReads = countsCacheReads(table, told.pool, newest);
    pool.answer = stats::headroom(load, pool.limits);
    return pool;
}

} // namespace

Result<std::vector<PoolHeadroom>> measuredHeadroom(const StoreReader& reader,
                                                   const Catalogue& catalogue,
                                                   const QStringList& models,
                                                   const stats::Workload& load)
{
    const auto history = limitHistory(reader, catalogue, models);
    if (!history) {
        return history.error();
    }
    std::vector<PoolHeadroom> pools;
    for (const PoolLimits& told : history->pools) {
        pools.push_back(measured(told, catalogue.tiers(), load));
    }
    return pools;
}

std::vector<PoolHeadroom> publishedHeadroom(const TierVersion& version, const QString& pool,
                                            const QString& tier, const stats::Workload& load)
{
    std::vector<PoolHeadroom> all;
    for (const PoolTiers& tiers : version.pools) {
        for (const TierRow& row : tiers.rows) {
            if ((!pool.isEmpty() && tiers.pool != pool) || (!tier.isEmpty() && row.tier != tier)) {
                continue;
            }
            const stats::MinuteLimits limits {.requests = asDouble(row.limits.requests),
                                              .inputTokens = asDouble(row.limits.inputTokens),
                                              .outputTokens = asDouble(row.limits.outputTokens),
                                              .countsCacheReads = tiers.countsCacheReads};
            all.push_back({.pool = tiers.pool,
                           .tier = row.tier,
                           .tables = version.label(),
                           .limits = limits,
                           .answer = stats::headroom(load, limits)});
        }
    }
    return all;
}

} // namespace plimsoll
