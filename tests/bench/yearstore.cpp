// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/yearstore.h"

#include "storage/sqlite/sqlitestore.h"
#include "tests/bench/yearbatches.h"
#include "tests/bench/yearcsv.h"

namespace plimsoll::bench {

Result<void> fillStore(const Year& year, const QString& path, std::chrono::milliseconds shift)
{
    auto writer = openSqliteWriter(path);
    if (!writer) {
        return writer.error();
    }
    Result<void> done;
    eachDay(year, [&](const std::vector<DayColumns>& day) {
        TimePoint at;
        eachBatch(day, [&](Batch& batch) {
            for (Observation& observation : batch.observations) {
                observation.at += shift;
                at = observation.at;
            }
            const auto added = (*writer)->append(batch);
            done = done && !added ? Result<void>(added.error()) : done;
        });
        const auto kept = (*writer)->maintainAll(at);
        done = done ? kept : done;
    });
    return done;
}

} // namespace plimsoll::bench
