// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/permutation.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace plimsoll::stats {

inline constexpr int hoursPerWeek = 168;

// The calls of one hour of one day. Hour 0 of the week is a midnight of
// the caller's choice, such as that of Monday.
struct HourCount
{
    std::int64_t day = 0; // counts days, so that no two share a number
    int hourOfWeek = 0; // 0 to 167
    std::uint64_t hits = 0;
    std::uint64_t n = 0;
};

// Hits among n calls; broken numbers when bursts make n calls worth less.
struct EffectiveCount
{
    double hits = 0;
    double n = 0;
};

enum class PriorSource : std::uint8_t {
    Likelihood, // fitted
    Homogeneous, // the rates differ no more than by chance: worth as much as all calls together
    Uninformed, // no hit, or nothing else: Jeffreys' Beta(1/2, 1/2)
};

// How the rates of the cells are spread: Beta(a, b).
struct BetaPrior
{
    double a = 0.5;
    double b = 0.5;
    PriorSource source = PriorSource::Uninformed;
};

// Maximum likelihood of hits that are beta-binomial (Skellam 1948, J. R. Stat. Soc. B 10:257),
// found by Newton's method in (ln a, ln b) from the moments. Where the likelihood grows without end
// in a + b, or its maximum lies beyond the number of all calls, a + b is that number: a prior knows
// no more than the calls it was learned from. Assumes cells that are independent given their rates.
// Nullopt without calls, or for a count that is not possible.
std::optional<BetaPrior> fitBetaPrior(std::span<const EffectiveCount> cells);

struct HourRate
{
    std::uint64_t hits = 0;
    std::uint64_t n = 0;
    double mean = 0; // posterior
    double low = 0;
    double high = 1;
    bool isPrior = true; // no call in this hour: what the other hours suggest
};

struct WeekProfile
{
    BetaPrior prior;
    double dispersion = 1;
    std::array<HourRate, hoursPerWeek> hours;
};

// The rate of each hour of the week, pulled towards that of all hours by as much as its own calls
// are few: empirical Bayes (Efron and Morris 1975, JASA 70:311; Casella 1985, American Statistician
// 39:83). With h hits in n calls of an hour and the prior Beta(a, b), the posterior is
//     Beta(a + h / d, b + (n - h) / d),   mean (a + h / d) / (a + b + n / d),
// and the interval has equal tails. d is hourDispersion(): bursts make n calls worth n / d. The
// interval takes the prior for known, which makes it a little too narrow.
// Nullopt without calls, for an hour outside of the week, hits above n, or a bad confidence.
std::optional<WeekProfile> weekProfile(std::span<const HourCount> counts, double confidence = 0.95);

// How much more the hits of an hour of the week vary from day to day than independent calls would:
// sum of (H - N q)^2 over sum of N q (1 - q) (1 - N / T), with H hits and N calls of a day, q the
// rate and T the calls of all days in that hour. At least 1; 1 when no hour has two days.
double hourDispersion(std::span<const HourCount> counts);

// Whether the peak hours have another rate than the other hours of the same days. Days without
// calls in both are left out, so that quiet weekends do not pass for quiet nights. In the result
// the peak is side B and difference is peak - rest.
//
// p: the hours of each day are turned round the clock by a number of hours drawn for that day,
// which keeps its bursts whole; (1 + count) / (1 + draws) as in compare(). Exchanging the two parts
// of a day instead would take skewness for a peak, for a short part has few bursts and large ones.
// It assumes that without a peak all hours of a day are alike, and takes a burst over midnight for
// two. Interval: the differences that these rotations do not reject, as in compare(). Where a peak
// has more bursts it is too narrow. Hour 0 has to be a midnight.
// Nullopt as compare(), and for an hour outside of the week.
std::optional<Comparison> peakContrast(std::span<const HourCount> counts,
                                       std::span<const int> peakHours,
                                       const ComparisonOptions& options = {});

} // namespace plimsoll::stats
