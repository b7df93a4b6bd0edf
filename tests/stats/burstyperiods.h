// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/permutation.h"
#include "tests/stats/burstyhours.h"

namespace plimsoll::test {

// Two periods of whole weeks, B `factor` times as often disturbed, by day and hour of the week.
inline std::vector<stats::Cell> burstyPeriods(int weeks, const Climate& before, double factor,
                                              std::mt19937_64& random)
{
    Climate after = before;
    after.calmRate *= factor;
    after.incidentsPerDay *= factor;
    std::vector<stats::Cell> cells;
    for (const stats::Period period : {stats::Period::A, stats::Period::B}) {
        const auto hours =
            burstyHours(weeks * 7, period == stats::Period::A ? before : after, random);
        for (std::size_t hour = 0; hour < hours.size(); ++hour) {
            const auto day = std::int64_t(hour / 24);
            cells.push_back({.period = period,
                             .block = period == stats::Period::A ? day : day + weeks * 7,
                             .stratum = day % 7,
                             .slot = std::int64_t(hour % 168),
                             .hits = hours[hour].hits,
                             .n = hours[hour].n});
        }
    }
    return cells;
}

} // namespace plimsoll::test
