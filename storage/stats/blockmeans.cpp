// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/blockmeans.h"

#include <algorithm>
#include <cmath>

namespace plimsoll::stats {

namespace {

std::vector<std::size_t> positionsOfHits(Outcomes outcomes)
{
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i] != 0) {
            positions.push_back(i);
        }
    }
    return positions;
}

// How many pairs of hits lie k probes apart, for k = 0..maxLag. Hits are few as a rule.
std::vector<double> pairsOfHits(const std::vector<std::size_t>& positions, std::size_t maxLag)
{
    std::vector<double> pairs(maxLag + 1, 0);
    for (std::size_t i = 0; i < positions.size(); ++i) {
        for (std::size_t j = i; j < positions.size(); ++j) {
            const std::size_t lag = positions[j] - positions[i];
            if (lag > maxLag) {
                break;
            }
            ++pairs[lag];
        }
    }
    return pairs;
}

// How many autocorrelations in a row must be negligible, and up to which lag they are looked at:
// Politis and White 2004, footnote c.
std::size_t quietLags(double n)
{
    return std::size_t(std::max(5.0, std::ceil(std::sqrt(std::log10(n)))));
}

std::size_t longestLag(double n)
{
    return std::size_t(std::ceil(std::sqrt(n))) + quietLags(n);
}

// The lag after which the autocorrelations are negligible.
std::size_t memory(const std::vector<double>& covariances, double n)
{
    const double limit = 2 * std::sqrt(std::log10(n) / n) * covariances[0];
    const std::size_t quiet = quietLags(n);
    std::size_t last = 0;
    for (std::size_t lag = 1; lag < covariances.size(); ++lag) {
        if (std::abs(covariances[lag]) >= limit) {
            last = lag;
        } else if (lag - last == quiet) {
            break;
        }
    }
    return std::max<std::size_t>(last, 1);
}

// (2 G^2 / D)^(1/3) with the trapezoid ("flat-top") window of Politis and Romano 1995.
double lengthFactor(const std::vector<double>& covariances, std::size_t window)
{
    double weighted = 0;
    double spectrum = covariances[0];
    for (std::size_t lag = 1; lag <= window; ++lag) {
        const double share = double(lag) / double(window);
        const double weight = 2 * std::min(1.0, 2 * (1 - share));
        weighted += weight * double(lag) * covariances[lag];
        spectrum += weight * covariances[lag];
    }
    return std::cbrt(2 * weighted * weighted / (4.0 / 3 * spectrum * spectrum));
}

struct Residuals
{
    double squares = 0;
    double fourthPowers = 0;
    double largest = 0;
};

Residuals residuals(Outcomes outcomes, std::size_t blocks, double p)
{
    Residuals sums;
    const std::size_t n = outcomes.size();
    for (std::size_t block = 0; block < blocks; ++block) {
        const std::size_t from = n * block / blocks;
        const std::size_t to = n * (block + 1) / blocks;
        const Outcomes part = outcomes.subspan(from, to - from);
        const auto misses = std::ranges::count(part, std::uint8_t(0));
        const double residual = double(part.size()) - double(misses) - p * double(part.size());
        const double square = residual * residual;
        sums.squares += square;
        sums.fourthPowers += square * square;
        sums.largest = std::max(sums.largest, residual);
    }
    return sums;
}

} // namespace

std::vector<std::uint8_t> joined(Segments segments)
{
    std::vector<std::uint8_t> all;
    for (const Outcomes& segment : segments) {
        all.insert(all.end(), segment.begin(), segment.end());
    }
    return all;
}

std::vector<double> autocovariances(Outcomes outcomes, std::size_t maxLag)
{
    const std::size_t n = outcomes.size();
    if (n == 0) {
        return {};
    }
    const std::vector<std::size_t> positions = positionsOfHits(outcomes);
    std::vector<double> covariances = pairsOfHits(positions, std::min(maxLag, n - 1));
    const double p = double(positions.size()) / double(n);
    for (std::size_t lag = 0; lag < covariances.size(); ++lag) {
        const auto before = std::ranges::lower_bound(positions, n - lag) - positions.begin();
        const auto after = positions.end() - std::ranges::lower_bound(positions, lag);
        const double products =
            covariances[lag] - p * double(before + after) + double(n - lag) * p * p;
        covariances[lag] = products / double(n);
    }
    return covariances;
}

std::size_t blockLength(Outcomes outcomes)
{
    const double n = double(outcomes.size());
    if (n < 2) {
        return 1;
    }
    const std::vector<double> covariances = autocovariances(outcomes, longestLag(n));
    if (!(covariances[0] > 0)) {
        return 1;
    }
    const std::size_t window = std::min(2 * memory(covariances, n), covariances.size() - 1);
    const double longest = std::ceil(std::min(3 * std::sqrt(n), n / 3));
    const double length = lengthFactor(covariances, window) * std::cbrt(n);
    // Not a number or infinite where the spectrum is estimated as 0: the longest is the safe one.
    return length < longest ? std::size_t(std::max(1.0, std::round(length))) : std::size_t(longest);
}

std::optional<BlockEffect> blockEffect(Outcomes outcomes, std::size_t length)
{
    const double n = double(outcomes.size());
    const double hits = n - double(std::ranges::count(outcomes, std::uint8_t(0)));
    const auto blocks = std::size_t(std::round(n / double(std::max<std::size_t>(length, 1))));
    if (blocks < 2 || hits == 0 || hits == n) {
        return std::nullopt;
    }
    const double p = hits / n;
    const double count = double(blocks);
    const Residuals sums = residuals(outcomes, blocks, p);
    BlockEffect effect {.designEffect = count / (count - 1) * sums.squares / (n * p * (1 - p)),
                        .degreesOfFreedom = count - 1,
                        .blocks = blocks,
                        .largest = sums.largest};
    if (sums.squares > 0) {
        const double kurtosis = count * sums.fourthPowers / (sums.squares * sums.squares);
        const double matched = 2 * count / (kurtosis - (count - 3) / (count - 1));
        effect.degreesOfFreedom = std::clamp(matched, 1.0, count - 1);
    }
    return effect;
}

std::optional<BlockEffect> longBlockEffect(Outcomes outcomes)
{
    const std::size_t length = blockLength(outcomes);
    const auto once = blockEffect(outcomes, length);
    const auto twice = blockEffect(outcomes, 2 * length);
    if (!once || !twice) {
        return once;
    }
    const double corrected = 2 * twice->designEffect - once->designEffect;
    return BlockEffect {
        .designEffect = std::max({once->designEffect, twice->designEffect, corrected}),
        .degreesOfFreedom = std::min(once->degreesOfFreedom, twice->degreesOfFreedom),
        .blocks = twice->blocks,
        .largest = twice->largest,
    };
}

} // namespace plimsoll::stats
