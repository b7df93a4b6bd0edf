// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/bursts.h"
#include "storage/stats/interval.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll::stats {

// What another model did while one was overloaded.
struct FallbackChance
{
    // hits: the other one answered; n: overloaded probes of the first that have a partner. Nullopt
    // without any.
    std::optional<Proportion> answered;
    std::uint64_t unpaired = 0; // overloaded probes without a probe of the other one near enough
};

// The chance that `other` is not overloaded when `model` is: each overloaded probe of the model is
// counted once, with the other's nearest probe not farther away than the tolerance, the earlier of
// two equally near. The interval is Wilson's, which assumes independent trials. It is too narrow
// here: overloads come in bursts, and one probe of the other model may be the partner of several.
// Both lists are sorted by time.
FallbackChance fallbackChance(std::span<const ProbeMoment> model,
                              std::span<const ProbeMoment> other,
                              std::chrono::milliseconds tolerance, double confidence = 0.95);

// The chance for each pair of models: [a][b] that b answers when a is overloaded. The diagonal says
// nothing: its pairs are left empty.
std::vector<std::vector<FallbackChance>>
fallbackMatrix(std::span<const std::vector<ProbeMoment>> models,
               std::chrono::milliseconds tolerance, double confidence = 0.95);

} // namespace plimsoll::stats
