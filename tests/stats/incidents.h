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

// Outcomes of one probe a minute of a service with incidents: they begin as a Poisson process and
// last log-normally long. A probe fails with one probability outside of them, and with one that is
// drawn for each incident, evenly, inside; where they overlap that of the one that began last.
struct Incidents
{
    double days = 56;
    double perDay = 0.3;
    double medianMinutes = 40;
    double sigma = 1.0;
    double longestMinutes = 300; // a longer one is cut
    double calm = 0.001;
    double leastInside = 0.05;
    double mostInside = 0.6;

    // In closed form: by the busy share of an M/G/infinity queue, 1 - exp(-rate * mean length);
    // which incident is the last has nothing to do with how bad it is.
    double longRunRate() const
    {
        const auto normal = [](double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; };
        const double z = std::log(longestMinutes / medianMinutes) / sigma;
        const double mean = medianMinutes * std::exp(sigma * sigma / 2) * normal(z - sigma)
            + longestMinutes * normal(-z);
        const double busy = -std::expm1(-perDay / 1440 * mean);
        return calm + ((leastInside + mostInside) / 2 - calm) * busy;
    }

    std::vector<std::uint8_t> outcomes(std::mt19937_64& random) const
    {
        std::vector<std::uint64_t> thresholds(std::size_t(days * 1440), threshold(calm));
        markIncidents(thresholds, random);
        std::vector<std::uint8_t> minutes(thresholds.size());
        for (std::size_t minute = 0; minute < minutes.size(); ++minute) {
            minutes[minute] = random() < thresholds[minute] ? 1 : 0;
        }
        return minutes;
    }

private:
    static std::uint64_t threshold(double p) { return std::uint64_t(std::ldexp(p, 64)); }

    // From the longest incident before the first minute on, so that the first is like any other.
    void markIncidents(std::vector<std::uint64_t>& minutes, std::mt19937_64& random) const
    {
        std::exponential_distribution<double> pause(perDay / 1440);
        std::lognormal_distribution<double> length(std::log(medianMinutes), sigma);
        std::uniform_real_distribution<double> share(0, 1);
        const double end = double(minutes.size());
        for (double begin = -longestMinutes + pause(random); begin < end; begin += pause(random)) {
            const double until = std::min(end, begin + std::min(longestMinutes, length(random)));
            const double inside = leastInside + (mostInside - leastInside) * share(random);
            for (double minute = std::max(0.0, std::ceil(begin)); minute < until; ++minute) {
                minutes[std::size_t(minute)] = threshold(inside);
            }
        }
    }
};

} // namespace plimsoll::test
