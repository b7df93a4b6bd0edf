// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/owntraffic.h"

#include <map>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

using Key = std::tuple<QString, QString, LimitKind>;

std::optional<double> share(double perMinute, const std::optional<qint64>& limit)
{
    return limit.value_or(0) > 0 ? std::optional(perMinute / double(*limit)) : std::nullopt;
}

// It reached the service, as far as anybody can tell.
bool arrived(const Observation& observation)
{
    return observation.outcome != Outcome::Skipped
        && (observation.httpStatus != 0 || observation.failedIn >= Phase::Send);
}

qint64 amount(LimitKind kind, const Usage& usage)
{
    const qint64 input = usage.input.value_or(0) + usage.cacheWrite.value_or(0);
    const qint64 output = usage.output.value_or(0);
    switch (kind) {
    case LimitKind::Requests:
        return 1;
    case LimitKind::InputTokens:
        return input;
    case LimitKind::OutputTokens:
        return output;
    case LimitKind::Tokens:
        return input + output;
    }
    return 0;
}

std::vector<ProbeKind> paidKinds()
{
    std::vector<ProbeKind> kinds;
    for (std::size_t i = 0; i < probeKindCount; ++i) {
        if (isPaid(ProbeKind(i))) {
            kinds.push_back(ProbeKind(i));
        }
    }
    return kinds;
}

} // namespace

std::optional<double> OwnTraffic::shareOfMinute() const
{
    return share(double(lastMinute), limit);
}

std::optional<double> OwnTraffic::shareOfHour() const
{
    return share(double(lastHour) / 60, limit);
}

qint64 usedOf(LimitKind kind, const Observation& observation)
{
    return arrived(observation) ? amount(kind, observation.usage) : 0;
}

Result<std::vector<OwnTraffic>> ownTraffic(const StoreReader& reader, const Catalogue& catalogue,
                                           TimePoint asOf)
{
    const auto limits = reader.limitsNow();
    if (!limits) {
        return limits.error();
    }
    std::map<Key, OwnTraffic> sums;
    const auto place = [&sums](const QString& organization, const QString& pool,
                               LimitKind kind) -> OwnTraffic& {
        OwnTraffic& own = sums[{organization, pool, kind}];
        own.organization = organization;
        own.pool = pool;
        own.kind = kind;
        return own;
    };
    for (const LimitNow& limit : *limits) {
        place(limit.organization, limit.pool, limit.kind).limit = limit.limit;
    }
    const TimePoint minuteEnd = std::chrono::floor<std::chrono::minutes>(asOf);
    RowFilter filter;
    filter.range = {minuteEnd - 1h, minuteEnd};
    filter.kinds = paidKinds();
    filter.brief = true;
    const auto read = reader.observations(filter, [&](const Observation& observation) {
        for (const LimitKind kind : limitKinds) {
            if (arrived(observation)) {
                const TargetId& target = observation.target;
                OwnTraffic& own = place(target.organization, catalogue.pool(target.model), kind);
                const qint64 used = amount(kind, observation.usage);
                own.lastHour += used;
                own.lastMinute += observation.at >= minuteEnd - 1min ? used : 0;
            }
        }
        return true;
    });
    if (!read) {
        return read.error();
    }
    std::vector<OwnTraffic> traffic;
    for (const auto& [key, own] : sums) {
        traffic.push_back(own);
    }
    return traffic;
}

} // namespace plimsoll
