// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/cells.h"
#include "storage/report/headroomreport.h"

#include <QJsonArray>

namespace plimsoll {

namespace {

using namespace Qt::StringLiterals;

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonArray limitsJson(const PoolHeadroom& pool, const stats::Workload& load)
{
    QJsonArray limits;
    for (const stats::LimitUse& use : pool.answer->limits) {
        limits.append(
            QJsonObject {{u"kind"_s, name(use.limit)},
                         {u"limit_per_minute"_s, use.perMinute},
                         {u"told_at"_s, orNull(cells::time(pool.toldAt[std::size_t(use.limit)]))},
                         {u"per_call"_s, use.perCall},
                         {u"per_minute"_s, use.perCall * load.callsPerMinute * load.agents},
                         {u"use"_s, use.use},
                         {u"agents"_s, orNull(use.agents)},
                         {u"call_too_large"_s, use.callTooLarge()}});
    }
    return limits;
}

QJsonObject poolJson(const PoolHeadroom& pool, const stats::Workload& load)
{
    QJsonObject object {{u"pool"_s, pool.pool},
                        {u"organization"_s, pool.organization},
                        {u"source"_s, pool.isMeasured() ? u"measured"_s : u"tables"_s},
                        {u"tier"_s, orNull(pool.tier)},
                        {u"tables"_s, orNull(pool.tables)},
                        {u"cache_reads_count"_s, pool.limits.countsCacheReads}};
    if (!pool.answer) {
        return object;
    }
    const stats::Headroom& answer = *pool.answer;
    object.insert(u"limits"_s, limitsJson(pool, load));
    object.insert(u"fits"_s,
                  answer.limits.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(answer.fits()));
    object.insert(u"breaks_first"_s,
                  answer.first ? QJsonValue(name(answer.first->limit))
                               : QJsonValue(QJsonValue::Null));
    object.insert(u"agents"_s, orNull(answer.agents));
    object.insert(u"whole_agents"_s, orNull(answer.wholeAgents()));
    object.insert(u"call_too_large"_s, answer.callTooLarge());
    object.insert(u"agents_without_cache"_s, orNull(answer.agentsUncached));
    object.insert(u"agents_all_cached"_s, orNull(answer.agentsCached));
    object.insert(u"cached_share_needed"_s, orNull(answer.cachedShareNeeded));
    object.insert(u"seconds_between_calls"_s, answer.secondsBetweenCalls);
    return object;
}

} // namespace

QJsonObject headroomJson(const std::vector<PoolHeadroom>& pools, const stats::Workload& load)
{
    QJsonArray array;
    for (const PoolHeadroom& pool : pools) {
        array.append(poolJson(pool, load));
    }
    return {{u"schema"_s, headroomSchema},
            {u"workload"_s,
             QJsonObject {{u"agents"_s, load.agents},
                          {u"context_tokens"_s, load.contextTokens},
                          {u"output_tokens"_s, load.outputTokens},
                          {u"calls_per_minute"_s, load.callsPerMinute},
                          {u"cached_share"_s, load.cachedShare}}},
            {u"pools"_s, array}};
}

QLatin1String name(stats::MinuteLimit limit)
{
    switch (limit) {
    case stats::MinuteLimit::Requests:
        return name(LimitKind::Requests);
    case stats::MinuteLimit::InputTokens:
        return name(LimitKind::InputTokens);
    case stats::MinuteLimit::OutputTokens:
        break;
    }
    return name(LimitKind::OutputTokens);
}

} // namespace plimsoll
