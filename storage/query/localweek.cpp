// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/localweek.h"

#include <QDateTime>

namespace plimsoll {

namespace {

using std::chrono::hours;

QTimeZone orUtc(const QTimeZone& zone)
{
    return zone.isValid() ? zone : QTimeZone::utc();
}

TimePoint startOf(QDate date, const QTimeZone& zone)
{
    return fromEpochMs(date.startOfDay(zone).toMSecsSinceEpoch());
}

QDate mondayBefore(TimePoint t, const QTimeZone& zone)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(toEpochMs(t), zone).date();
    return date.addDays(1 - date.dayOfWeek());
}

} // namespace

LocalWeek::LocalWeek(TimePoint t, const QTimeZone& zone)
    : LocalWeek(mondayBefore(t, orUtc(zone)), orUtc(zone))
{
}

LocalWeek::LocalWeek(const QDate& monday, const QTimeZone& zone)
    : m_zone(zone)
    , m_date(monday)
    , m_monday(startOf(monday, zone))
    , m_first(std::chrono::ceil<hours>(m_monday))
{
    const TimePoint end = startOf(monday.addDays(7), zone);
    for (TimePoint hour = m_first; hour < end; hour += hours(1)) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(toEpochMs(hour), zone);
        m_hourOfWeek.push_back((local.date().dayOfWeek() - 1) * 24 + local.time().hour());
    }
}

LocalWeek LocalWeek::previous() const
{
    return {m_date.addDays(-7), m_zone};
}

TimeRange LocalWeek::range() const
{
    return {m_first, m_first + hours(m_hourOfWeek.size())};
}

int LocalWeek::hourOf(TimePoint t) const
{
    if (!range().contains(t)) {
        return -1;
    }
    const auto index = std::chrono::duration_cast<hours>(t - m_first).count();
    return m_hourOfWeek[std::size_t(index)];
}

} // namespace plimsoll
