// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"
#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"

namespace plimsoll::test {

// A few days of three models with changes of a limit, overloads, events and gaps: something of
// everything that a store can hold.
inline Batch eventfulHistory(int rowCount)
{
    Batch batch;
    for (int i = 0; i < rowCount; ++i) {
        const TimePoint at = answerTime + std::chrono::minutes(2 * i);
        ObservationBuilder builder(QStringLiteral("model-%1").arg(i % 3));
        builder.at(at)
            .latency(Micros(300'000 + i), Micros(400'000), Micros(900'000 + i))
            .usage(9, 1, 70'000 + i)
            .limit(LimitKind::Requests, 4000 - i / 500, i % 3000, at)
            .headers(answerHeaders(at, i))
            .requestId(QStringLiteral("req_%1").arg(i));
        if (i % 17 == 0) {
            builder.overloaded();
        }
        batch.observations.push_back(builder);
        if (i % 100 == 0) {
            batch.events.push_back({.at = at,
                                    .type = EventType::StatusPosted,
                                    .title = QStringLiteral("Incident %1").arg(i),
                                    .detail = {},
                                    .source = QStringLiteral("test")});
            batch.gaps.push_back(
                {.range = {at, at + std::chrono::minutes(1)}, .reason = GapReason::Offline});
        }
    }
    batch.memories.push_back(
        {.name = QStringLiteral("watch/status"), .at = answerTime, .value = "ok"});
    return batch;
}

} // namespace plimsoll::test
