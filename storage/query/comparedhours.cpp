// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/comparedhours.h"

namespace plimsoll {

namespace {

constexpr qint64 hoursOfDay = 24;
constexpr qint64 daysOfWeek = 7;

} // namespace

ComparedHours::ComparedHours(TimeRange before, TimeRange after, const QTimeZone& zone)
    : m_before(before)
    , m_after(after)
{
    add(stats::Period::A, before, zone);
    add(stats::Period::B, after, zone);
}

void ComparedHours::add(stats::Period period, TimeRange range, const QTimeZone& zone)
{
    const qint64 firstBlock = m_hours.empty() ? 0 : m_hours.back().block + 1;
    const qint64 apart = (range.from - m_before.from) / std::chrono::hours(1);
    qint64 hour = 0;
    for (const LocalHour& local : localHours(range, zone)) {
        const qint64 day = hour++ / hoursOfDay;
        m_hours.push_back({.period = period,
                           .block = firstBlock + day,
                           .stratum = (apart / hoursOfDay + day) % daysOfWeek,
                           .slot = local.ofWeek});
    }
}

std::optional<std::size_t> ComparedHours::indexOf(TimePoint hour) const
{
    if (m_before.contains(hour)) {
        return std::size_t((hour - m_before.from) / std::chrono::hours(1));
    }
    if (m_after.contains(hour)) {
        return std::size_t((m_before.length() + (hour - m_after.from)) / std::chrono::hours(1));
    }
    return std::nullopt;
}

} // namespace plimsoll
