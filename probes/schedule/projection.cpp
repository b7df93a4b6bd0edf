// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/projection.h"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr Elapsed day = std::chrono::hours(24);

std::optional<Elapsed> stopsAfter(double usdPerDay, const std::optional<double>& ceilingUsd,
                                  Elapsed span)
{
    if (!ceilingUsd || usdPerDay <= 0) {
        return std::nullopt;
    }
    const double days = *ceilingUsd / usdPerDay;
    const double spanDays = double(span.count()) / double(day.count());
    return days < spanDays ? std::optional(Elapsed(qint64(days * double(day.count()))))
                           : std::nullopt;
}

} // namespace

Projection project(const std::vector<Target>& targets, const BudgetSettings& budget,
                   const Catalogue& catalogue, TimePoint at)
{
    Projection projection {.cost = costPerDayUsd(targets, catalogue, at),
                           .usdPerMonth = 0,
                           .dayStopsAfter = {},
                           .monthStopsAfter = {}};
    const double perDay = projection.cost.usdPerDay;
    projection.usdPerMonth = perDay * daysOfMonth;
    projection.dayStopsAfter = stopsAfter(perDay, budget.usdPerDay, day);
    projection.monthStopsAfter = stopsAfter(std::min(perDay, budget.usdPerDay.value_or(perDay)),
                                            budget.usdPerMonth, daysOfMonth * day);
    return projection;
}

} // namespace plimsoll
