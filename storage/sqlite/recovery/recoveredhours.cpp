// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/recovery/recoveredhours.h"

#include "storage/sqlite/rollups/daycloser.h"
#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/statement.h"

namespace plimsoll::sqlite {

namespace {

constexpr int rollupColumns = 7;
constexpr const char* columns = "key, counts, cost_nano_usd, first_byte, first_token, total, "
                                "token_gap";

stats::Sketch sketchAt(SQLite::Statement& row, int column)
{
    auto sketch = stats::Sketch::deserialized(blobAt(row, column));
    if (!sketch) {
        throwDamaged("a latency sketch cannot be read");
    }
    return *std::move(sketch);
}

// How many observations a row of the damaged store counts, once all of it was proven.
quint64 checkedTotal(SQLite::Statement& row)
{
    constexpr int firstSketch = 3;
    for (int column = firstSketch; column < rollupColumns; ++column) {
        sketchAt(row, column);
    }
    return decodeCounts(blobAt(row, 1)).total();
}

quint64 storedTotal(SQLite::Statement& query, qint64 key)
{
    const Reset reset(query);
    bindInt(query, 1, key);
    return query.executeStep() ? decodeCounts(blobAt(query, 0)).total() : 0;
}

void sumUpDays(SQLite::Database& db)
{
    const TargetStore targets(db, [](const QString&) { return QString(); });
    DayCloser closer(db, targets);
    const TimePoint now = SystemClock().now();
    constexpr int mostSteps = 100'000; // days
    for (int step = 0; step < mostSteps && closer.isDue(now); ++step) {
        SQLite::Transaction transaction(db);
        closer.step(now);
        transaction.commit();
    }
}

} // namespace

RecoveredHours recoverHours(SQLite::Database& from, SQLite::Database& to, TimePoint rawFrom)
{
    RecoveredHours result;
    KeyWalk walk(from, std::string("SELECT ") + columns + " FROM rollup_hour NOT INDEXED", "key");
    SQLite::Statement total(to, "SELECT counts FROM rollup_hour WHERE key = ?");
    SQLite::Statement replace(to,
                              std::string("INSERT OR REPLACE INTO rollup_hour(") + columns
                                  + ") VALUES(?, ?, ?, ?, ?, ?, ?)");
    const auto take = [&](SQLite::Statement& row) {
        const qint64 key = intAt(row, 0);
        const quint64 told = checkedTotal(row);
        written([&] {
            if (told <= storedTotal(total, key)) {
                return;
            }
            const Reset reset(replace);
            for (int i = 0; i < rollupColumns; ++i) {
                copyValue(row, i, replace, i + 1);
            }
            replace.exec();
            if (bucketTime(Level::Hour, bucketOfKey(key)) >= rawFrom) {
                result.lost.add(key);
            }
        });
    };
    SQLite::Transaction transaction(to);
    for (const StoredTarget& target : readTargets(to)) {
        const KeyRange hours = keysOfTarget(Level::Hour, target.number);
        walk.run(hours.from, hours.to, take);
    }
    written([&] {
        result.lost.write(to);
        transaction.commit();
        sumUpDays(to);
    });
    const qint64 saved = to.execAndGet("SELECT count(*) FROM rollup_hour").getInt64();
    result.hours = {.what = QStringLiteral("rollups of hours"), .saved = saved, .of = saved};
    if (walk.damagedRows() + walk.unreachableKeys() > 0) {
        result.hours.of.reset(); // some of them could be summed up again
    }
    return result;
}

} // namespace plimsoll::sqlite
