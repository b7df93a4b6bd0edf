// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/permutation.h"
#include "storage/stats/sketch.h"

namespace plimsoll::stats {

// Whether a quantile, of latencies say, differs between two periods, when values are compared with
// values of the same slot and those of a block belong together. Period, block, stratum and slot are
// those of permutation.h.
struct SketchCell
{
    Period period = Period::A;
    std::int64_t block = 0;
    std::int64_t stratum = 0;
    std::int64_t slot = 0;
    Sketch sketch;
};

// What the bootstrap draws: blocks within period and stratum, or whole strata, when each of them is
// a pair such as the same weekday of two weeks.
enum class Drawn : std::uint8_t { Blocks, Strata };

struct QuantileSide
{
    std::uint64_t n = 0; // values, of strata that both periods have
    std::size_t blocks = 0;
    double quantile = 0; // in the unit of the values
};

struct QuantileShift
{
    double q = 0.5;
    QuantileSide a;
    QuantileSide b;
    double ratio = 1; // of the quantiles, B / A
    std::optional<Range> interval; // of the ratio; nullopt when it cannot be drawn
    double p = 1; // two-sided
    bool exact = false; // p is of all arrangements
};

// The q-quantiles of both periods, 0 < q < 1, after matching by slot: with nA and nB values of a
// slot in either period, a value of A weighs nB / (nA + nB) and one of B nA / (nA + nB), so that a
// slot weighs nA nB / (nA + nB) on both sides and one that only one period has weighs nothing. The
// quantile is the middle of the first bin up to which lies a share q of the weight.
//
// p: that of the shares of values above the q-quantile of both periods together (the plain one,
// which no exchange of blocks changes), compared as compare() does: Mantel and Haenszel's
// difference by slot, whole blocks exchanged within their stratum, (1 + count) / (1 + draws) when
// drawn (Phipson and Smyth 2010). It is Mood's median test (Mood 1950, Introduction to the Theory
// of Statistics) for any quantile, by slot and by blocks. A shift within one bin of the sketch, 1.6
// % at most, may pass unseen.
//
// Interval: percentiles of the logarithm of the ratio over a bootstrap that draws one block fewer
// than there are and gives each the weight m / (m - 1) (Rao and Wu 1988, JASA 83:231), with the
// weights of the values as they were; then widened on either side by what two bins can hide,
// (1 + 1/128)^2, and to 1 where p does not reject it. Nullopt when a stratum has fewer than two
// blocks of a period (Drawn::Blocks), or with fewer than two strata (Drawn::Strata).
//
// Assumes that without a change the blocks of a stratum are exchangeable. Nullopt without a slot
// that both periods have, when cells of a block disagree, and for a bad q or option.
std::optional<QuantileShift> quantileShift(std::span<const SketchCell> cells, double q,
                                           const ComparisonOptions& options = {},
                                           Drawn drawn = Drawn::Blocks);

// That each period needs for a verdict: ten beyond the quantile are to be expected, and no fewer
// than 100 in all. 100 for the median, 200 for q = 0.95, 1000 for q = 0.99.
std::uint64_t valuesNeeded(double q);

// Where a higher value is worse: Improved or Worse when p is at most the level and the interval
// leaves out 1. NotEnoughData without an interval, with fewer values or fewer than seven blocks.
Verdict verdict(const QuantileShift& shift, double p, double level = VerdictOptions().level);

} // namespace plimsoll::stats
