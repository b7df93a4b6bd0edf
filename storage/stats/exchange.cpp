// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/exchange.h"

#include "storage/stats/inversion.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace plimsoll::stats {

namespace {

// Calls of a slot.
struct Calls
{
    double hits = 0;
    double n = 0;
    double ofB = 0; // of n, whatever their block is called
};

// Which blocks of the strata are called A, and what difference follows.
class Arrangement
{
public:
    explicit Arrangement(const Design& design)
        : m_design(design)
        , m_a(design.slots)
        , m_all(design.slots)
    {
        for (const Block& block : design.blocks) {
            add(m_all, block);
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

    void addTo(Inversion& inversion)
    {
        std::ranges::fill(m_a, Calls {});
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            for (std::size_t k = 0; k < m_members[i].size(); ++k) {
                if (m_labels[i][k] == 0) {
                    add(m_a, m_design.blocks[m_members[i][k]]);
                }
            }
        }
        double weights = 0;
        double difference = 0;
        double ofB = 0;
        for (std::size_t slot = 0; slot < m_all.size(); ++slot) {
            const Calls& a = m_a[slot];
            const Calls& all = m_all[slot];
            const double nB = all.n - a.n;
            if (a.n > 0 && nB > 0) {
                weights += a.n * nB / all.n;
                difference += (all.hits * a.n - a.hits * all.n) / all.n;
                ofB += (all.ofB * a.n - a.ofB * all.n) / all.n;
            }
        }
        // Without a slot that both have there is no difference.
        inversion.add(weights > 0 ? difference / weights : 0, weights > 0 ? ofB / weights : 0);
    }

private:
    static void add(std::vector<Calls>& calls, const Block& block)
    {
        for (const SlotCount& count : block.counts) {
            Calls& sum = calls[count.slot];
            sum.hits += count.hits;
            sum.n += count.n;
            sum.ofB += block.period == Period::B ? count.n : 0;
        }
    }

    const Design& m_design;
    std::vector<Calls> m_a; // by slot
    std::vector<Calls> m_all;
    std::vector<Members> m_members; // of the strata
    std::vector<std::vector<char>> m_labels; // of the members
};

} // namespace

Exchange exchanged(const Design& design, double difference, const ComparisonOptions& options,
                   std::mt19937_64& random)
{
    Arrangement arrangement(design);
    Inversion inversion(difference);
    const auto limit = double(options.enumerateUpTo);
    const bool exact = arrangement.count(limit) <= limit;
    if (exact) {
        do {
            arrangement.addTo(inversion);
        } while (arrangement.next());
    } else {
        for (std::uint64_t i = 0; i < options.draws; ++i) {
            arrangement.shuffle(random);
            arrangement.addTo(inversion);
        }
    }
    return {.p = inversion.p(exact),
            .exact = exact,
            .interval = inversion.interval(options.confidence, exact)};
}

} // namespace plimsoll::stats
