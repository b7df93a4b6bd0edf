// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/dailyhistory.h"

#include "storage/query/hourcounts.h"

#include <algorithm>

namespace plimsoll {

using std::chrono::days;

namespace {

constexpr days longestHistory {366};

} // namespace

double DailyHistory::designEffect() const
{
    const stats::ChangepointOptions& options = stats::dailyBuckets;
    return stats::withinDispersion(days, options.blockLength, options.stretchBlocks).value_or(1);
}

Result<DailyHistory> dailyHistory(const StoreReader& reader, const ProbedModel& model,
                                  TimePoint asOf)
{
    const TimePoint end = bucketStart(Level::Day, asOf);
    const TimeRange range {end - longestHistory, end};
    const auto counts = countsBy(Level::Day, reader, model.rateTargets, range);
    if (!counts) {
        return counts.error();
    }
    const auto first =
        std::ranges::find_if(*counts, [](const OutcomeCounts& day) { return day.reached() > 0; });
    DailyHistory history {.from = range.from + days(first - counts->begin()), .days = {}};
    for (auto day = first; day != counts->end(); ++day) {
        history.days.push_back({.hits = day->overloaded(), .n = day->reached()});
    }
    return history;
}

} // namespace plimsoll
