// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/sealer.h"

#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/rows/observationrow.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

using namespace std::chrono_literals;

// Fewer rows than this wait until their day is over: packing them hardly saves anything.
constexpr qint64 worthIt = 32;
// A probe is stored when it ends, and what is asked row by row is mostly the last hour.
constexpr auto stayLive = 70min;

TimePoint horizonAt(TimePoint now)
{
    return bucketStart(Level::Hour, now - stayLive);
}

void bindSpan(SQLite::Statement& statement, qint64 target, TimeRange range)
{
    bindInt(statement, 1, target);
    bindInt(statement, 2, toEpochMs(range.from));
    bindInt(statement, 3, toEpochMs(range.to));
}

} // namespace

Sealer::Sealer(SQLite::Database& db, const TargetStore& targets, ChunkWriter& chunks)
    : m_targets(targets)
    , m_chunks(chunks)
    , m_find(db, "SELECT count(*), min(at_ms) FROM observation WHERE target = ? AND at_ms < ?")
    , m_read(db,
             selectSql(Columns::All) + "WHERE target = ? AND at_ms >= ? AND at_ms < ? ORDER BY seq")
    , m_remove(db, "DELETE FROM observation WHERE target = ? AND at_ms >= ? AND at_ms < ?")
{
}

bool Sealer::isDue(TimePoint now) const
{
    return m_sealedUntil != horizonAt(now);
}

bool Sealer::step(TimePoint now)
{
    const TimePoint horizon = horizonAt(now);
    const auto& targets = m_targets.all();
    const bool sealed = std::ranges::any_of(
        targets, [&](const StoredTarget& target) { return seal(target.number, horizon); });
    if (!sealed) {
        m_sealedUntil = horizon;
    }
    return sealed;
}

bool Sealer::seal(qint64 target, TimePoint horizon)
{
    qint64 count = 0;
    TimePoint oldest;
    {
        const Reset reset(m_find);
        bindInt(m_find, 1, target);
        bindInt(m_find, 2, toEpochMs(horizon));
        m_find.executeStep();
        count = intAt(m_find, 0);
        oldest = fromEpochMs(optionalIntAt(m_find, 1).value_or(0));
    }
    const TimePoint day = bucketStart(Level::Day, oldest);
    const bool isOver = bucketEnd(Level::Day, day) <= horizon;
    if (count == 0 || (count < worthIt && !isOver)) {
        return false;
    }
    const TimeRange range {day, std::min(bucketEnd(Level::Day, day), horizon)};
    std::vector<StoredRow> rows;
    {
        const Reset reset(m_read);
        bindSpan(m_read, target, range);
        while (m_read.executeStep()) {
            rows.push_back(readRow(m_read, {}, Columns::All));
        }
    }
    m_chunks.add(target, bucketNumber(Level::Day, day), std::move(rows));
    const Reset reset(m_remove);
    bindSpan(m_remove, target, range);
    m_remove.exec();
    return true;
}

} // namespace plimsoll::sqlite
