// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll::stats {

// Where a series of equally long buckets changes its level: the segmentation of least
//     sum of segment costs / scale + penaltyFactor * ln(buckets) * changes
// among all whose segments have at least minLength buckets. It is found by PELT (Killick, Fearnhead
// and Eckley 2012, JASA 107:1590) and is the exact optimum.
//
// Assumes one level per segment and, apart from that, buckets whose sums over blockLength buckets
// are independent. A slow drift is cut into steps.

struct ChangepointOptions
{
    // 1 is the Schwarz criterion for the level alone (Schwarz 1978, Annals of Statistics 6:461); 3
    // is the weight that Zhang and Siegmund (2007, Biometrics 63:22) derive for long series,
    // without their term for the lengths of the segments.
    double penaltyFactor = 3;
    std::size_t minLength = 7;
    // How many buckets a burst may tie together: their sum counts as one observation when the scale
    // is estimated.
    std::size_t blockLength = 1;
    // So many blocks make a stretch, within which the scale is estimated.
    std::size_t stretchBlocks = 7;
    // The variance of one bucket (meanChanges) or the dispersion factor (rateChanges) when known.
    std::optional<double> scale = std::nullopt;
};

// A day ties bursts together, and a week is the least that is called a level. Of simulated bursty
// series without a change at most 5 % are said to have one: tests/stats/tst_changealarms.cpp. Hours
// need the smaller factor, since they have the larger logarithm and no more independent days.
constexpr ChangepointOptions dailyBuckets {};
constexpr ChangepointOptions hourlyBuckets {
    .penaltyFactor = 2, .minLength = 168, .blockLength = 24};

struct Segment
{
    std::size_t begin = 0; // first bucket
    std::size_t end = 0; // one past the last
    double estimate = 0; // mean, or hits / n; 0 when the segment has no data
};

struct Change
{
    std::size_t position = 0; // first bucket of the new level
    double drop = 0; // what the two levels cost less than one over both segments, without penalty
    // The first and last position of the 95 % confidence set: all within the two segments that cost
    // no more than likelihoodRatioCritical(0.95) above the cheapest of them.
    std::size_t earliest = 0;
    std::size_t latest = 0;
};

// How far twice the logarithm of a likelihood ratio for the position of a change may be from its
// best: -2 ln(1 - sqrt(confidence)), the quantile of the larger of two maxima of Brownian motion
// with drift (Siegmund 1988, International Statistical Review 56:31; Hansen 2000, Econometrica
// 68:575, whose table 1 has 7.35 for 95 %). Holds for small steps in long series; of large steps
// the set covers more often than it says. NaN for a confidence outside 0..1.
double likelihoodRatioCritical(double confidence);

struct Segmentation
{
    std::vector<Segment> segments; // without gaps, never empty
    std::vector<Change> changes; // one fewer
    double scale = 1;
    double penalty = 0; // of one change
    double cost = 0; // of the segments, without penalties
    double drop = 0; // cost of a single segment minus cost
};

// Cost of a segment: sum of squared deviations from its mean. Nullopt without values, for a value
// that is not finite, for a bad option, and when too few blocks are there to estimate the variance.
std::optional<Segmentation> meanChanges(std::span<const double> values,
                                        const ChangepointOptions& options = dailyBuckets);

struct Bucket
{
    std::uint64_t hits = 0;
    std::uint64_t n = 0;
};

// Cost of a segment: minus twice the log-likelihood of its hits at one rate, binomial coefficients
// left out. Its scale is the dispersion factor of quasi-likelihood (Wedderburn 1974, Biometrika
// 61:439): bursts make the hits vary more than independent trials do. Buckets with n = 0 are
// allowed. Nullopt as above, and when hits exceed n.
std::optional<Segmentation> rateChanges(std::span<const Bucket> buckets,
                                        const ChangepointOptions& options = dailyBuckets);

// Both estimates compare blocks only with the mean of their own stretch: a change of level adds to
// one stretch, not to all. They are not resistant to bursts, which are what they measure. A last
// stretch is shorter; one of a single block is left out.

// Variance of a bucket: blockLength times the variance of the means of blocks, pooled over
// stretches. Nullopt when no stretch has two blocks.
std::optional<double> withinVariance(std::span<const double> values, std::size_t blockLength,
                                     std::size_t stretchBlocks);

// Dispersion: sum of (H - N q)^2 over sum of N q (1 - q) (1 - N / T), with H hits and N trials of a
// block, q the rate and T the trials of its stretch. At least 1. Nullopt when no stretch has two
// blocks with data; 1 when there is no hit or nothing else.
std::optional<double> withinDispersion(std::span<const Bucket> buckets, std::size_t blockLength,
                                       std::size_t stretchBlocks);

} // namespace plimsoll::stats
