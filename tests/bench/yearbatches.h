// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"
#include "tests/bench/daycolumns.h"

#include <utility>
#include <vector>

namespace plimsoll::bench {

inline constexpr std::size_t batchRows = 5'000; // their memory is used again for the next

// Calls visit with the rows of a day of all targets, in order of time, as batches.
template<typename Visit>
void eachBatch(const std::vector<DayColumns>& day, const Visit& visit)
{
    Batch batch;
    for (std::size_t row = 0; row < day.front().size(); ++row) {
        for (const DayColumns& columns : day) {
            batch.observations.push_back(columns.observation(row));
        }
        if (batch.observations.size() >= batchRows || row + 1 == day.front().size()) {
            visit(batch);
            batch.observations.clear();
        }
    }
}

} // namespace plimsoll::bench
