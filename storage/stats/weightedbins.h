// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/sketch.h"

#include <cstddef>
#include <span>
#include <vector>

namespace plimsoll::stats {

// The values of several blocks by bin, each value with a weight, such that a quantile of the blocks
// counted anew (a bootstrap's draw) costs a few sums over the blocks.
class WeightedBins
{
public:
    WeightedBins(std::vector<std::uint32_t> bins, std::size_t blocks);

    void add(std::size_t block, const Sketch& sketch, double weight);
    void finish(); // after the last add()

    // The middle of the first bin up to which lies a share of at least q of the weight, 0 < q <= 1,
    // each block counted so many times. 0 without weight.
    double quantile(double q, std::span<const double> times) const;

private:
    double upTo(std::size_t place, std::span<const double> times) const;

    std::size_t m_blocks;
    std::vector<std::uint32_t> m_bins; // that have values, ascending
    std::vector<double> m_weights; // by bin, then block; finished: of all bins up to this one
};

} // namespace plimsoll::stats
