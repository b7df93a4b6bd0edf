// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/profile.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <map>
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

// Without long double, which takes several times as long for digits that nobody asks for.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

// ln of the beta function ratio B(a + h, b + n - h) / B(a, b), summed.
double logLikelihood(std::span<const EffectiveCount> cells, double a, double b)
{
    const auto lgamma = [](double x) { return boost::math::lgamma(x, InDouble()); };
    const double ofA = lgamma(a);
    const double ofB = lgamma(b);
    const double ofBoth = lgamma(a + b);
    double sum = 0;
    for (const auto& [hits, n] : cells) {
        sum += lgamma(a + hits) - ofA + lgamma(b + n - hits) - ofB - lgamma(a + b + n) + ofBoth;
    }
    return sum;
}

Likelihood likelihood(std::span<const EffectiveCount> cells, double a, double b)
{
    const auto digamma = [](double x) { return boost::math::digamma(x, InDouble()); };
    const auto trigamma = [](double x) { return boost::math::trigamma(x, InDouble()); };
    const std::array ofA {digamma(a), trigamma(a)};
    const std::array ofB {digamma(b), trigamma(b)};
    const std::array ofBoth {digamma(a + b), trigamma(a + b)};
    double da = 0;
    double db = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (const auto& [hits, n] : cells) {
        const double all = ofBoth[0] - digamma(a + b + n);
        da += digamma(a + hits) - ofA[0] + all;
        db += digamma(b + n - hits) - ofB[0] + all;
        ab += ofBoth[1] - trigamma(a + b + n);
        aa += trigamma(a + hits) - ofA[1];
        bb += trigamma(b + n - hits) - ofB[1];
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
        const boost::math::beta_distribution<double, InDouble> posterior(a, b);
        hour.mean = a / (a + b);
        hour.low = boost::math::quantile(posterior, (1 - confidence) / 2);
        hour.high = boost::math::quantile(boost::math::complement(posterior, (1 - confidence) / 2));
        hour.isPrior = hour.n == 0;
    }
    return profile;
}

} // namespace plimsoll::stats
