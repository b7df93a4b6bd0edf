// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/limits/limitstore.h"

namespace plimsoll::sqlite {

// Finds the readings of one limit on both sides of a moment in the rows themselves, live and
// packed. Needed only when a late reading contradicts a span.
class LimitNeighbours
{
public:
    LimitNeighbours(SQLite::Database& db, const ChunkTable& chunks,
                    const std::vector<StoredTarget>& targets,
                    const std::pair<Account, LimitKind>& limit);

    // Of the readings of smaller seq than the moment's. Absent where their rows are gone.
    std::optional<Moment> lastUpTo(Moment moment) const;
    std::optional<Moment> firstAfter(Moment moment) const;

private:
    enum class Direction { Back, Forth };
    std::optional<Moment> nearest(Moment moment, Direction direction) const;
    std::optional<Moment> nearestLive(qint64 target, Moment moment, Direction direction) const;
    std::optional<Moment> nearestPacked(qint64 target, Moment moment, Direction direction) const;

    SQLite::Database& m_db;
    const ChunkTable& m_chunks;
    std::vector<qint64> m_targets;
    LimitKind m_kind;
};

} // namespace plimsoll::sqlite
