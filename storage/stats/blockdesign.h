// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/permutation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll::stats {

// The cells of a comparison by block and stratum, for whoever puts the blocks together anew.

struct SlotCount
{
    std::size_t slot = 0;
    double hits = 0;
    double n = 0;
};

struct Block
{
    Period period = Period::A;
    std::int64_t stratum = 0;
    std::vector<SlotCount> counts;
};

using Members = std::vector<std::size_t>; // of Design::blocks

struct Stratum
{
    Members a;
    Members b;
};

struct Design
{
    std::size_t slots = 0;
    std::vector<Block> blocks;
    std::vector<Stratum> strata; // each with blocks of both periods
};

// Sums of one period by slot; weighted blocks make them broken numbers.
struct Sums
{
    std::vector<double> hits;
    std::vector<double> n;

    explicit Sums(std::size_t slots)
        : hits(slots)
        , n(slots)
    {
    }

    void add(const Block& block, double weight = 1)
    {
        for (const SlotCount& count : block.counts) {
            hits[count.slot] += weight * count.hits;
            n[count.slot] += weight * count.n;
        }
    }

    void clear()
    {
        std::ranges::fill(hits, 0);
        std::ranges::fill(n, 0);
    }
};

struct Effect
{
    double difference = 0;
    double hitsA = 0; // expected in the slots of both, numerator and denominator of the ratio
    double hitsB = 0;
};

// Strata of one period and cells without trials are left out. Nullopt when hits exceed n or cells
// of a block disagree.
std::optional<Design> designOf(std::span<const Cell> cells);

Sums sumsOf(const Design& design, Period period);
Side sideOf(const Design& design, Period period);

// As compare() says. Nullopt without a slot that both periods have.
std::optional<Effect> effectOf(const Sums& a, const Sums& b);

// Both sides and their effect, without p and interval. Nullopt as effectOf().
std::optional<Comparison> comparisonOf(const Design& design);

} // namespace plimsoll::stats
