// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/checks/checks.h"
#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/subject.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace plimsoll::sqlite {

namespace {

using Buckets = std::map<TimePoint, Summary>;

constexpr TimeRange allTime {TimePoint::min(), TimePoint::max()};

QString text(Level level)
{
    static const std::array names {QStringLiteral("hour"), QStringLiteral("day"),
                                   QStringLiteral("week")};
    return names.at(std::size_t(level));
}

template<typename T>
T valueOf(Result<T> result)
{
    if (!result) {
        throwDamaged("the rollups cannot be read");
    }
    return *std::move(result);
}

// Row by row, another way than the writer does it.
Buckets hoursOfRows(const SqliteReader& reader, const TargetId& target)
{
    Buckets hours;
    RowFilter filter;
    filter.models = {subjectOf(target)};
    filter.kinds = {target.kind};
    filter.brief = true;
    const auto read = reader.observations(filter, [&hours](const Observation& row) {
        hours[bucketStart(Level::Hour, row.at)].add(row);
        return true;
    });
    if (!read) {
        throwDamaged("the rows cannot be read");
    }
    return hours;
}

Buckets storedSums(const SqliteReader& reader, const TargetId& target, Level level)
{
    Buckets sums;
    for (Rollup& rollup : valueOf(reader.rollups(target, level, allTime))) {
        sums[rollup.start] = std::move(rollup.summary);
    }
    return sums;
}

Buckets summedUp(const Buckets& hours, Level level)
{
    Buckets sums;
    for (const auto& [start, summary] : hours) {
        sums[bucketStart(level, start)] += summary;
    }
    return sums;
}

class Comparison
{
public:
    Comparison(const TargetId& target, Level level, QStringList& found)
        : m_target(target)
        , m_level(level)
        , m_found(found)
    {
    }

    // `stored` from a moment on, before which there may be more in it than can still be summed up.
    // So there is in the buckets of `more`, never less.
    void run(const Buckets& expected, const Buckets& stored, TimePoint from, const QString& what,
             const std::set<TimePoint>& more = {})
    {
        for (const auto& [start, summary] : expected) {
            const auto it = stored.find(start);
            if (more.contains(start) && it != stored.end()
                && it->second.counts.total() >= summary.counts.total()) {
                continue;
            }
            if (it == stored.end()) {
                complain(start, QStringLiteral("the rollup is missing"));
            } else if (start >= from && it->second.counts.total() != summary.counts.total()) {
                complain(start,
                         QStringLiteral("the rollup counts %1 observations, there are %2 %3")
                             .arg(it->second.counts.total())
                             .arg(summary.counts.total())
                             .arg(what));
            } else if (start >= from && it->second != summary) {
                complain(start,
                         QStringLiteral("the rollup sums up other values than its rows have"));
            }
        }
        for (const auto& [start, summary] : stored) {
            if (start >= from && !expected.contains(start) && !more.contains(start)) {
                complain(start, QStringLiteral("there is a rollup but no row"));
            }
        }
    }

private:
    void complain(TimePoint start, const QString& what)
    {
        m_found << QStringLiteral("The %1 from %2 of %3: %4.")
                       .arg(text(m_level), timeText(start), sqlite::text(m_target), what);
    }

    const TargetId& m_target;
    Level m_level;
    QStringList& m_found;
};

std::set<TimePoint> lostHours(const Checked& store, const StoredTarget& target,
                              const Buckets& hours)
{
    std::set<TimePoint> lost;
    for (const auto& [start, summary] : hours) {
        if (store.lost.contains(rollupKey(target.number, bucketNumber(Level::Hour, start)))) {
            lost.insert(start);
        }
    }
    return lost;
}

} // namespace

void checkRollups(const Checked& store, QStringList& found)
{
    for (const StoredTarget& target : store.targets) {
        const Buckets hours = storedSums(store.reader, target.id, Level::Hour);
        Comparison(target.id, Level::Hour, found)
            .run(hoursOfRows(store.reader, target.id), hours, store.rawFrom, QStringLiteral("rows"),
                 lostHours(store, target, hours));
        for (const Level level : {Level::Day, Level::Week}) {
            Comparison(target.id, level, found)
                .run(summedUp(hours, level), storedSums(store.reader, target.id, level),
                     TimePoint::min(), QStringLiteral("in its hours"));
        }
    }
}

} // namespace plimsoll::sqlite
