// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/simulator/scenario.h"
#include "storage/store.h"

#include <functional>
#include <vector>

namespace plimsoll {

// A span of a scenario's history and how densely it is probed.
struct FillPlan
{
    simulator::Scenario scenario;
    quint64 seed = 0;
    TimeRange range;
    // Probes of a target before this moment come every 5 min, afterwards every minute: months of
    // history stay quick to fill, recent days are as dense as a live collector's.
    TimePoint denseFrom;
};

// What a collector of this scenario would probe: every model's admission and the generation probes
// of the default schedule.
std::vector<Target> scenarioTargets(const simulator::Scenario& scenario);

// Writes the history into an empty store in large batches. Called with the share done, 0 to 1;
// false stops early, which is not an error. The number of observations written.
Result<qint64> fillHistory(const FillPlan& plan, const Catalogue& catalogue, StoreWriter& writer,
                           const std::function<bool(double)>& progress);

} // namespace plimsoll
