// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/weightedbins.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace plimsoll::stats {

WeightedBins::WeightedBins(std::vector<std::uint32_t> bins, std::size_t blocks)
    : m_blocks(blocks)
    , m_bins(std::move(bins))
    , m_weights(m_bins.size() * blocks)
{
}

void WeightedBins::add(std::size_t block, const Sketch& sketch, double weight)
{
    auto place = m_bins.begin();
    for (const Sketch::Bin& bin : sketch.bins()) {
        place = std::lower_bound(place, m_bins.end(), bin.number);
        m_weights[std::size_t(place - m_bins.begin()) * m_blocks + block] +=
            weight * double(bin.times);
    }
}

void WeightedBins::finish()
{
    for (std::size_t i = m_blocks; i < m_weights.size(); ++i) {
        m_weights[i] += m_weights[i - m_blocks];
    }
}

double WeightedBins::upTo(std::size_t place, std::span<const double> times) const
{
    return std::inner_product(times.begin(), times.end(),
                              m_weights.begin() + std::ptrdiff_t(place * m_blocks), 0.0);
}

double WeightedBins::quantile(double q, std::span<const double> times) const
{
    const double all = m_bins.empty() ? 0 : upTo(m_bins.size() - 1, times);
    if (!(all > 0)) {
        return 0;
    }
    const double wanted = q * all * (1 - 1e-12); // sums in another order differ in the last digits
    std::size_t first = 0;
    for (std::size_t left = m_bins.size() - 1; left > 0;) {
        const std::size_t half = left / 2;
        if (upTo(first + half, times) < wanted) {
            first += half + 1;
            left -= half + 1;
        } else {
            left = half;
        }
    }
    return Sketch::binMiddle(m_bins[first]);
}

} // namespace plimsoll::stats
