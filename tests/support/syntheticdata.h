// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <vector>

namespace plimsoll::test {

// "2026-11-21T14:19:00Z" as a moment; fails the program for anything else.
TimePoint at(const char* iso);

// A bare observation of a model; ok unless told otherwise.
Observation observed(const QString& model, TimePoint when, Outcome outcome = Outcome::Ok,
                     ProbeKind kind = ProbeKind::Admission);

RowFilter rowsIn(TimeRange range);

struct SyntheticPlan
{
    quint32 seed = 1;
    TimeRange range;
    std::chrono::milliseconds every {60'000};
    QStringList models;
    std::vector<ProbeKind> kinds {ProbeKind::Admission};
};

// Seeded observations with every outcome, latencies, usage, headers, limits and holes, in order of
// time. Same plan, same data.
std::vector<Observation> syntheticObservations(const SyntheticPlan& plan);

} // namespace plimsoll::test
