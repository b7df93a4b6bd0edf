// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/hourcounts.h"

#include <QDateTime>

namespace plimsoll {

using std::chrono::hours;

Result<std::vector<OutcomeCounts>> countsBy(Level level, const StoreReader& reader,
                                            const std::vector<TargetId>& targets, TimeRange range)
{
    const auto length = bucketEnd(level, range.from) - range.from;
    std::vector<OutcomeCounts> counts(std::size_t(range.length() / length));
    for (const TargetId& target : targets) {
        const auto done =
            reader.rollups(target, level, range, Figures::none(), [&](const Rollup& rollup) {
                counts[std::size_t((rollup.start - range.from) / length)] += rollup.summary.counts;
            });
        if (!done) {
            return done.error();
        }
    }
    return counts;
}

std::vector<LocalHour> localHours(TimeRange range, const QTimeZone& zone)
{
    const QTimeZone known = zone.isValid() ? zone : QTimeZone::utc();
    std::vector<LocalHour> result;
    for (TimePoint hour = range.from; hour < range.to; hour += hours(1)) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(toEpochMs(hour), known);
        result.push_back({.ofWeek = (local.date().dayOfWeek() - 1) * 24 + local.time().hour(),
                          .day = local.date().toJulianDay()});
    }
    return result;
}

} // namespace plimsoll
