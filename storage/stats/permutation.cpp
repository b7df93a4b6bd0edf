// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/permutation.h"

#include "storage/stats/exchange.h"
#include "storage/stats/inversion.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace plimsoll::stats {

std::optional<Comparison> compare(std::span<const Cell> cells, const ComparisonOptions& options)
{
    const auto design = designOf(cells);
    if (!design || options.draws == 0 || !(options.confidence > 0 && options.confidence < 1)) {
        return std::nullopt;
    }
    auto comparison = comparisonOf(*design);
    if (comparison) {
        std::mt19937_64 random(options.seed);
        const Exchange exchange = exchanged(*design, comparison->difference, options, random);
        comparison->p = exchange.p;
        comparison->exact = exchange.exact;
        comparison->interval = exchange.interval;
        comparison->interval = widened(*comparison, options.confidence);
    }
    return comparison;
}

Verdict verdict(const Comparison& comparison, double p, const VerdictOptions& options)
{
    const auto suffices = [&](const Side& side) {
        return side.n >= options.minTrials && side.blocks >= options.minBlocks;
    };
    if (!comparison.interval || !suffices(comparison.a) || !suffices(comparison.b)) {
        return Verdict::NotEnoughData;
    }
    if (p <= options.level && comparison.interval->low > 0) {
        return Verdict::Worse;
    }
    if (p <= options.level && comparison.interval->high < 0) {
        return Verdict::Improved;
    }
    return Verdict::NoEvidence;
}

std::optional<std::vector<double>> benjaminiHochberg(std::span<const double> p)
{
    if (!std::ranges::all_of(p, [](double value) { return value >= 0 && value <= 1; })) {
        return std::nullopt;
    }
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, std::greater<>(), [&](std::size_t i) { return p[i]; });
    std::vector<double> adjusted(p.size());
    double least = 1;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double rank = double(p.size() - i);
        least = std::min(least, p[order[i]] * double(p.size()) / rank);
        adjusted[order[i]] = least;
    }
    return adjusted;
}

} // namespace plimsoll::stats
