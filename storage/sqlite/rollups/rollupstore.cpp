// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rollups/rollupstore.h"

#include <algorithm>
#include <vector>

namespace plimsoll::sqlite {

RollupStore::RollupStore(SQLite::Database& db)
    : m_openDay(db)
    , m_tables {Table {RollupRows(db, Level::Hour)}, Table {RollupRows(db, Level::Day)},
                Table {RollupRows(db, Level::Week)}}
{
}

void RollupStore::add(qint64 target, const Observation& observation)
{
    m_hours[rollupKey(target, bucketNumber(Level::Hour, observation.at))].add(observation);
}

void RollupStore::flush()
{
    if (m_hours.empty()) {
        return;
    }
    const auto openDay = m_openDay.read();
    Sums days;
    Sums weeks;
    for (const auto& [key, sum] : m_hours) {
        const TimePoint hour = bucketTime(Level::Hour, bucketOfKey(key));
        const qint64 day = bucketNumber(Level::Day, hour);
        if (isOver(Level::Day, day, openDay)) {
            days[rollupKey(targetOfKey(key), day)] += sum;
        }
        if (const qint64 week = weekOfDay(day); isOver(Level::Week, week, openDay)) {
            weeks[rollupKey(targetOfKey(key), week)] += sum;
        }
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
        table.rows.put(key, summary);
        table.last.insert_or_assign(targetOfKey(key), std::pair(key, std::move(summary)));
    }
}

Summary RollupStore::stored(Table& table, qint64 key)
{
    const auto it = table.last.find(targetOfKey(key));
    if (it != table.last.end() && it->second.first == key) {
        return std::move(it->second.second); // write() puts the new sum in its place
    }
    return table.rows.at(key).value_or(Summary {});
}

} // namespace plimsoll::sqlite
