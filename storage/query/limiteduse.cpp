// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/limiteduse.h"

#include "storage/query/blame.h"
#include "storage/query/owntraffic.h"

namespace plimsoll {

using namespace std::chrono_literals;

std::optional<ToldLimit> limitTold(const RateLimits& limits)
{
    std::optional<ToldLimit> told;
    double lowest = 2; // above any share
    for (const LimitKind kind : limitKinds) { // the sum of input and output comes last
        const LimitReading& reading = limits[kind];
        if (reading.limit.value_or(0) <= 0 || !reading.remaining) {
            continue;
        }
        const double share = double(*reading.remaining) / double(*reading.limit);
        if (share < lowest) {
            lowest = share;
            told = {.kind = kind, .isEmpty = *reading.remaining <= 0};
        }
    }
    return told;
}

Result<PoolBefore> poolBefore(const StoreReader& reader, const QStringList& poolSubjects,
                              const Observation& answer, LimitKind kind)
{
    RowFilter filter;
    filter.range = {answer.at - blameRules::lookBack, answer.at};
    filter.models = poolSubjects;
    filter.newestFirst = true;
    filter.brief = true;
    PoolBefore before;
    const auto read = reader.observations(filter, [&](const Observation& row) {
        const auto age = answer.at - row.at;
        const bool inMinute = age <= 1min;
        if (isPaid(row.target.kind) && inMinute) {
            before.ownMinute += usedOf(kind, row);
        }
        const LimitReading& reading = row.limits[kind];
        if (reading.remaining && (!before.remaining || age < before.age)) {
            before.remaining = reading.remaining;
            before.age = age;
        }
        return inMinute || !before.remaining;
    });
    if (!read) {
        return read.error();
    }
    return before;
}

} // namespace plimsoll
