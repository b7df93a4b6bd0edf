// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/inversion.h"

#include "storage/stats/interval.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace plimsoll::stats {

namespace {

// Differences of rates lie between -1 and 1.
constexpr double farthest = 2;

} // namespace

Inversion::Inversion(double difference)
    : m_difference(difference)
{
}

void Inversion::add(double arranged, double ofCallsOfB)
{
    double low = -farthest;
    double high = farthest;
    // An arrangement that is the one found, or its mirror image, always is as far.
    if (1 - std::abs(ofCallsOfB) > 1e-12) {
        const double same = (m_difference - arranged) / (1 - ofCallsOfB);
        const double mirrored = (m_difference + arranged) / (1 + ofCallsOfB);
        low = std::clamp(std::min(same, mirrored), -farthest, farthest);
        high = std::clamp(std::max(same, mirrored), -farthest, farthest);
    }
    // Equal arrangements may differ in the last digits.
    if (std::abs(arranged) >= std::abs(m_difference) * (1 - 1e-9) - 1e-15) {
        ++m_asFar;
        low = std::min(low, 0.0);
        high = std::max(high, 0.0);
    }
    m_lows.push_back(low);
    m_highs.push_back(high);
}

double Inversion::p(bool exact) const
{
    const double all = double(m_lows.size());
    return exact ? double(m_asFar) / all : double(1 + m_asFar) / (1 + all);
}

std::optional<Range> Inversion::interval(double confidence, bool exact)
{
    // How many arrangements may be as far for a difference that is rejected; a little more, so that
    // 2000 * 0.05 is 100 although 0.05 is not exactly that.
    const double all = double(m_lows.size()) + (exact ? 0 : 1);
    const double rejected = std::floor((1 - confidence) * all * (1 + 1e-12)) - (exact ? 0 : 1);
    if (rejected < 0 || rejected >= double(m_lows.size())) {
        return std::nullopt;
    }
    const auto rank = std::ptrdiff_t(rejected);
    std::ranges::nth_element(m_lows, m_lows.begin() + rank);
    std::ranges::nth_element(m_highs, m_highs.begin() + rank, std::greater<>());
    const double low = m_lows[std::size_t(rank)];
    const double high = m_highs[std::size_t(rank)];
    if (low <= -farthest || high >= farthest) {
        return std::nullopt;
    }
    return Range {.low = std::max(low, -1.0), .high = std::min(high, 1.0)};
}

std::optional<Range> widened(const Comparison& comparison, double confidence)
{
    const Side& a = comparison.a;
    const Side& b = comparison.b;
    const auto independent = newcombe(a.hits, a.n, b.hits, b.n, confidence);
    if (!comparison.interval || !independent) {
        return comparison.interval;
    }
    Range range = *comparison.interval;
    const double low = comparison.difference + independent->low - independent->value;
    const double high = comparison.difference + independent->high - independent->value;
    if (range.low <= 0 || low > 0) {
        range.low = std::min(range.low, low);
    }
    if (range.high >= 0 || high < 0) {
        range.high = std::max(range.high, high);
    }
    return range;
}

} // namespace plimsoll::stats
