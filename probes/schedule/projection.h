// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/schedule/cost.h"
#include "probes/schedule/schedule.h"
#include "probes/settings.h"

namespace plimsoll {

inline constexpr int daysOfMonth =
    30; // what a month is reckoned as, here and wherever one is shown

// What a schedule comes to under its ceilings. Follow-up probes inside a burst are not in it: when
// bursts come is not known; the ceilings hold them as well.
struct Projection
{
    DailyCost cost;
    double usdPerMonth = 0; // of 30 days, if no ceiling stops it
    // About when the daily ceiling stops paid probes, since 0:00 UTC; absent: it does not.
    std::optional<Elapsed> dayStopsAfter;
    // About when the monthly ceiling does, since the 1st, with no more spent each day than the
    // daily ceiling allows; absent: not within 30 days.
    std::optional<Elapsed> monthStopsAfter;
};

Projection project(const std::vector<Target>& targets, const BudgetSettings& budget,
                   const Catalogue& catalogue, TimePoint at);

} // namespace plimsoll
