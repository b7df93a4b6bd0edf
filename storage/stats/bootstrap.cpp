// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/bootstrap.h"

#include "storage/stats/blockmeans.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace plimsoll::stats {

namespace {

// Hits before each position of the sequence gone round twice.
std::vector<std::uint64_t> hitsBefore(Outcomes outcomes)
{
    std::vector<std::uint64_t> sums {0};
    sums.reserve(2 * outcomes.size() + 1);
    for (int round = 0; round < 2; ++round) {
        for (const std::uint8_t outcome : outcomes) {
            sums.push_back(sums.back() + (outcome != 0 ? 1 : 0));
        }
    }
    return sums;
}

// Hits of each replicate, in ascending order.
std::vector<double> replicateHits(Outcomes outcomes, const BootstrapOptions& options,
                                  std::size_t length)
{
    const std::size_t n = outcomes.size();
    const std::vector<std::uint64_t> before = hitsBefore(outcomes);
    std::mt19937_64 random(options.seed);
    std::vector<double> replicates(options.replicates, 0);
    for (double& hits : replicates) {
        for (std::size_t drawn = 0; drawn < n; drawn += length) {
            // The remainder, since std::uniform_int_distribution differs between libraries.
            const std::size_t from = random() % n;
            hits += double(before[from + std::min(length, n - drawn)] - before[from]);
        }
    }
    std::ranges::sort(replicates);
    return replicates;
}

double variance(const std::vector<double>& values)
{
    const double count = double(values.size());
    double mean = 0;
    for (const double value : values) {
        mean += value / count;
    }
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return squares / (count - 1);
}

} // namespace

std::optional<BurstInterval> bootstrapInterval(Segments segments, double confidence,
                                               const BootstrapOptions& options)
{
    const std::vector<std::uint8_t> all = joined(segments);
    const std::size_t n = all.size();
    const std::size_t hits = n - std::size_t(std::ranges::count(all, std::uint8_t(0)));
    if (hits == 0 || hits == n || !(confidence > 0 && confidence < 1)) {
        return std::nullopt;
    }
    // A little more, so that 1000 * 0.025 is 25 although 0.025 is not exactly that.
    const double exactRank = double(options.replicates + 1) * (1 - confidence) / 2;
    const auto rank = std::size_t(exactRank * (1 + 1e-12));
    if (rank < 1 || options.replicates < 2) {
        return std::nullopt;
    }
    const std::size_t length = options.blockLength > 0 ? options.blockLength : blockLength(all);
    const std::vector<double> replicates =
        replicateHits(all, options, std::clamp<std::size_t>(length, 1, n));
    const double size = double(n);
    const double p = double(hits) / size;
    const double effect = std::max(1.0, variance(replicates) / (size * p * (1 - p)));
    return BurstInterval {
        .value = p,
        .low = replicates[rank - 1] / size,
        .high = replicates[replicates.size() - rank] / size,
        .n = n,
        .hits = hits,
        .effectiveN = size / effect,
        .designEffect = effect,
        .method = BurstMethod::Bootstrap,
    };
}

} // namespace plimsoll::stats
