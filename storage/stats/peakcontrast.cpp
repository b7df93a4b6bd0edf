// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/inversion.h"
#include "storage/stats/profile.h"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

namespace plimsoll::stats {

namespace {

struct HourCalls
{
    double hits = 0;
    double n = 0;
    bool isPeak = false;
};
using Hours = std::array<HourCalls, 24>; // of one day

struct Calls
{
    double hits = 0;
    double n = 0;
    double ofPeak = 0; // of n
};

// What is peak and what is rest when the calls of a day are moved by some hours.
struct Halves
{
    Calls peak;
    Calls rest;

    Halves(const Hours& hours, std::size_t shift)
    {
        for (std::size_t hour = 0; hour < hours.size(); ++hour) {
            const HourCalls& moved = hours[(hour + shift) % hours.size()];
            Calls& sum = hours[hour].isPeak ? peak : rest;
            sum.hits += moved.hits;
            sum.n += moved.n;
            sum.ofPeak += moved.isPeak ? moved.n : 0;
        }
    }
    bool areThere() const { return peak.n > 0 && rest.n > 0; }
};

// What a day adds to the Mantel-Haenszel difference.
struct Part
{
    double weight = 0;
    double weighted = 0; // weight times difference of the rates
    double ofPeak = 0; // the same with a hit in each call of the peak, and no other
};

Part partOf(const Halves& day)
{
    if (!day.areThere()) {
        return {};
    }
    const Calls& peak = day.peak;
    const Calls& rest = day.rest;
    const double both = peak.n + rest.n;
    return {.weight = peak.n * rest.n / both,
            .weighted = (peak.hits * rest.n - rest.hits * peak.n) / both,
            .ofPeak = (peak.ofPeak * rest.n - rest.ofPeak * peak.n) / both};
}

using Days = std::map<std::int64_t, Hours>;

// Without p and interval; each day is a slot of its own.
std::optional<Comparison> contrastOf(const Days& days)
{
    Comparison found;
    double weight = 0;
    double hitsPeak = 0; // expected, as in permutation.h
    double hitsRest = 0;
    const auto add = [](Side& side, const Calls& calls) {
        side.hits += std::uint64_t(calls.hits);
        side.n += std::uint64_t(calls.n);
        ++side.blocks;
    };
    for (const auto& [number, hours] : days) {
        const Halves day(hours, 0);
        const double both = day.peak.n + day.rest.n;
        weight += day.peak.n * day.rest.n / both;
        hitsPeak += day.peak.hits * day.rest.n / both;
        hitsRest += day.rest.hits * day.peak.n / both;
        add(found.a, day.rest);
        add(found.b, day.peak);
    }
    if (!(weight > 0)) {
        return std::nullopt;
    }
    found.difference = (hitsPeak - hitsRest) / weight;
    if (hitsRest > 0) {
        found.ratio = hitsPeak / hitsRest;
    }
    return found;
}

// Hours to turn days by, three to a random number; the least likely hour comes 0.001 % less often
// than the most likely one.
class Shifts
{
public:
    explicit Shifts(std::uint64_t seed)
        : m_random(seed)
    {
    }

    std::size_t next()
    {
        if (m_left == 0) {
            m_bits = m_random();
            m_left = perDraw;
        }
        --m_left;
        const std::uint64_t part = m_bits & ((std::uint64_t(1) << bits) - 1);
        m_bits >>= bits;
        return std::size_t(part * 24 >> bits);
    }

private:
    static constexpr int bits = 21;
    static constexpr int perDraw = 3;
    std::mt19937_64 m_random;
    std::uint64_t m_bits = 0;
    int m_left = 0;
};

// Into p and the interval. Day after day: what is added up for all draws stays in the nearest
// cache.
void turnRound(const Days& days, const ComparisonOptions& options, Comparison& comparison)
{
    std::vector<Part> sums(options.draws);
    Shifts shifts(options.seed);
    for (const auto& [day, hours] : days) {
        std::array<Part, 24> parts;
        for (std::size_t shift = 0; shift < parts.size(); ++shift) {
            parts[shift] = partOf(Halves(hours, shift));
        }
        for (Part& sum : sums) {
            const Part& part = parts[shifts.next()];
            sum.weight += part.weight;
            sum.weighted += part.weighted;
            sum.ofPeak += part.ofPeak;
        }
    }
    Inversion inversion(comparison.difference);
    for (const Part& sum : sums) {
        inversion.add(sum.weight > 0 ? sum.weighted / sum.weight : 0,
                      sum.weight > 0 ? sum.ofPeak / sum.weight : 0);
    }
    comparison.p = inversion.p(false);
    comparison.interval = inversion.interval(options.confidence, false);
}

} // namespace

std::optional<Comparison> peakContrast(std::span<const HourCount> counts,
                                       std::span<const int> peakHours,
                                       const ComparisonOptions& options)
{
    const auto isValid = [](const HourCount& count) {
        return count.hits <= count.n && count.hourOfWeek >= 0 && count.hourOfWeek < hoursPerWeek;
    };
    std::array<bool, hoursPerWeek> isPeak {};
    for (const int hour : peakHours) {
        if (hour < 0 || hour >= hoursPerWeek) {
            return std::nullopt;
        }
        isPeak[std::size_t(hour)] = true;
    }
    if (!std::ranges::all_of(counts, isValid) || options.draws == 0
        || !(options.confidence > 0 && options.confidence < 1)) {
        return std::nullopt;
    }
    Days days;
    for (const HourCount& count : counts) {
        const std::size_t midnight = std::size_t(count.hourOfWeek) / 24 * 24;
        Hours& hours = days[count.day];
        for (std::size_t hour = 0; hour < hours.size(); ++hour) {
            hours[hour].isPeak = isPeak[midnight + hour];
        }
        hours[std::size_t(count.hourOfWeek) - midnight].hits += double(count.hits);
        hours[std::size_t(count.hourOfWeek) - midnight].n += double(count.n);
    }
    std::erase_if(days, [](const auto& day) { return !Halves(day.second, 0).areThere(); });
    auto result = contrastOf(days);
    if (result) {
        turnRound(days, options, *result);
        result->interval = widened(*result, options.confidence);
    }
    return result;
}

} // namespace plimsoll::stats
