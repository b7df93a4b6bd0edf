// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rollups/rollupkey.h"

#include <algorithm>
#include <array>

namespace plimsoll::sqlite {

namespace {

constexpr int bucketBits = 40;
constexpr qint64 half = qint64 {1} << (bucketBits - 1);
// Buckets before the epoch are negative and count down from the same base.
constexpr std::chrono::days epochAfterMonday {3};

} // namespace

qint64 bucketNumber(Level level, TimePoint t)
{
    switch (level) {
    case Level::Hour:
        return std::chrono::floor<std::chrono::hours>(t).time_since_epoch().count();
    case Level::Day:
        return std::chrono::floor<std::chrono::days>(t).time_since_epoch().count();
    case Level::Week:
        return std::chrono::floor<std::chrono::weeks>(t + epochAfterMonday)
            .time_since_epoch()
            .count();
    }
    Q_UNREACHABLE();
}

TimePoint bucketTime(Level level, qint64 number)
{
    switch (level) {
    case Level::Hour:
        return TimePoint(std::chrono::hours(number));
    case Level::Day:
        return TimePoint(std::chrono::days(number));
    case Level::Week:
        return TimePoint(std::chrono::weeks(number)) - epochAfterMonday;
    }
    Q_UNREACHABLE();
}

qint64 firstBucketFrom(Level level, TimePoint t)
{
    constexpr TimePoint farthest(std::chrono::hours(qint64 {1} << 38));
    const TimePoint near = std::clamp(t, TimePoint(-farthest.time_since_epoch()), farthest);
    const qint64 bucket = bucketNumber(level, near);
    return bucketTime(level, bucket) < near ? bucket + 1 : bucket;
}

qint64 rollupKey(qint64 target, qint64 bucket)
{
    return (target << bucketBits) + std::clamp(bucket, -half, half - 1);
}

qint64 targetOfKey(qint64 key)
{
    return (key + half) >> bucketBits;
}

qint64 bucketOfKey(qint64 key)
{
    return key - (targetOfKey(key) << bucketBits);
}

const char* rollupTable(Level level)
{
    static constexpr std::array names {"rollup_hour", "rollup_day", "rollup_week"};
    return names.at(std::size_t(level));
}

qint64 weekOfDay(qint64 day)
{
    return bucketNumber(Level::Week, bucketTime(Level::Day, day));
}

qint64 firstDayOfWeek(qint64 week)
{
    return bucketNumber(Level::Day, bucketTime(Level::Week, week));
}

} // namespace plimsoll::sqlite
