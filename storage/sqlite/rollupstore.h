// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/rollup.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <array>
#include <unordered_map>

namespace plimsoll::sqlite {

// Number of a bucket since the epoch, and back. Numbers grow with time.
qint64 bucketNumber(Level level, TimePoint t);
TimePoint bucketTime(Level level, qint64 number);
// The first bucket that begins at or after t. Any far end of time is as good as another.
qint64 firstBucketFrom(Level level, TimePoint t);

// Key of a rollup row: buckets of one target lie together in order of time.
qint64 rollupKey(qint64 target, qint64 bucket);
qint64 targetOfKey(qint64 key);
qint64 bucketOfKey(qint64 key);
const char* rollupTable(Level level);

// Columns of a rollup row after its key, from `column` on.
Summary readSummary(SQLite::Statement& row, int column);

// Sums up a batch in memory and then touches each bucket once.
class RollupStore
{
public:
    explicit RollupStore(SQLite::Database& db);

    void add(qint64 target, const Observation& observation);
    void flush(); // within the transaction
    void forget(); // after a rollback

private:
    using Sums = std::unordered_map<qint64, Summary>; // by key

    struct Table
    {
        Table(SQLite::Database& db, Level level);

        SQLite::Statement select;
        SQLite::Statement replace;
        // The bucket of each target that was written last: the next probe nearly always falls into
        // it.
        std::unordered_map<qint64, std::pair<qint64, Summary>> last;
    };

    void write(Table& table, const Sums& sums);
    static Summary stored(Table& table, qint64 key);

    std::array<Table, levels.size()> m_tables;
    Sums m_hours;
};

} // namespace plimsoll::sqlite
