// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rollups/rolluprow.h"
#include "storage/store.h"

#include <array>

namespace plimsoll::sqlite {

// Buckets of any level: those that are over from their rows, those under way added up from their
// hours. Throws SQLite::Exception.
class RollupReader
{
public:
    explicit RollupReader(SQLite::Database& db);

    // Buckets whose start lies in the range, oldest first.
    void visit(qint64 target, Level level, TimeRange range, Figures figures,
               const StoreReader::VisitRollup& visit);

private:
    void visitUnderWay(qint64 target, Level level, qint64 first, qint64 end, qint64 openDay,
                       Figures figures, const StoreReader::VisitRollup& visit);

    OpenDay m_openDay;
    std::array<RollupRows, levels.size()> m_rows; // by level
};

} // namespace plimsoll::sqlite
