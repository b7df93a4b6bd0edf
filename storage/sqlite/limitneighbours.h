// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/limitstore.h"

namespace plimsoll::sqlite {

// Finds the readings of one limit on both sides of a moment in the rows themselves. Needed only
// when a late reading contradicts a span.
class LimitNeighbours
{
public:
    LimitNeighbours(SQLite::Database& db, const std::vector<StoredTarget>& targets,
                    const Account& account, LimitKind kind);

    // Not the reading of the moment itself. There must be one.
    Moment lastUpTo(Moment moment) const;
    Moment firstAfter(Moment moment) const;

private:
    enum class Direction { Back, Forth };
    std::optional<Moment> nearest(qint64 target, Moment moment, Direction direction) const;

    SQLite::Database& m_db;
    std::vector<qint64> m_targets;
    LimitKind m_kind;
};

} // namespace plimsoll::sqlite
