// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/permutation.h"

#include "storage/stats/exchange.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

namespace plimsoll::stats {

namespace {

class Bootstrap
{
public:
    Bootstrap(const Design& design, Drawn drawn)
        : m_design(design)
        , m_drawn(drawn)
        , m_a(design.slots)
        , m_b(design.slots)
    {
    }

    bool isPossible() const
    {
        const auto repeats = [](const Stratum& s) { return s.a.size() > 1 && s.b.size() > 1; };
        return m_drawn == Drawn::Strata ? m_design.strata.size() > 1
                                        : std::ranges::all_of(m_design.strata, repeats);
    }

    // Nullopt when the drawn blocks have no slot in common.
    std::optional<Effect> draw(std::mt19937_64& random)
    {
        m_a.clear();
        m_b.clear();
        if (m_drawn == Drawn::Blocks) {
            for (const Stratum& stratum : m_design.strata) {
                addDrawn(m_a, stratum.a, random);
                addDrawn(m_b, stratum.b, random);
            }
        } else {
            drawStrata(random);
        }
        return effectOf(m_a, m_b);
    }

private:
    void addDrawn(Sums& sums, const Members& members, std::mt19937_64& random)
    {
        std::uniform_int_distribution<std::size_t> any(0, members.size() - 1);
        const double weight = double(members.size()) / double(members.size() - 1);
        for (std::size_t i = 1; i < members.size(); ++i) {
            sums.add(m_design.blocks[members[any(random)]], weight);
        }
    }

    void drawStrata(std::mt19937_64& random) // their common weight would cancel out
    {
        std::uniform_int_distribution<std::size_t> any(0, m_design.strata.size() - 1);
        for (std::size_t i = 1; i < m_design.strata.size(); ++i) {
            const Stratum& stratum = m_design.strata[any(random)];
            for (const std::size_t block : stratum.a) {
                m_a.add(m_design.blocks[block]);
            }
            for (const std::size_t block : stratum.b) {
                m_b.add(m_design.blocks[block]);
            }
        }
    }

    const Design& m_design;
    Drawn m_drawn;
    Sums m_a;
    Sums m_b;
};

std::optional<Range> intervalOf(const Design& design, const ComparisonOptions& options,
                                std::mt19937_64& random)
{
    Bootstrap bootstrap(design, options.drawn);
    if (!bootstrap.isPossible()) {
        return std::nullopt;
    }
    std::vector<double> differences;
    for (std::uint64_t i = 0; i < options.draws; ++i) {
        if (const auto effect = bootstrap.draw(random)) {
            differences.push_back(effect->difference);
        }
    }
    if (differences.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(differences);
    const auto tail = std::size_t((1 - options.confidence) / 2 * double(differences.size()));
    return Range {.low = differences[tail], .high = differences[differences.size() - 1 - tail]};
}

} // namespace

std::optional<Comparison> compare(std::span<const Cell> cells, const ComparisonOptions& options)
{
    const auto design = designOf(cells);
    if (!design || options.draws == 0 || !(options.confidence > 0 && options.confidence < 1)) {
        return std::nullopt;
    }
    const auto effect = effectOf(sumsOf(*design, Period::A), sumsOf(*design, Period::B));
    if (!effect) {
        return std::nullopt;
    }
    Comparison comparison;
    comparison.a = sideOf(*design, Period::A);
    comparison.b = sideOf(*design, Period::B);
    comparison.difference = effect->difference;
    if (effect->hitsA > 0) {
        comparison.ratio = effect->hitsB / effect->hitsA;
    }
    std::mt19937_64 random(options.seed);
    const Exchange exchange = exchanged(*design, comparison.difference, options, random);
    comparison.p = exchange.p;
    comparison.exact = exchange.exact;
    comparison.interval = intervalOf(*design, options, random);
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
