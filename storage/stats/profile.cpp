// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/profile.h"

#include "storage/stats/blockdesign.h"
#include "storage/stats/inversion.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <map>
#include <random>
#include <vector>

namespace plimsoll::stats {

namespace {

// In terms of u = ln a and v = ln b, which keeps a and b positive.
struct Likelihood
{
    double value = 0;
    double u = 0; // first derivatives
    double v = 0;
    double uu = 0; // second derivatives
    double uv = 0;
    double vv = 0;
};

// ln of the beta function ratio B(a + h, b + n - h) / B(a, b), summed.
double logLikelihood(std::span<const EffectiveCount> cells, double a, double b)
{
    using boost::math::lgamma;
    double sum = 0;
    for (const auto& [hits, n] : cells) {
        sum += lgamma(a + hits) - lgamma(a) + lgamma(b + n - hits) - lgamma(b) - lgamma(a + b + n)
            + lgamma(a + b);
    }
    return sum;
}

Likelihood likelihood(std::span<const EffectiveCount> cells, double a, double b)
{
    using boost::math::digamma;
    using boost::math::trigamma;
    double da = 0;
    double db = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (const auto& [hits, n] : cells) {
        const double all = digamma(a + b) - digamma(a + b + n);
        da += digamma(a + hits) - digamma(a) + all;
        db += digamma(b + n - hits) - digamma(b) + all;
        ab += trigamma(a + b) - trigamma(a + b + n);
        aa += trigamma(a + hits) - trigamma(a);
        bb += trigamma(b + n - hits) - trigamma(b);
    }
    return {.value = logLikelihood(cells, a, b),
            .u = a * da,
            .v = b * db,
            .uu = a * a * (aa + ab) + a * da,
            .uv = a * b * ab,
            .vv = b * b * (bb + ab) + b * db};
}

// Uphill also where the likelihood is not concave: there, along the gradient.
std::array<double, 2> stepOf(const Likelihood& at)
{
    const double determinant = at.uu * at.vv - at.uv * at.uv;
    const double steepest = std::max(std::abs(at.u), std::abs(at.v));
    std::array<double, 2> step {at.u / steepest, at.v / steepest};
    if (at.uu < 0 && determinant > 0) {
        step = {(at.uv * at.v - at.vv * at.u) / determinant,
                (at.uv * at.u - at.uu * at.v) / determinant};
    }
    const double longest = std::max(std::abs(step[0]), std::abs(step[1]));
    const double shrink = std::min(1.0, 2 / longest); // no more than exp(2) at once
    return {step[0] * shrink, step[1] * shrink};
}

// Stops at a + b = `most`.
BetaPrior climbed(std::span<const EffectiveCount> cells, BetaPrior prior, double most)
{
    constexpr int rounds = 200;
    for (int round = 0; round < rounds && prior.a + prior.b < most; ++round) {
        const Likelihood at = likelihood(cells, prior.a, prior.b);
        const auto step = stepOf(at);
        if (!(std::max(std::abs(step[0]), std::abs(step[1])) > 1e-10)) {
            break;
        }
        double scale = 1;
        const auto moved = [&](int i) { return std::exp(scale * step[std::size_t(i)]); };
        const double slack = 1e-12 * std::abs(at.value);
        while (scale > 1e-6
               && !(logLikelihood(cells, prior.a * moved(0), prior.b * moved(1))
                    >= at.value - slack)) {
            scale /= 2;
        }
        prior.a *= moved(0);
        prior.b *= moved(1);
    }
    return prior;
}

// Kleinman 1973, JASA 68:46, with weights n: the between-cell share of the variance gives 1 / (a +
// b + 1). Only where the climb begins.
BetaPrior fromMoments(std::span<const EffectiveCount> cells, const EffectiveCount& total)
{
    const double rate = total.hits / total.n;
    double squares = 0;
    double sizes = 0;
    double used = 0;
    for (const auto& [hits, n] : cells) {
        squares += n > 0 ? (hits - n * rate) * (hits - n * rate) / n : 0;
        sizes += n * n;
        used += n > 0 ? 1 : 0;
    }
    const double spread = squares / (rate * (1 - rate)) - (used - 1);
    const double share = spread / (total.n - sizes / total.n - (used - 1));
    const double strength = share > 0 && share < 1 ? 1 / share - 1 : total.n / 10;
    const double usable = std::clamp(strength, 1e-2, std::max(1e-2, total.n / 10));
    return {.a = rate * usable, .b = (1 - rate) * usable, .source = PriorSource::Likelihood};
}

bool areValid(std::span<const HourCount> counts)
{
    return std::ranges::all_of(counts, [](const HourCount& count) {
        return count.hits <= count.n && count.hourOfWeek >= 0 && count.hourOfWeek < hoursPerWeek;
    });
}

using Hours = std::array<Cell, 24>; // of one day, and whether B, the peak

// What a day adds to the Mantel-Haenszel difference when its calls are moved by some hours.
struct Part
{
    double weight = 0;
    double weighted = 0; // weight times difference of the rates
    double ofPeak = 0; // the same with a hit in each call of the peak, and no other
};

Part partOf(const Hours& hours, std::size_t shift)
{
    struct Calls
    {
        double hits = 0;
        double n = 0;
        double ofPeak = 0;
    };
    Calls peak;
    Calls rest;
    for (std::size_t hour = 0; hour < hours.size(); ++hour) {
        const Cell& moved = hours[(hour + shift) % hours.size()];
        Calls& sum = hours[hour].period == Period::B ? peak : rest;
        sum.hits += double(moved.hits);
        sum.n += double(moved.n);
        sum.ofPeak += moved.period == Period::B ? double(moved.n) : 0;
    }
    if (!(peak.n > 0 && rest.n > 0)) {
        return {};
    }
    const double both = peak.n + rest.n;
    return {.weight = peak.n * rest.n / both,
            .weighted = (peak.hits * rest.n - rest.hits * peak.n) / both,
            .ofPeak = (peak.ofPeak * rest.n - rest.ofPeak * peak.n) / both};
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

// Into p and the interval.
void turnRound(const std::map<std::int64_t, Hours>& days, const ComparisonOptions& options,
               Comparison& comparison)
{
    std::vector<std::array<Part, 24>> parts;
    for (const auto& [day, hours] : days) {
        parts.emplace_back();
        for (std::size_t shift = 0; shift < hours.size(); ++shift) {
            parts.back()[shift] = partOf(hours, shift);
        }
    }
    Inversion inversion(comparison.difference);
    Shifts shifts(options.seed);
    for (std::uint64_t i = 0; i < options.draws; ++i) {
        Part sum;
        for (const auto& day : parts) {
            const Part& part = day[shifts.next()];
            sum.weight += part.weight;
            sum.weighted += part.weighted;
            sum.ofPeak += part.ofPeak;
        }
        inversion.add(sum.weight > 0 ? sum.weighted / sum.weight : 0,
                      sum.weight > 0 ? sum.ofPeak / sum.weight : 0);
    }
    comparison.p = inversion.p(false);
    comparison.interval = inversion.interval(options.confidence, false);
}

// Each day in two blocks, compared with itself.
std::vector<Cell> pairsOf(const std::map<std::int64_t, Hours>& days)
{
    std::vector<Cell> cells;
    for (const auto& [day, hours] : days) {
        for (Cell cell : hours) {
            cell.block = 2 * std::int64_t(cells.size() / 24) + (cell.period == Period::B ? 1 : 0);
            cell.stratum = day;
            cell.slot = day;
            cells.push_back(cell);
        }
    }
    return cells;
}

} // namespace

std::optional<BetaPrior> fitBetaPrior(std::span<const EffectiveCount> cells)
{
    EffectiveCount total;
    for (const auto& [hits, n] : cells) {
        if (!(hits >= 0 && hits <= n && std::isfinite(n))) {
            return std::nullopt;
        }
        total.hits += hits;
        total.n += n;
    }
    if (!(total.n > 0)) {
        return std::nullopt;
    }
    if (!(total.hits > 0 && total.hits < total.n)) {
        return BetaPrior {};
    }
    const BetaPrior fitted = climbed(cells, fromMoments(cells, total), total.n);
    if (fitted.a + fitted.b < total.n) {
        return fitted;
    }
    return BetaPrior {
        .a = total.hits, .b = total.n - total.hits, .source = PriorSource::Homogeneous};
}

double hourDispersion(std::span<const HourCount> counts)
{
    std::array<EffectiveCount, hoursPerWeek> totals;
    std::map<std::pair<int, std::int64_t>, EffectiveCount> days;
    for (const HourCount& count : counts) {
        if (count.hourOfWeek < 0 || count.hourOfWeek >= hoursPerWeek) {
            continue;
        }
        for (EffectiveCount* sum :
             {&totals[std::size_t(count.hourOfWeek)], &days[{count.hourOfWeek, count.day}]}) {
            sum->hits += double(count.hits);
            sum->n += double(count.n);
        }
    }
    double squares = 0;
    double expected = 0;
    for (const auto& [key, day] : days) {
        const EffectiveCount& total = totals[std::size_t(key.first)];
        const double rate = total.n > 0 ? total.hits / total.n : 0;
        squares += (day.hits - day.n * rate) * (day.hits - day.n * rate);
        expected += total.n > 0 ? day.n * rate * (1 - rate) * (1 - day.n / total.n) : 0;
    }
    return expected > 0 ? std::max(1.0, squares / expected) : 1;
}

std::optional<WeekProfile> weekProfile(std::span<const HourCount> counts, double confidence)
{
    if (!areValid(counts) || !(confidence > 0 && confidence < 1)) {
        return std::nullopt;
    }
    WeekProfile profile;
    for (const HourCount& count : counts) {
        profile.hours[std::size_t(count.hourOfWeek)].hits += count.hits;
        profile.hours[std::size_t(count.hourOfWeek)].n += count.n;
    }
    profile.dispersion = hourDispersion(counts);
    std::vector<EffectiveCount> cells;
    for (const HourRate& hour : profile.hours) {
        cells.push_back({.hits = double(hour.hits) / profile.dispersion,
                         .n = double(hour.n) / profile.dispersion});
    }
    const auto prior = fitBetaPrior(cells);
    if (!prior) {
        return std::nullopt;
    }
    profile.prior = *prior;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        HourRate& hour = profile.hours[i];
        const double a = prior->a + cells[i].hits;
        const double b = prior->b + cells[i].n - cells[i].hits;
        const boost::math::beta_distribution<> posterior(a, b);
        hour.mean = a / (a + b);
        hour.low = boost::math::quantile(posterior, (1 - confidence) / 2);
        hour.high = boost::math::quantile(boost::math::complement(posterior, (1 - confidence) / 2));
        hour.isPrior = hour.n == 0;
    }
    return profile;
}

std::optional<Comparison> peakContrast(std::span<const HourCount> counts,
                                       std::span<const int> peakHours,
                                       const ComparisonOptions& options)
{
    std::array<bool, hoursPerWeek> isPeak {};
    for (const int hour : peakHours) {
        if (hour < 0 || hour >= hoursPerWeek) {
            return std::nullopt;
        }
        isPeak[std::size_t(hour)] = true;
    }
    if (!areValid(counts) || options.draws == 0
        || !(options.confidence > 0 && options.confidence < 1)) {
        return std::nullopt;
    }
    std::map<std::int64_t, Hours> days;
    for (const HourCount& count : counts) {
        const std::size_t midnight = std::size_t(count.hourOfWeek) / 24 * 24;
        Hours& hours = days[count.day];
        for (std::size_t hour = 0; hour < hours.size(); ++hour) {
            hours[hour].period = isPeak[midnight + hour] ? Period::B : Period::A;
        }
        hours[std::size_t(count.hourOfWeek) - midnight].hits += count.hits;
        hours[std::size_t(count.hourOfWeek) - midnight].n += count.n;
    }
    const auto design = designOf(pairsOf(days));
    auto result = design ? comparisonOf(*design) : std::nullopt;
    if (result) {
        turnRound(days, options, *result);
        result->interval = widened(*result, options.confidence);
    }
    return result;
}

} // namespace plimsoll::stats
