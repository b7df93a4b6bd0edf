// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QTimeZone>

#include <vector>

namespace plimsoll {

inline constexpr int hoursOfWeek = 168;

// The UTC hours of one local week, Monday first, each with its hour of the local week. A week with
// a change of daylight-saving time has 167 or 169 of them: one local hour has none, or two. In a
// zone off by part of an hour, a local hour holds the UTC hour that begins in it.
class LocalWeek
{
public:
    // The week that holds t; an invalid zone is UTC.
    LocalWeek(TimePoint t, const QTimeZone& zone);
    LocalWeek previous() const;

    TimePoint monday() const { return m_monday; } // Monday 00:00 in the zone
    TimeRange range() const; // first to last whole UTC hour that begins in the week
    // 0 to 167; -1 outside range().
    int hourOf(TimePoint t) const;

private:
    LocalWeek(const QDate& monday, const QTimeZone& zone);

    QTimeZone m_zone;
    QDate m_date; // of Monday
    TimePoint m_monday;
    TimePoint m_first;
    std::vector<int> m_hourOfWeek; // by UTC hour since m_first
};

} // namespace plimsoll
