// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/costsum.h"

#include "storage/sqlite/rollupstore.h"
#include "storage/sqlite/statement.h"

#include <limits>
#include <string>

namespace plimsoll::sqlite {

namespace {

// Adds up the costs of what lies between two numbers, for one target after the other.
class CostQuery
{
public:
    CostQuery(SQLite::Database& db, const std::string& rows)
        : m_query(db, "SELECT coalesce(sum(cost_nano_usd), 0) FROM " + rows)
    {
    }
    qint64 sum(std::initializer_list<qint64> parameters)
    {
        const Reset reset(m_query);
        int index = 0;
        for (const qint64 parameter : parameters) {
            bindInt(m_query, ++index, parameter);
        }
        return m_query.executeStep() ? intAt(m_query, 0) : 0;
    }

private:
    SQLite::Statement m_query;
};

std::string bucketsOf(Level level)
{
    return std::string(rollupTable(level)) + " WHERE key >= ? AND key < ?";
}

} // namespace

qint64 costSince(SQLite::Database& db, const std::vector<StoredTarget>& targets, TimePoint from)
{
    const qint64 firstHour = firstBucketFrom(Level::Hour, from);
    const qint64 firstDay = firstBucketFrom(Level::Day, from);
    const qint64 dayBegins = bucketNumber(Level::Hour, bucketTime(Level::Day, firstDay));
    CostQuery rows(db, "observation WHERE target = ? AND at_ms >= ? AND at_ms < ?");
    CostQuery hours(db, bucketsOf(Level::Hour));
    CostQuery days(db, bucketsOf(Level::Day));
    qint64 sum = 0;
    for (const StoredTarget& target : targets) {
        sum += rows.sum(
            {target.number, toEpochMs(from), toEpochMs(bucketTime(Level::Hour, firstHour))});
        sum +=
            hours.sum({rollupKey(target.number, firstHour), rollupKey(target.number, dayBegins)});
        sum += days.sum({rollupKey(target.number, firstDay),
                         rollupKey(target.number, std::numeric_limits<qint64>::max())});
    }
    return sum;
}

} // namespace plimsoll::sqlite
