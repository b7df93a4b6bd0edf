// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/fallback.h"

#include <algorithm>

namespace plimsoll::stats {

namespace {

using std::chrono::milliseconds;

const ProbeMoment* nearestWithin(std::span<const ProbeMoment> probes, milliseconds at,
                                 milliseconds tolerance)
{
    const auto later = std::ranges::lower_bound(probes, at, {}, &ProbeMoment::at);
    const ProbeMoment* nearest = nullptr;
    milliseconds distance = tolerance;
    if (later != probes.end() && later->at - at <= distance) {
        nearest = &*later;
        distance = later->at - at;
    }
    if (later != probes.begin() && at - (later - 1)->at <= distance) {
        nearest = &*(later - 1);
    }
    return nearest;
}

} // namespace

FallbackChance fallbackChance(std::span<const ProbeMoment> model,
                              std::span<const ProbeMoment> other, milliseconds tolerance,
                              double confidence)
{
    FallbackChance chance;
    std::uint64_t hits = 0;
    std::uint64_t pairs = 0;
    for (const ProbeMoment& probe : model) {
        if (!probe.overloaded) {
            continue;
        }
        const ProbeMoment* partner = nearestWithin(other, probe.at, tolerance);
        if (!partner) {
            ++chance.unpaired;
            continue;
        }
        ++pairs;
        hits += partner->overloaded ? 0 : 1;
    }
    chance.answered = wilson(hits, pairs, confidence);
    return chance;
}

std::vector<std::vector<FallbackChance>>
fallbackMatrix(std::span<const std::vector<ProbeMoment>> models, milliseconds tolerance,
               double confidence)
{
    std::vector<std::vector<FallbackChance>> matrix(models.size(),
                                                    std::vector<FallbackChance>(models.size()));
    for (std::size_t a = 0; a < models.size(); ++a) {
        for (std::size_t b = 0; b < models.size(); ++b) {
            if (a != b) {
                matrix[a][b] = fallbackChance(models[a], models[b], tolerance, confidence);
            }
        }
    }
    return matrix;
}

} // namespace plimsoll::stats
