// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rollups/rolluprow.h"

#include <array>
#include <unordered_map>

namespace plimsoll::sqlite {

// Sums up a batch in memory and then touches each bucket once: its hours, and of days and weeks
// those that are over, whose rows stand already.
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
        RollupRows rows;
        // The bucket of each target that was written last: the next probe nearly always falls into
        // it.
        std::unordered_map<qint64, std::pair<qint64, Summary>> last {};
    };

    static void write(Table& table, const Sums& sums);
    static Summary stored(Table& table, qint64 key);

    OpenDay m_openDay;
    std::array<Table, levels.size()> m_tables;
    Sums m_hours;
};

} // namespace plimsoll::sqlite
