// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/exchange.h"

#include <algorithm>
#include <cmath>
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

} // namespace

Exchange exchanged(const Design& design, double difference, const ComparisonOptions& options,
                   std::mt19937_64& random)
{
    Arrangement arrangement(design);
    // Equal arrangements may differ in the last digits.
    const double least = std::abs(difference) * (1 - 1e-9) - 1e-15;
    const auto isAsFar = [&] { return std::abs(arrangement.difference()) >= least; };
    std::uint64_t asFar = 0;
    std::uint64_t all = 0;
    if (arrangement.count(double(options.enumerateUpTo)) <= double(options.enumerateUpTo)) {
        do {
            asFar += isAsFar() ? 1 : 0;
            ++all;
        } while (arrangement.next());
        return {.p = double(asFar) / double(all), .exact = true};
    }
    for (; all < options.draws; ++all) {
        arrangement.shuffle(random);
        asFar += isAsFar() ? 1 : 0;
    }
    return {.p = double(1 + asFar) / double(1 + options.draws), .exact = false};
}

} // namespace plimsoll::stats
