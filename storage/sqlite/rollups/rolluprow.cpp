// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rollups/rolluprow.h"

#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <array>
#include <string>

namespace plimsoll::sqlite {

namespace {

std::string selectSql(Level level, const char* figures)
{
    return std::string("SELECT key, counts") + figures + " FROM " + rollupTable(level)
        + " WHERE key >= ? AND key < ? ORDER BY key";
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

RollupRows::RollupRows(SQLite::Database& db, Level level)
    : m_selectCounts(db, selectSql(level, ""))
    , m_select(db, selectSql(level, ", cost_nano_usd, first_byte, first_token, total, token_gap"))
    , m_replace(db, replaceSql(level))
{
}

void RollupRows::bindSpan(SQLite::Statement& select, qint64 target, qint64 first, qint64 end)
{
    bindInt(select, 1, rollupKey(target, first));
    bindInt(select, 2, rollupKey(target, end));
}

void RollupRows::take(SQLite::Statement& row, Figures figures, Summary& sum)
{
    sum.counts = decodeCounts(blobAt(row, 1));
    sum.costNanoUsd = figures.cost ? intAt(row, 2) : 0;
    const auto takeSketch = [&row](bool wanted, int column, stats::Sketch& sketch) {
        if (wanted) {
            sketch = sketchAt(row, column);
        }
    };
    takeSketch(figures.firstByte, 3, sum.firstByte);
    takeSketch(figures.firstToken, 4, sum.firstToken);
    takeSketch(figures.total, 5, sum.total);
    takeSketch(figures.tokenGap, 6, sum.tokenGap);
}

std::optional<Summary> RollupRows::at(qint64 key)
{
    const qint64 bucket = bucketOfKey(key);
    Summary sum;
    bool found = false;
    read(targetOfKey(key), bucket, bucket + 1, Figures::all(), sum,
         [&found](qint64) { found = true; });
    return found ? std::optional(std::move(sum)) : std::nullopt;
}

void RollupRows::put(qint64 key, const Summary& summary)
{
    const std::string counts = encodeCounts(summary.counts);
    const std::array sketches {summary.firstByte.serialized(), summary.firstToken.serialized(),
                               summary.total.serialized(), summary.tokenGap.serialized()};
    const Reset reset(m_replace);
    bindInt(m_replace, 1, key);
    bindBlob(m_replace, 2, counts);
    bindInt(m_replace, 3, summary.costNanoUsd);
    for (std::size_t i = 0; i < sketches.size(); ++i) {
        bindBlob(m_replace, 4 + int(i), sketches[i]);
    }
    m_replace.exec();
}

OpenDay::OpenDay(SQLite::Database& db)
    : m_select(db, "SELECT value FROM meta WHERE name = 'open_day'")
    , m_replace(db, "INSERT OR REPLACE INTO meta(name, value) VALUES('open_day', ?)")
{
}

std::optional<qint64> OpenDay::read()
{
    const Reset reset(m_select);
    return m_select.executeStep() ? optionalIntAt(m_select, 0) : std::nullopt;
}

void OpenDay::write(qint64 day)
{
    const Reset reset(m_replace);
    m_replace.bind(1, std::to_string(day));
    m_replace.exec();
}

bool isOver(Level level, qint64 bucket, std::optional<qint64> openDay)
{
    if (level == Level::Hour) {
        return true;
    }
    return openDay && (level == Level::Day ? bucket : firstDayOfWeek(bucket + 1) - 1) < *openDay;
}

} // namespace plimsoll::sqlite
