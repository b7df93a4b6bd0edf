// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace plimsoll::stats {

// A share with its interval; all three between 0 and 1.
struct Proportion
{
    std::uint64_t hits = 0;
    std::uint64_t n = 0;
    double value = 0; // hits / n
    double low = 0;
    double high = 1;

    bool operator==(const Proportion&) const = default;
};

// Wilson score interval (Wilson 1927, JASA 22:209), without continuity correction. Assumes
// independent trials; bursts make it too narrow. Nullopt when n is 0: no data has no rate.
std::optional<Proportion> wilson(std::uint64_t hits, std::uint64_t n, double confidence = 0.95);

// Exact interval from the beta distribution (Clopper and Pearson 1934, Biometrika 26:404).
// Conservative.
std::optional<Proportion> clopperPearson(std::uint64_t hits, std::uint64_t n,
                                         double confidence = 0.95);

// Difference b - a of two shares with Newcombe's hybrid score interval (Newcombe 1998, Statistics
// in Medicine 17:873, method 10). Same assumptions as wilson(). Nullopt when either n is 0.
struct Difference
{
    double value = 0;
    double low = 0;
    double high = 0;
};
std::optional<Difference> newcombe(std::uint64_t hitsA, std::uint64_t nA, std::uint64_t hitsB,
                                   std::uint64_t nB, double confidence = 0.95);

// Ranks (1-based, inclusive) of the order statistics that bound the q-quantile of n independent
// values with at least the given confidence, from the binomial distribution (Conover 1999,
// section 3.2). Nullopt when n is too small.
struct RankInterval
{
    std::uint64_t low = 0;
    std::uint64_t high = 0;
};
std::optional<RankInterval> quantileRanks(std::uint64_t n, double q, double confidence = 0.95);

} // namespace plimsoll::stats
