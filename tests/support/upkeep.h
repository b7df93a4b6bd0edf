// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/syntheticdata.h"
#include "tests/support/temporarystore.h"

#include <QDebug>

#include <random>
#include <span>

namespace plimsoll::test {

inline bool maintain(StoreWriter& writer, TimePoint now, int most = 100'000)
{
    bool more = true;
    for (int i = 0; i < most && more; ++i) {
        const auto step = writer.maintain(now);
        if (!step) {
            qWarning("%s", qPrintable(step.error().message));
            return false;
        }
        more = *step;
    }
    return true;
}

inline bool append(StoreWriter& writer, std::span<const Observation> rows)
{
    Batch batch;
    batch.observations.assign(rows.begin(), rows.end());
    return bool(writer.append(batch));
}

inline QString problems(const TemporaryStore& store)
{
    const auto found = verifySqliteStore(store.path());
    return found ? found->join(QLatin1Char('\n')) : found.error().message;
}

inline TimeRange monthRange()
{
    return {at("2026-10-20T05:17:00Z"), at("2026-11-21T14:32:10.250Z")};
}

// A month of two models in three kinds and two organizations.
inline std::vector<Observation> monthOfRows()
{
    std::vector<Observation> all = syntheticObservations(
        {.seed = 33,
         .range = monthRange(),
         .every = std::chrono::minutes(20),
         .models = {QStringLiteral("claude-opus-4-7"), QStringLiteral("claude-haiku-5-5")},
         .kinds = {ProbeKind::Admission, ProbeKind::Generation, ProbeKind::Followup}});
    for (std::size_t i = 0; i < all.size(); i += 3) {
        all[i].target.organization = QStringLiteral("acme");
    }
    std::mt19937 random(4); // written in order of their ends
    for (std::size_t i = 8; i < all.size(); i += 8) {
        std::swap(all[i], all[i - std::size_t(random() % 4) - 1]);
    }
    return all;
}

} // namespace plimsoll::test
