// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace plimsoll::test {

// Calls that meet an overload now and then, and most often in bursts.
struct Climate
{
    double calmRate = 0.001; // share of overloaded calls outside of incidents
    double incidentsPerDay = 0.3;
    int callsPerHour = 60;
    // Relative frequency of the start of an incident by hour of the week; empty: all alike.
    std::vector<double> startWeights = {};
};

struct HourOfCalls
{
    std::uint64_t hits = 0;
    std::uint64_t n = 0;
};

// Whole days of hours, the first at hour 0 of the week. Incidents start at random, last for a
// log-normal time (median 40 minutes, sigma 1, at most 300) and overload 5 to 60 % of the calls.
inline std::vector<HourOfCalls> burstyHours(int days, const Climate& climate,
                                            std::mt19937_64& random)
{
    const int minutes = days * 1440;
    std::vector<double> rates(std::size_t(minutes), climate.calmRate);
    std::vector<double> weights(std::size_t(days) * 24, 1);
    for (std::size_t i = 0; i < weights.size() && !climate.startWeights.empty(); ++i) {
        weights[i] = climate.startWeights[i % climate.startWeights.size()];
    }
    std::discrete_distribution<int> startHour(weights.begin(), weights.end());
    std::uniform_int_distribution<int> startMinute(0, 59);
    std::lognormal_distribution<double> duration(std::log(40.0), 1);
    std::uniform_real_distribution<double> severity(0.05, 0.6);
    std::poisson_distribution<int> incidents(climate.incidentsPerDay * days);
    for (int left = incidents(random); left > 0; --left) {
        const int begin = startHour(random) * 60 + startMinute(random);
        const int end = std::min(minutes, begin + int(std::min(300.0, duration(random))));
        const double rate = severity(random);
        for (int minute = begin; minute < end; ++minute) {
            rates[std::size_t(minute)] = std::max(rates[std::size_t(minute)], rate);
        }
    }
    std::vector<HourOfCalls> hours(std::size_t(days) * 24);
    std::binomial_distribution<std::uint64_t> calm(std::uint64_t(climate.callsPerHour),
                                                   climate.calmRate);
    std::uniform_real_distribution<double> chance(0, 1);
    for (std::size_t hour = 0; hour < hours.size(); ++hour) {
        const auto* minute = rates.data() + hour * 60;
        hours[hour].n = std::uint64_t(climate.callsPerHour);
        if (*std::max_element(minute, minute + 60) <= climate.calmRate) {
            hours[hour].hits = calm(random); // as below, sooner
            continue;
        }
        for (int call = 0; call < climate.callsPerHour; ++call) {
            hours[hour].hits += chance(random) < minute[call * 60 / climate.callsPerHour] ? 1 : 0;
        }
    }
    return hours;
}

} // namespace plimsoll::test
