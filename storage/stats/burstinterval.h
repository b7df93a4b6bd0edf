// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/chain.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll::stats {

// What the width of an interval rests on.
enum class BurstMethod { Independent, Chain, Blocks, Assumed, Bootstrap };

// The share of overloaded probes with an interval for its long-run rate; shares between 0 and 1.
struct BurstInterval
{
    double value = 0; // hits / n
    double low = 0;
    double high = 1;
    std::uint64_t n = 0;
    std::uint64_t hits = 0;
    double effectiveN = 0; // n / designEffect, never above n
    double designEffect = 1; // at least 1
    BurstMethod method = BurstMethod::Independent;
};

// Wilson score interval (Wilson 1927, JASA 22:209) of `effectiveN` instead of n probes, hits scaled
// alike; an effective sample size in an interval for a share: Korn and Graubard 1998, Survey
// Methodology 24:193. For outcomes that come in bursts, where wilson() is too narrow.
//
// The design effect is the largest of
// - 1: probes that avoid each other do not count for more than independent ones;
// - that of a two-state chain, chainDesignEffect(rho, n);
// - that of long blocks, longBlockEffect(). Bursts have two levels: inside an incident most probes
//   may still be answered, so one overload says little about the next probe and much about the next
//   hour. The chain sees only the former.
// - `leastDesignEffect`, for example that of a longer history of the same model.
//
// When the blocks decide, the excess of their variance over the binomial one is an estimate from
// few bursts: the quantile is Student's, which is the adjustment of Korn and Graubard for the
// degrees of freedom of a design, else the normal one. The degrees of freedom f of the blocks stand
// for the excess alone, the variance as a whole has f * (d / (d - 1))^2 with the design effect d
// (Satterthwaite 1946 for a sum, of which the binomial part is known): many where d is near 1.
// The upper limit is then also no less than that of Fay and Feuer 1997 (Statistics in Medicine
// 16:791) for a sum of Poisson counts with weights, which are the hits of bursts: with y hits,
// their variance v = y (1 - p) d, times the square of Student's quantile over the normal one, and
// the hits w of the largest block, (v + w^2) / (2 (y + w)) times the quantile of chi-squared with
// 2 (y + w)^2 / (v + w^2) degrees of freedom. It asks what one more burst like the largest would
// do.
//
// `leastDesignEffect` only widens what the outcomes themselves say.
//
// Assumes a stationary sequence with bursts shorter than the blocks. Without a single hit, or with
// nothing but hits, bursts cannot be seen and the interval is that of independent probes, unless
// `leastDesignEffect` says otherwise. With a handful of bursts it covers less often than it says,
// on the high side above all, for a lull looks calmer than it is; the design effect of a longer
// history mends that. tests/stats/tst_burstcoverage.cpp prints how often either covers. Nullopt
// without probes, for a confidence outside 0..1 or a least design effect that is not a number of 1
// or more.
std::optional<BurstInterval> burstInterval(Segments segments, double confidence = 0.95,
                                           double leastDesignEffect = 1);

// Of several confidences at once, in their order: what they rest on is estimated only once. Empty
// where one of them has no interval.
std::vector<BurstInterval> burstIntervals(Segments segments, std::span<const double> confidences,
                                          double leastDesignEffect = 1);

// Lower and upper bound, each on its own with the given confidence (above 0.5), from the two-sided
// burstInterval() at 2 * confidence - 1. Low and high together hold with that lesser confidence.
constexpr double twoSided(double oneSidedConfidence)
{
    return 2 * oneSidedConfidence - 1;
}
std::optional<BurstInterval> oneSided(Segments segments, double confidence = 0.95,
                                      double leastDesignEffect = 1);

// Whether the long-run rate is below a threshold, for example 0.01 for "below 1 %". Yes when the
// upper bound of oneSided() is below it, No when the lower bound is not, else Undecided, as it is
// without bounds. The upper bound misses more often than it says where bursts are few: see
// burstInterval().
enum class Answer { Yes, No, Undecided };
Answer isBelow(const std::optional<BurstInterval>& bounds, double threshold);
Answer isBelow(Segments segments, double threshold, double confidence = 0.95,
               double leastDesignEffect = 1);

} // namespace plimsoll::stats
