// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/quantiletable.h"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <vector>

namespace plimsoll::bench {

namespace {

constexpr double cut = 4.5; // standard deviations

double normalQuantile(double p)
{
    return -std::sqrt(2.0) * boost::math::erfc_inv(2 * p);
}

} // namespace

QuantileTable::QuantileTable(double median, double sigma)
{
    const auto edge = [&](std::size_t i) {
        const double z = i == 0 ? -cut
            : i == slotCount    ? cut
                                : normalQuantile(double(i) / double(slotCount));
        return median * std::exp(sigma * z);
    };
    for (std::size_t i = 0; i < slotCount; ++i) {
        m_low[i] = float(edge(i));
        m_width[i] = float(edge(i + 1)) - m_low[i];
    }
}

// The chance of each whole number is the sum of what the slots give it.
double QuantileTable::entropy() const
{
    std::vector<double> chance(std::size_t(double(m_low.back()) + double(m_width.back())) + 2, 0.0);
    for (std::size_t i = 0; i < slotCount; ++i) {
        const double low = double(m_low[i]);
        const double high = low + double(m_width[i]);
        const double density = 1.0 / double(slotCount) / (high - low);
        for (double from = low; from < high;) {
            const double to = std::min(high, std::floor(from) + 1);
            chance[std::size_t(from)] += density * (to - from);
            from = to;
        }
    }
    double bits = 0;
    for (const double p : chance) {
        bits -= p > 0 ? p * std::log2(p) : 0;
    }
    return bits;
}

} // namespace plimsoll::bench
