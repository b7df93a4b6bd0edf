// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/observation.h"
#include "probes/simulator/scenario.h"

#include <functional>

namespace plimsoll::simulator {

// What probes of this scenario would have observed, without sending any: the same world as the
// server's, so the rates, limits and shapes are those a live run would meet. Same seed, same
// sequence.
struct HistoryPlan
{
    Scenario scenario;
    quint64 seed = 0;
    TimeRange range;
    std::vector<Target> targets; // `every` is the cadence
};

// Calls take for each observation in order of time; stops early when it returns false.
void generateHistory(const HistoryPlan& plan, const Catalogue& catalogue,
                     const std::function<bool(Observation&&)>& take);

} // namespace plimsoll::simulator
