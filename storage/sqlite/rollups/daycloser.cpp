// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rollups/daycloser.h"

#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

constexpr qint64 hoursOfDay = 24;

// One sum of all that rows hold; absent when they hold nothing.
std::optional<Summary> sumOf(RollupRows& rows, qint64 target, qint64 first, qint64 end)
{
    std::optional<Summary> sum;
    Summary row;
    rows.read(target, first, end, Figures::all(), row, [&sum, &row](qint64) {
        if (!sum) {
            sum.emplace();
        }
        *sum += row;
    });
    return sum;
}

} // namespace

DayCloser::DayCloser(SQLite::Database& db, const TargetStore& targets)
    : m_targets(targets)
    , m_openDay(db)
    , m_hours(db, Level::Hour)
    , m_days(db, Level::Day)
    , m_weeks(db, Level::Week)
    , m_firstHour(db, "SELECT min(key) FROM rollup_hour WHERE key >= ? AND key < ?")
{
}

bool DayCloser::isDue(TimePoint now)
{
    const auto openDay = m_openDay.read();
    const qint64 today = bucketNumber(Level::Day, now);
    if (openDay) {
        return *openDay < today;
    }
    return firstDayBetween(farPast, today).has_value();
}

void DayCloser::step(TimePoint now)
{
    const auto openDay = m_openDay.read();
    const qint64 today = bucketNumber(Level::Day, now);
    const auto day = firstDayBetween(openDay.value_or(farPast), today);
    if (!day) {
        moveOn(openDay, today);
        return;
    }
    moveOn(openDay, *day);
    writeDay(*day);
    moveOn(*day, *day + 1);
}

std::optional<qint64> DayCloser::firstDayBetween(qint64 from, qint64 to)
{
    std::optional<qint64> first;
    for (const StoredTarget& target : m_targets.all()) {
        const Reset reset(m_firstHour);
        bindInt(m_firstHour, 1, rollupKey(target.number, from * hoursOfDay));
        bindInt(m_firstHour, 2, rollupKey(target.number, to * hoursOfDay));
        m_firstHour.executeStep();
        if (const auto key = optionalIntAt(m_firstHour, 0)) {
            const TimePoint hour = bucketTime(Level::Hour, bucketOfKey(*key));
            const qint64 day = bucketNumber(Level::Day, hour);
            first = std::min(first.value_or(day), day);
        }
    }
    return first;
}

void DayCloser::writeDay(qint64 day)
{
    for (const StoredTarget& target : m_targets.all()) {
        if (const auto sum =
                sumOf(m_hours, target.number, day * hoursOfDay, (day + 1) * hoursOfDay)) {
            m_days.put(rollupKey(target.number, day), *sum);
        }
    }
}

void DayCloser::writeWeek(qint64 week)
{
    for (const StoredTarget& target : m_targets.all()) {
        if (const auto sum =
                sumOf(m_days, target.number, firstDayOfWeek(week), firstDayOfWeek(week + 1))) {
            m_weeks.put(rollupKey(target.number, week), *sum);
        }
    }
}

// Days between `from` and `to` hold nothing but for the first of them, so the one week that may
// end here and hold something is that of the day before.
void DayCloser::moveOn(std::optional<qint64> from, qint64 to)
{
    if (from && *from < to) {
        for (const qint64 week : {weekOfDay(*from - 1), weekOfDay(*from)}) {
            const qint64 end = firstDayOfWeek(week + 1);
            if (*from < end && end <= to) {
                writeWeek(week);
            }
        }
    }
    m_openDay.write(to);
}

} // namespace plimsoll::sqlite
