// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/chunks/costsum.h"

#include "storage/sqlite/chunks/sampler.h"
#include "storage/sqlite/rollups/rollupkey.h"
#include "storage/sqlite/statement.h"

#include <limits>

namespace plimsoll::sqlite {

qint64 costSince(SQLite::Database& db, const ChunkTable& chunks,
                 const std::vector<StoredTarget>& targets, TimePoint from)
{
    const qint64 firstHour = firstBucketFrom(Level::Hour, from);
    const SampleQuestion partOfHour {.targets = {},
                                     .range = {from, bucketTime(Level::Hour, firstHour)},
                                     .fields = {SampleField::Cost}};
    SQLite::Statement hours(db,
                            "SELECT coalesce(sum(cost_nano_usd), 0) FROM rollup_hour "
                            "WHERE key >= ? AND key < ?");
    const Sampler rows(db, chunks);
    qint64 sum = 0;
    for (const StoredTarget& target : targets) {
        rows.visit(target, partOfHour, [&sum](const SampleBlock& block) {
            for (const qint64 cost : block[SampleField::Cost]) {
                sum += cost == SampleBlock::absent ? 0 : cost;
            }
            return true;
        });
        const Reset reset(hours);
        bindInt(hours, 1, rollupKey(target.number, firstHour));
        bindInt(hours, 2, rollupKey(target.number, std::numeric_limits<qint64>::max()));
        sum += hours.executeStep() ? intAt(hours, 0) : 0;
    }
    return sum;
}

} // namespace plimsoll::sqlite
