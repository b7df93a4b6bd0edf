// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/burstinterval.h"

#include "storage/stats/blockmeans.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace plimsoll::stats {

namespace {

// An estimate of how the probes hang together.
struct Dependence
{
    double designEffect = 1;
    BurstMethod method = BurstMethod::Independent;
    double degreesOfFreedom = 0; // 0: known, not estimated
    double largestBlock = 1; // hits
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

Dependence dependenceOf(Segments segments, Outcomes all)
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
               .degreesOfFreedom = combinedDegreesOfFreedom(*blocks),
               .largestBlock = std::max(1.0, blocks->largest)});
    }
    return found;
}

double normalQuantile(double tail)
{
    return boost::math::quantile(boost::math::normal(), tail);
}

// 1.96 for 0.95 when the variance is known.
double quantile(const Dependence& dependence, double confidence)
{
    const double tail = 0.5 + confidence / 2;
    return dependence.degreesOfFreedom > 0
        ? boost::math::quantile(boost::math::students_t(dependence.degreesOfFreedom), tail)
        : normalQuantile(tail);
}

void widenToScore(BurstInterval& interval, double designEffect, double z)
{
    const double n = double(interval.n) / designEffect;
    const double p = interval.value;
    const double scale = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / scale;
    const double half = z / scale * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    interval.low = std::min(interval.low, std::max(0.0, centre - half));
    interval.high = std::max(interval.high, std::min(1.0, centre + half));
}

void widenToOneMoreBlock(BurstInterval& interval, const Dependence& blocks, double confidence)
{
    const double tail = 0.5 + confidence / 2;
    const double hits = double(interval.hits);
    const double inflation = quantile(blocks, confidence) / normalQuantile(tail);
    const double variance =
        hits * (1 - interval.value) * blocks.designEffect * inflation * inflation;
    const double more = hits + blocks.largestBlock;
    const double moreVariance = variance + blocks.largestBlock * blocks.largestBlock;
    const boost::math::chi_squared chi(2 * more * more / moreVariance);
    const double high = moreVariance / (2 * more) * boost::math::quantile(chi, tail);
    interval.high = std::max(interval.high, std::min(1.0, high / double(interval.n)));
}

} // namespace

std::optional<BurstInterval> burstInterval(Segments segments, double confidence,
                                           double leastDesignEffect)
{
    const auto one = burstIntervals(segments, {&confidence, 1}, leastDesignEffect);
    return one.empty() ? std::nullopt : std::optional(one.front());
}

std::vector<BurstInterval> burstIntervals(Segments segments, std::span<const double> confidences,
                                          double leastDesignEffect)
{
    const std::vector<std::uint8_t> all = joined(segments);
    const auto possible = [](double confidence) { return confidence > 0 && confidence < 1; };
    if (all.empty() || !std::ranges::all_of(confidences, possible)
        || !(leastDesignEffect >= 1 && std::isfinite(leastDesignEffect))) {
        return {};
    }
    const Dependence found = dependenceOf(segments, all);
    Dependence widest = found;
    raise(widest, {.designEffect = leastDesignEffect, .method = BurstMethod::Assumed});
    BurstInterval point;
    point.n = all.size();
    point.hits = point.n - std::uint64_t(std::ranges::count(all, std::uint8_t(0)));
    point.value = double(point.hits) / double(point.n);
    point.low = point.value;
    point.high = point.value;
    point.designEffect = widest.designEffect;
    point.effectiveN = double(point.n) / widest.designEffect;
    point.method = widest.method;
    std::vector<BurstInterval> intervals(confidences.size(), point);
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        widenToScore(intervals[i], found.designEffect, quantile(found, confidences[i]));
        widenToScore(intervals[i], widest.designEffect, quantile(widest, confidences[i]));
        if (found.method == BurstMethod::Blocks) {
            widenToOneMoreBlock(intervals[i], found, confidences[i]);
        }
    }
    return intervals;
}

std::optional<BurstInterval> oneSided(Segments segments, double confidence,
                                      double leastDesignEffect)
{
    return burstInterval(segments, twoSided(confidence), leastDesignEffect);
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
