// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/limitneighbours.h"

#include "storage/sqlite/blobcodec.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

LimitNeighbours::LimitNeighbours(SQLite::Database& db, const std::vector<StoredTarget>& targets,
                                 const Account& account, LimitKind kind)
    : m_db(db)
    , m_kind(kind)
{
    for (const StoredTarget& target : targets) {
        if (accountOf(target) == account) {
            m_targets.push_back(target.number);
        }
    }
}

Moment LimitNeighbours::lastUpTo(Moment moment) const
{
    std::optional<Moment> best;
    for (const qint64 target : m_targets) {
        const auto found = nearest(target, moment, Direction::Back);
        best = found && (!best || *best < *found) ? found : best;
    }
    if (!best) {
        throwDamaged("a limit span begins with a reading that no row has");
    }
    return *best;
}

Moment LimitNeighbours::firstAfter(Moment moment) const
{
    std::optional<Moment> best;
    for (const qint64 target : m_targets) {
        const auto found = nearest(target, moment, Direction::Forth);
        best = found && (!best || *found < *best) ? found : best;
    }
    if (!best) {
        throwDamaged("a limit span ends with a reading that no row has");
    }
    return *best;
}

// Walks along the index until a row tells this limit. The index does not order rows of the same
// millisecond by seq, so all of that millisecond are looked at.
std::optional<Moment> LimitNeighbours::nearest(qint64 target, Moment moment,
                                               Direction direction) const
{
    const bool back = direction == Direction::Back;
    SQLite::Statement row(m_db,
                          std::string("SELECT at_ms, seq, limits FROM observation WHERE target = ? "
                                      "AND at_ms ")
                              + (back ? "<= ? ORDER BY at_ms DESC" : "> ? ORDER BY at_ms"));
    bindInt(row, 1, target);
    bindInt(row, 2, toEpochMs(moment.at));
    std::optional<Moment> best;
    while (row.executeStep()) {
        const Moment here {.at = fromEpochMs(intAt(row, 0)), .seq = intAt(row, 1)};
        if (best && best->at != here.at) {
            break;
        }
        if (here == moment || !decodeLimits(blobAt(row, 2), here.at)[m_kind].limit) {
            continue;
        }
        const bool nearer = best && (back ? *best < here : here < *best);
        best = !best || nearer ? here : *best;
    }
    return best;
}

} // namespace plimsoll::sqlite
