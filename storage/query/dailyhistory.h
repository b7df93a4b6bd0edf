// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/probedmodels.h"
#include "storage/stats/changepoint.h"
#include "storage/store.h"

namespace plimsoll {

// The whole UTC days of one model before a moment, from the first with data on, at most 366.
struct DailyHistory
{
    TimePoint from; // of the first day
    std::vector<stats::Bucket> days; // overloads and what reached the service; empty: no data

    // How much more overloads vary from day to day within a week than independent ones would, at
    // least 1: what a short while of the same model is to be judged by, for a lull says little of
    // how bursts come. A change of level hardly adds to it. 1 with too few days.
    double designEffect() const;
};

Result<DailyHistory> dailyHistory(const StoreReader& reader, const ProbedModel& model,
                                  TimePoint asOf);

} // namespace plimsoll
