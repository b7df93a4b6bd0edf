// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rollups/rollupreader.h"

#include <algorithm>
#include <map>

namespace plimsoll::sqlite {

namespace {

qint64 firstDay(Level level, qint64 bucket)
{
    return level == Level::Week ? firstDayOfWeek(bucket) : bucket;
}

// The first bucket of days or weeks whose row is not written.
qint64 firstUnderWay(Level level, std::optional<qint64> openDay)
{
    const qint64 day = openDay.value_or(farPast);
    return level == Level::Week ? weekOfDay(day) : day;
}

} // namespace

RollupReader::RollupReader(SQLite::Database& db)
    : m_openDay(db)
    , m_rows {RollupRows(db, Level::Hour), RollupRows(db, Level::Day), RollupRows(db, Level::Week)}
{
}

void RollupReader::visit(qint64 target, Level level, TimeRange range, Figures figures,
                         const StoreReader::VisitRollup& visit)
{
    if (range.isEmpty()) {
        return;
    }
    const qint64 first = firstBucketFrom(level, range.from);
    const qint64 end = firstBucketFrom(level, range.to);
    Rollup rollup;
    const auto visitRow = [&](qint64 bucket) {
        rollup.start = bucketTime(level, bucket);
        visit(rollup);
    };
    RollupRows& rows = m_rows[std::size_t(level)];
    if (level == Level::Hour) {
        rows.read(target, first, end, figures, rollup.summary, visitRow);
        return;
    }
    const auto openDay = m_openDay.read();
    const qint64 underWay = std::clamp(firstUnderWay(level, openDay), first, std::max(first, end));
    rows.read(target, first, std::min(underWay, end), figures, rollup.summary, visitRow);
    visitUnderWay(target, level, underWay, end, openDay.value_or(farPast), figures, visit);
}

// A week under way holds days that are over; what comes after those are hours.
void RollupReader::visitUnderWay(qint64 target, Level level, qint64 first, qint64 end,
                                 qint64 openDay, Figures figures,
                                 const StoreReader::VisitRollup& visit)
{
    if (first >= end) {
        return;
    }
    std::map<qint64, Summary> buckets;
    const auto add = [&](Level finer, TimeRange range) {
        Summary row;
        m_rows[std::size_t(finer)].read(
            target, bucketNumber(finer, range.from), bucketNumber(finer, range.to), figures, row,
            [&](qint64 bucket) { buckets[bucketNumber(level, bucketTime(finer, bucket))] += row; });
    };
    const TimePoint from = bucketTime(Level::Day, firstDay(level, first));
    const TimePoint to = bucketTime(Level::Day, firstDay(level, end));
    const TimePoint open = std::clamp(bucketTime(Level::Day, openDay), from, to);
    if (level == Level::Week) {
        add(Level::Day, {from, open});
    }
    add(Level::Hour, {open, to});
    for (auto& [bucket, summary] : buckets) {
        visit({.start = bucketTime(level, bucket), .summary = std::move(summary)});
    }
}

} // namespace plimsoll::sqlite
