// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/limits/limitneighbours.h"

#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/rows/blobcodec.h"
#include "storage/sqlite/statement.h"

#include <algorithm>

namespace plimsoll::sqlite {

namespace {

using namespace std::chrono_literals;

// Keeps whichever of two lies nearer to the moment they were sought from.
void keepNearer(std::optional<Moment>& best, const std::optional<Moment>& other, bool back)
{
    if (other && (!best || (back ? *best < *other : *other < *best))) {
        best = other;
    }
}

} // namespace

LimitNeighbours::LimitNeighbours(SQLite::Database& db, const ChunkTable& chunks,
                                 const std::vector<StoredTarget>& targets,
                                 const std::pair<Account, LimitKind>& limit)
    : m_db(db)
    , m_chunks(chunks)
    , m_kind(limit.second)
{
    for (const StoredTarget& target : targets) {
        if (accountOf(target) == limit.first) {
            m_targets.push_back(target.number);
        }
    }
}

std::optional<Moment> LimitNeighbours::lastUpTo(Moment moment) const
{
    return nearest(moment, Direction::Back);
}

std::optional<Moment> LimitNeighbours::firstAfter(Moment moment) const
{
    return nearest(moment, Direction::Forth);
}

std::optional<Moment> LimitNeighbours::nearest(Moment moment, Direction direction) const
{
    const bool back = direction == Direction::Back;
    std::optional<Moment> best;
    for (const qint64 target : m_targets) {
        keepNearer(best, nearestLive(target, moment, direction), back);
        keepNearer(best, nearestPacked(target, moment, direction), back);
    }
    return best;
}

// Walks along the index until a row tells this limit. The index does not order rows of the same
// millisecond by seq, so all of that millisecond are looked at.
std::optional<Moment> LimitNeighbours::nearestLive(qint64 target, Moment moment,
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
        if (here.seq < moment.seq && decodeLimits(blobAt(row, 2), here.at)[m_kind].limit) {
            keepNearer(best, here, back);
        }
    }
    return best;
}

// Chunk by chunk, away from the moment, until one holds a reading.
std::optional<Moment> LimitNeighbours::nearestPacked(qint64 target, Moment moment,
                                                     Direction direction) const
{
    const bool back = direction == Direction::Back;
    const TimePoint next = moment.at + 1ms;
    auto entries = m_chunks.entries(
        target, back ? TimeRange {TimePoint::min(), next} : TimeRange {next, TimePoint::max()});
    if (back) {
        std::ranges::reverse(entries);
    }
    std::optional<Moment> best;
    for (auto entry = entries.begin(); entry != entries.end() && !best; ++entry) {
        const UnpackedChunk chunk = m_chunks.unpacked(*entry);
        for (std::size_t i = 0; i < chunk.rows(); ++i) {
            const Observation row = chunk.row(i, {}).observation;
            const bool isOnThisSide = back ? row.at <= moment.at : row.at > moment.at;
            if (isOnThisSide && row.seq < moment.seq && row.limits[m_kind].limit) {
                keepNearer(best, Moment {.at = row.at, .seq = row.seq}, back);
            }
        }
    }
    return best;
}

} // namespace plimsoll::sqlite
