// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/permutation.h"

#include "storage/stats/blockdesign.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <utility>

namespace plimsoll::stats {

namespace {

// Which blocks of the strata are called A, and what difference follows.
class Arrangement
{
public:
    explicit Arrangement(const Design& design)
        : m_design(design)
        , m_a(sumsOf(design, Period::A))
        , m_b(sumsOf(design, Period::B))
        , m_all(m_a)
    {
        for (std::size_t slot = 0; slot < design.slots; ++slot) {
            m_all.hits[slot] += m_b.hits[slot];
            m_all.n[slot] += m_b.n[slot];
        }
        for (const Stratum& stratum : design.strata) {
            Members members = stratum.a;
            members.insert(members.end(), stratum.b.begin(), stratum.b.end());
            m_members.push_back(std::move(members));
            std::vector<char> labels(stratum.a.size(), 0); // 0 is A: sorted, hence the first of all
            labels.resize(stratum.a.size() + stratum.b.size(), 1);
            m_labels.push_back(std::move(labels));
        }
    }

    // No more than about `limit`, beyond which the number is of no interest.
    double count(double limit) const
    {
        double product = 1;
        for (const Stratum& stratum : m_design.strata) {
            double ways = 1;
            for (std::size_t i = 1; i <= stratum.a.size() && ways * product <= limit + 1; ++i) {
                ways *= double(stratum.b.size() + i) / double(i);
            }
            product *= std::round(ways);
        }
        return product;
    }

    // False after the last one.
    bool next()
    {
        return std::ranges::any_of(m_labels, [](std::vector<char>& labels) {
            return std::next_permutation(labels.begin(), labels.end());
        });
    }

    void shuffle(std::mt19937_64& random)
    {
        for (std::vector<char>& labels : m_labels) {
            std::shuffle(labels.begin(), labels.end(), random);
        }
    }

    // Zero when no slot is left that both periods have.
    double difference()
    {
        m_a.clear();
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            for (std::size_t k = 0; k < m_members[i].size(); ++k) {
                if (m_labels[i][k] == 0) {
                    m_a.add(m_design.blocks[m_members[i][k]]);
                }
            }
        }
        for (std::size_t slot = 0; slot < m_design.slots; ++slot) {
            m_b.hits[slot] = m_all.hits[slot] - m_a.hits[slot];
            m_b.n[slot] = m_all.n[slot] - m_a.n[slot];
        }
        const auto effect = effectOf(m_a, m_b);
        return effect ? effect->difference : 0;
    }

private:
    const Design& m_design;
    Sums m_a;
    Sums m_b;
    Sums m_all;
    std::vector<Members> m_members; // of the strata
    std::vector<std::vector<char>> m_labels; // of the members
};

void setP(Comparison& comparison, const Design& design, const ComparisonOptions& options,
          std::mt19937_64& random)
{
    Arrangement arrangement(design);
    // Equal arrangements may differ in the last digits.
    const double least = std::abs(comparison.difference) * (1 - 1e-9) - 1e-15;
    const auto isAsFar = [&] { return std::abs(arrangement.difference()) >= least; };
    std::uint64_t asFar = 0;
    std::uint64_t all = 0;
    comparison.exact =
        arrangement.count(double(options.enumerateUpTo)) <= double(options.enumerateUpTo);
    if (comparison.exact) {
        do {
            asFar += isAsFar() ? 1 : 0;
            ++all;
        } while (arrangement.next());
        comparison.p = double(asFar) / double(all);
        return;
    }
    for (; all < options.draws; ++all) {
        arrangement.shuffle(random);
        asFar += isAsFar() ? 1 : 0;
    }
    comparison.p = double(1 + asFar) / double(1 + options.draws);
}

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
    setP(comparison, *design, options, random);
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
