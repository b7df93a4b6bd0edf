// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rollupstore.h"

#include "storage/sqlite/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>
#include <string>

namespace plimsoll::sqlite {

namespace {

constexpr int bucketBits = 40;
constexpr qint64 half = qint64 {1} << (bucketBits - 1);
// Buckets before the epoch are negative and count down from the same base.
constexpr std::chrono::days epochAfterMonday {3};

std::string selectSummarySql(Level level)
{
    return std::string("SELECT counts, cost_nano_usd, first_byte, first_token, total, token_gap "
                       "FROM ")
        + rollupTable(level) + " WHERE key = ?";
}

std::string replaceSql(Level level)
{
    return std::string("INSERT OR REPLACE INTO ") + rollupTable(level)
        + "(key, counts, cost_nano_usd, first_byte, first_token, total, token_gap) "
          "VALUES(?, ?, ?, ?, ?, ?, ?)";
}

stats::Sketch sketchAt(SQLite::Statement& row, int column)
{
    auto sketch = stats::Sketch::deserialized(blobAt(row, column));
    if (!sketch) {
        throwDamaged("a latency sketch cannot be read");
    }
    return *std::move(sketch);
}

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

Summary readSummary(SQLite::Statement& row, int column)
{
    Summary summary;
    summary.counts = decodeCounts(blobAt(row, column));
    summary.costNanoUsd = intAt(row, column + 1);
    summary.firstByte = sketchAt(row, column + 2);
    summary.firstToken = sketchAt(row, column + 3);
    summary.total = sketchAt(row, column + 4);
    summary.tokenGap = sketchAt(row, column + 5);
    return summary;
}

RollupStore::Table::Table(SQLite::Database& db, Level level)
    : select(db, selectSummarySql(level))
    , replace(db, replaceSql(level))
{
}

RollupStore::RollupStore(SQLite::Database& db)
    : m_tables {Table(db, Level::Hour), Table(db, Level::Day), Table(db, Level::Week)}
{
}

void RollupStore::add(qint64 target, const Observation& observation)
{
    m_hours[rollupKey(target, bucketNumber(Level::Hour, observation.at))].add(observation);
}

void RollupStore::flush()
{
    Sums days;
    Sums weeks;
    for (const auto& [key, sum] : m_hours) {
        const TimePoint hour = bucketTime(Level::Hour, bucketOfKey(key));
        days[rollupKey(targetOfKey(key), bucketNumber(Level::Day, hour))] += sum;
        weeks[rollupKey(targetOfKey(key), bucketNumber(Level::Week, hour))] += sum;
    }
    write(m_tables[std::size_t(Level::Hour)], m_hours);
    write(m_tables[std::size_t(Level::Day)], days);
    write(m_tables[std::size_t(Level::Week)], weeks);
    m_hours.clear();
}

void RollupStore::forget()
{
    m_hours.clear();
    for (Table& table : m_tables) {
        table.last.clear();
    }
}

void RollupStore::write(Table& table, const Sums& sums)
{
    std::vector<qint64> keys;
    keys.reserve(sums.size());
    for (const auto& [key, sum] : sums) {
        keys.push_back(key);
    }
    std::ranges::sort(keys);
    for (const qint64 key : keys) {
        Summary summary = stored(table, key);
        summary += sums.at(key);
        const std::string counts = encodeCounts(summary.counts);
        const std::array sketches {summary.firstByte.serialized(), summary.firstToken.serialized(),
                                   summary.total.serialized(), summary.tokenGap.serialized()};
        const Reset reset(table.replace);
        bindInt(table.replace, 1, key);
        bindBlob(table.replace, 2, counts);
        bindInt(table.replace, 3, summary.costNanoUsd);
        for (std::size_t i = 0; i < sketches.size(); ++i) {
            bindBlob(table.replace, 4 + int(i), sketches[i]);
        }
        table.replace.exec();
        table.last.insert_or_assign(targetOfKey(key), std::pair(key, std::move(summary)));
    }
}

Summary RollupStore::stored(Table& table, qint64 key)
{
    const auto it = table.last.find(targetOfKey(key));
    if (it != table.last.end() && it->second.first == key) {
        return std::move(it->second.second); // write() puts the new sum in its place
    }
    const Reset reset(table.select);
    bindInt(table.select, 1, key);
    return table.select.executeStep() ? readSummary(table.select, 0) : Summary {};
}

} // namespace plimsoll::sqlite
