// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/blockdesign.h"
#include "storage/stats/quantileshift.h"
#include "storage/stats/weightedbins.h"

#include <random>

namespace plimsoll::stats {

using SketchCells = std::vector<const SketchCell*>;

// The weighted quantiles of both periods, and those of blocks drawn anew, as quantileShift() says.
class QuantileDraws
{
public:
    // Of cells with values that the design is of; `bins` are those that have values, ascending.
    QuantileDraws(const SketchCells& cells, const Design& design, std::vector<std::uint32_t> bins);

    double quantile(Period period, double q) const;
    bool canBeDrawn(Drawn drawn) const;
    // The logarithm of the ratio B / A; nullopt when what was drawn has nothing to compare.
    std::optional<double> draw(Drawn drawn, double q, std::mt19937_64& random);

private:
    void drawStrata(std::mt19937_64& random);

    const Design& m_design;
    WeightedBins m_bins;
    std::vector<double> m_timesA; // that a block was drawn
    std::vector<double> m_timesB;
};

} // namespace plimsoll::stats
