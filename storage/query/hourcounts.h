// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <QTimeZone>

#include <vector>

namespace plimsoll {

// What happened in each hour or day (UTC) of a range of whole ones, together for all targets, from
// the first on.
Result<std::vector<OutcomeCounts>> countsBy(Level level, const StoreReader& reader,
                                            const std::vector<TargetId>& targets, TimeRange range);

// Where in the local week (0 to 167, Monday first) and on which local day each of these hours
// begins. An invalid zone is UTC.
struct LocalHour
{
    int ofWeek = 0;
    qint64 day = 0; // Julian day of the local date
};
std::vector<LocalHour> localHours(TimeRange hours, const QTimeZone& zone);

} // namespace plimsoll
