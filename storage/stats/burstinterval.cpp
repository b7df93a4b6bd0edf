// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/burstinterval.h"

#include "storage/stats/blockmeans.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace plimsoll::stats {

namespace {

struct Dependence
{
    double designEffect = 1;
    BurstMethod method = BurstMethod::Independent;
    double degreesOfFreedom = 0; // 0: known, not estimated
};

void raise(Dependence& dependence, const Dependence& other)
{
    if (other.designEffect > dependence.designEffect) {
        dependence = other;
    }
}

// Of a variance that is the binomial one, which is known, and an estimated excess over it.
double combinedDegreesOfFreedom(const BlockEffect& blocks)
{
    const double excess = 1 - 1 / blocks.designEffect;
    return blocks.degreesOfFreedom / (excess * excess);
}

Dependence dependenceOf(Segments segments, Outcomes all, double leastDesignEffect)
{
    Dependence found;
    if (const auto chain = fitChain(countTransitions(segments))) {
        raise(found,
              {.designEffect = chainDesignEffect(chain->rho, all.size()),
               .method = BurstMethod::Chain});
    }
    if (auto blocks = longBlockEffect(all); blocks && blocks->designEffect > 1) {
        // Few blocks may say more than n, which is that of a single value said n times.
        blocks->designEffect = std::min(blocks->designEffect, double(all.size()));
        raise(found,
              {.designEffect = blocks->designEffect,
               .method = BurstMethod::Blocks,
               .degreesOfFreedom = combinedDegreesOfFreedom(*blocks)});
    }
    raise(found, {.designEffect = leastDesignEffect, .method = BurstMethod::Assumed});
    return found;
}

// The two-sided quantile: 1.96 for 0.95 when the variance is known.
double quantile(const Dependence& dependence, double confidence)
{
    const double tail = 0.5 + confidence / 2;
    if (dependence.degreesOfFreedom > 0) {
        return boost::math::quantile(boost::math::students_t(dependence.degreesOfFreedom), tail);
    }
    return boost::math::quantile(boost::math::normal(), tail);
}

void setScoreBounds(BurstInterval& interval, double z)
{
    const double n = interval.effectiveN;
    const double p = interval.value;
    const double scale = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / scale;
    const double half = z / scale * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    // At the ends the formula gives exactly 0 and 1; rounding must not say otherwise.
    interval.low = interval.hits == 0 ? 0 : std::max(0.0, centre - half);
    interval.high = interval.hits == interval.n ? 1 : std::min(1.0, centre + half);
}

} // namespace

std::optional<BurstInterval> burstInterval(Segments segments, double confidence,
                                           double leastDesignEffect)
{
    const std::vector<std::uint8_t> all = joined(segments);
    if (all.empty() || !(confidence > 0 && confidence < 1)
        || !(leastDesignEffect >= 1 && std::isfinite(leastDesignEffect))) {
        return std::nullopt;
    }
    const Dependence dependence = dependenceOf(segments, all, leastDesignEffect);
    const auto misses = std::uint64_t(std::ranges::count(all, std::uint8_t(0)));
    BurstInterval interval;
    interval.n = all.size();
    interval.hits = interval.n - misses;
    interval.value = double(interval.hits) / double(interval.n);
    interval.designEffect = dependence.designEffect;
    interval.effectiveN = double(interval.n) / dependence.designEffect;
    interval.method = dependence.method;
    setScoreBounds(interval, quantile(dependence, confidence));
    return interval;
}

std::optional<BurstInterval> oneSided(Segments segments, double confidence,
                                      double leastDesignEffect)
{
    return burstInterval(segments, 2 * confidence - 1, leastDesignEffect);
}

Answer isBelow(const std::optional<BurstInterval>& bounds, double threshold)
{
    if (!bounds) {
        return Answer::Undecided;
    }
    if (bounds->high < threshold) {
        return Answer::Yes;
    }
    return bounds->low >= threshold ? Answer::No : Answer::Undecided;
}

Answer isBelow(Segments segments, double threshold, double confidence, double leastDesignEffect)
{
    return isBelow(oneSided(segments, confidence, leastDesignEffect), threshold);
}

} // namespace plimsoll::stats
