// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/interval.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace plimsoll::stats {

namespace {

// The two-sided quantile of the standard normal distribution: 1.96 for 0.95.
double normalQuantile(double confidence)
{
    return boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
}

bool isConfidence(double confidence)
{
    return confidence > 0 && confidence < 1;
}

} // namespace

std::optional<Proportion> wilson(std::uint64_t hits, std::uint64_t n, double confidence)
{
    if (n == 0 || hits > n || !isConfidence(confidence)) {
        return std::nullopt;
    }
    const double z = normalQuantile(confidence);
    const double size = double(n);
    const double p = double(hits) / size;
    const double scale = 1 + z * z / size;
    const double centre = (p + z * z / (2 * size)) / scale;
    const double half = z / scale * std::sqrt(p * (1 - p) / size + z * z / (4 * size * size));
    // At the ends the formula gives exactly 0 and 1; rounding must not say otherwise.
    const double low = hits == 0 ? 0 : std::max(0.0, centre - half);
    const double high = hits == n ? 1 : std::min(1.0, centre + half);
    return Proportion {.hits = hits, .n = n, .value = p, .low = low, .high = high};
}

std::optional<Proportion> clopperPearson(std::uint64_t hits, std::uint64_t n, double confidence)
{
    if (n == 0 || hits > n || !isConfidence(confidence)) {
        return std::nullopt;
    }
    const double tail = (1 - confidence) / 2;
    const double k = double(hits);
    const double misses = double(n - hits);
    const auto betaQuantile = [](double a, double b, double p) {
        return boost::math::quantile(boost::math::beta_distribution<>(a, b), p);
    };
    const double low = hits == 0 ? 0 : betaQuantile(k, misses + 1, tail);
    const double high = hits == n ? 1 : betaQuantile(k + 1, misses, 1 - tail);
    return Proportion {.hits = hits, .n = n, .value = k / double(n), .low = low, .high = high};
}

std::optional<Difference> newcombe(std::uint64_t hitsA, std::uint64_t nA, std::uint64_t hitsB,
                                   std::uint64_t nB, double confidence)
{
    const auto a = wilson(hitsA, nA, confidence);
    const auto b = wilson(hitsB, nB, confidence);
    if (!a || !b) {
        return std::nullopt;
    }
    const double difference = b->value - a->value;
    return Difference {
        .value = difference,
        .low = difference - std::hypot(b->value - b->low, a->high - a->value),
        .high = difference + std::hypot(b->high - b->value, a->value - a->low),
    };
}

std::optional<RankInterval> quantileRanks(std::uint64_t n, double q, double confidence)
{
    if (n == 0 || !(q > 0 && q < 1) || !isConfidence(confidence)) {
        return std::nullopt;
    }
    // How many of n values lie at or below the true quantile is binomial(n, q): the low-th smallest
    // lies at or below it unless fewer than `low` do.
    const boost::math::binomial below(double(n), q);
    const double tail = (1 - confidence) / 2;
    const auto smallest = [n](const auto& holds) { // smallest k in 0..n for which it holds
        std::uint64_t first = 0;
        std::uint64_t last = n;
        while (first < last) {
            const std::uint64_t middle = first + (last - first) / 2;
            if (holds(double(middle))) {
                last = middle;
            } else {
                first = middle + 1;
            }
        }
        return first;
    };
    const std::uint64_t low = smallest([&](double k) { return boost::math::cdf(below, k) > tail; });
    const std::uint64_t high =
        1 + smallest([&](double k) {
            return boost::math::cdf(boost::math::complement(below, k)) <= tail;
        });
    if (low < 1 || high > n) {
        return std::nullopt;
    }
    return RankInterval {.low = low, .high = high};
}

} // namespace plimsoll::stats
