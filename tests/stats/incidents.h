// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace plimsoll::test {

// Outcomes of one probe a minute of a service with incidents: they begin as a Poisson process, last
// log-normally long and may overlap; a probe fails with one probability inside and another outside.
struct Incidents
{
    double days = 56;
    double perDay = 0.3;
    double medianMinutes = 40;
    double sigma = 1.0;
    double longestMinutes = 300; // a longer one is cut
    double calm = 0.001;
    double inside = 0.3;

    // In closed form: by the busy share of an M/G/infinity queue, 1 - exp(-rate * mean length).
    double longRunRate() const
    {
        const auto normal = [](double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; };
        const double z = std::log(longestMinutes / medianMinutes) / sigma;
        const double mean = medianMinutes * std::exp(sigma * sigma / 2) * normal(z - sigma)
            + longestMinutes * normal(-z);
        const double busy = -std::expm1(-perDay / 1440 * mean);
        return calm + (inside - calm) * busy;
    }

    std::vector<std::uint8_t> outcomes(std::mt19937_64& random) const
    {
        std::vector<std::uint8_t> minutes(std::size_t(days * 1440), 0);
        markIncidents(minutes, random);
        const std::uint64_t thresholds[] {threshold(calm), threshold(inside)};
        for (std::uint8_t& minute : minutes) {
            minute = random() < thresholds[minute] ? 1 : 0;
        }
        return minutes;
    }

private:
    static std::uint64_t threshold(double p) { return std::uint64_t(std::ldexp(p, 64)); }

    // From the longest incident before the first minute on, so that the first is like any other.
    void markIncidents(std::vector<std::uint8_t>& minutes, std::mt19937_64& random) const
    {
        std::exponential_distribution<double> pause(perDay / 1440);
        std::lognormal_distribution<double> length(std::log(medianMinutes), sigma);
        const double end = double(minutes.size());
        for (double begin = -longestMinutes + pause(random); begin < end; begin += pause(random)) {
            const double until = std::min(end, begin + std::min(longestMinutes, length(random)));
            for (double minute = std::max(0.0, std::ceil(begin)); minute < until; ++minute) {
                minutes[std::size_t(minute)] = 1;
            }
        }
    }
};

} // namespace plimsoll::test
