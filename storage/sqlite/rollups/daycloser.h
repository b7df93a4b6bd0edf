// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rollups/rolluprow.h"
#include "storage/sqlite/rows/targetstore.h"

namespace plimsoll::sqlite {

// Writes the rollups of days and weeks once they are over, one day at a time. Late arrivals reach
// them through RollupStore.
class DayCloser
{
public:
    DayCloser(SQLite::Database& db, const TargetStore& targets);

    bool isDue(TimePoint now);
    // Within a transaction: closes the first day that is over and has something in it.
    void step(TimePoint now);

private:
    std::optional<qint64> firstDayBetween(qint64 from, qint64 to);
    void writeDay(qint64 day);
    void writeWeek(qint64 week);
    void moveOn(std::optional<qint64> from, qint64 to);

    const TargetStore& m_targets;
    OpenDay m_openDay;
    RollupRows m_hours;
    RollupRows m_days;
    RollupRows m_weeks;
    SQLite::Statement m_firstHour;
};

} // namespace plimsoll::sqlite
