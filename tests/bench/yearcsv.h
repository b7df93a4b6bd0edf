// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"
#include "tests/bench/year.h"

namespace plimsoll::bench {

// Calls visit with the columns of all targets, day after day.
template<typename Visit>
void eachDay(const Year& year, const Visit& visit)
{
    std::vector<DayColumns> day(std::size_t(year.plan().targets));
    for (int number = 0; number < year.plan().days; ++number) {
        for (int target = 0; target < year.plan().targets; ++target) {
            year.fill(target, number, day[std::size_t(target)]);
        }
        visit(day);
    }
}

// All rows in order of time, with a header; nothing between the commas where a value is absent.
Result<void> writeCsv(const Year& year, const QString& path);

} // namespace plimsoll::bench
