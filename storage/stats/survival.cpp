// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/survival.h"

#include "storage/stats/interval.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

namespace plimsoll::stats {

namespace {

using std::chrono::milliseconds;
using Step = SurvivalCurve::Step;

// Products of fractions that ought to be equal differ in their last bits; R takes them as equal
// within the same tolerance.
const double levelTolerance = std::sqrt(std::numeric_limits<double>::epsilon());

bool isConfidence(double confidence)
{
    return confidence > 0 && confidence < 1;
}

double normalQuantile(double confidence)
{
    return boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
}

double greenwoodTerm(std::uint64_t atRisk, std::uint64_t ended)
{
    const auto n = double(atRisk);
    const auto d = double(ended);
    return atRisk == ended ? std::numeric_limits<double>::infinity() : d / (n * (n - d));
}

std::optional<Band> logBand(double survival, double greenwood, double z)
{
    if (survival <= 0) {
        return std::nullopt;
    }
    const double factor = std::exp(z * std::sqrt(greenwood));
    return Band {.low = survival / factor, .high = std::min(1.0, survival * factor)};
}

// With v the variance of log(-log S), which is Greenwood's sum over (log S)^2: S to the power of
// exp(+-z sqrt(v)).
std::optional<Band> logLogBand(double survival, double greenwood, double z)
{
    if (survival <= 0 || survival >= 1) {
        return std::nullopt;
    }
    const double power = std::exp(z * std::sqrt(greenwood) / -std::log(survival));
    return Band {.low = std::pow(survival, power), .high = std::pow(survival, 1 / power)};
}

std::optional<Band> bandOf(double survival, double greenwood, BandScale scale, double confidence)
{
    const double z = normalQuantile(confidence);
    return scale == BandScale::Log ? logBand(survival, greenwood, z)
                                   : logLogBand(survival, greenwood, z);
}

Survival survivalOf(const Step& step, BandScale scale, double confidence)
{
    return Survival {
        .value = step.survival,
        .standardError = step.survival > 0 ? step.survival * std::sqrt(step.greenwood) : 0,
        .band = bandOf(step.survival, step.greenwood, scale, confidence),
    };
}

// Where a falling step function, of which `heightAt` gives the height from a step on, first is at
// or below a level. Steps without a height are passed over.
template<typename HeightAt>
std::optional<milliseconds> crossing(const std::vector<Step>& steps, milliseconds lastSeen,
                                     double level, HeightAt heightAt)
{
    std::optional<milliseconds> reached;
    for (const Step& step : steps) {
        const std::optional<double> height = heightAt(step);
        if (!height || *height > level + levelTolerance) {
            continue;
        }
        if (!reached) {
            reached = step.at;
        }
        if (*height < level - levelTolerance) {
            return *reached + (step.at - *reached) / 2;
        }
    }
    return reached ? std::optional(*reached + (lastSeen - *reached) / 2) : std::nullopt;
}

std::uint64_t countAbove(const std::vector<milliseconds>& sorted, milliseconds t)
{
    return std::uint64_t(sorted.end() - std::ranges::upper_bound(sorted, t));
}

std::uint64_t countFrom(const std::vector<milliseconds>& sorted, milliseconds t)
{
    return std::uint64_t(sorted.end() - std::ranges::lower_bound(sorted, t));
}

auto firstStepAfter(const std::vector<Step>& steps, milliseconds t)
{
    return std::ranges::upper_bound(steps, t, {}, &Step::at);
}

// What happened to those at risk in a span of time.
struct Passage
{
    double lasting = 1; // S at its end by S at its begin
    double greenwood = 0;
    std::uint64_t ended = 0;
};

Passage passage(const std::vector<Step>& steps, milliseconds after, milliseconds upTo)
{
    Passage result;
    for (auto step = firstStepAfter(steps, after); step != steps.end() && step->at <= upTo;
         ++step) {
        result.lasting *= double(step->atRisk - step->ended) / double(step->atRisk);
        result.greenwood += greenwoodTerm(step->atRisk, step->ended);
        result.ended += step->ended;
    }
    return result;
}

// Of the chance that it is over; stillWatched: at risk when the span is over.
Band endBand(const Passage& passed, std::uint64_t stillWatched, double confidence)
{
    if (passed.ended == 0) {
        const auto none = clopperPearson(0, stillWatched, confidence);
        return none ? Band {.low = none->low, .high = none->high} : Band {};
    }
    if (passed.lasting <= 0) {
        const auto all = clopperPearson(passed.ended, passed.ended, confidence);
        return all ? Band {.low = all->low, .high = all->high} : Band {};
    }
    const auto lasting = logBand(passed.lasting, passed.greenwood, normalQuantile(confidence));
    return Band {.low = 1 - lasting->high, .high = 1 - lasting->low};
}

} // namespace

std::optional<SurvivalCurve> SurvivalCurve::of(std::span<const Lifetime> lifetimes)
{
    SurvivalCurve curve;
    std::vector<milliseconds> ends;
    for (const Lifetime& lifetime : lifetimes) {
        const milliseconds entry = std::max(lifetime.entry, milliseconds(0));
        if (lifetime.duration <= entry) {
            continue;
        }
        curve.m_durations.push_back(lifetime.duration);
        curve.m_entries.push_back(entry);
        if (lifetime.ended) {
            ends.push_back(lifetime.duration);
        }
    }
    if (curve.m_durations.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(curve.m_durations);
    std::ranges::sort(curve.m_entries);
    std::ranges::sort(ends);
    curve.addSteps(ends);
    return curve;
}

void SurvivalCurve::addSteps(const std::vector<milliseconds>& ends)
{
    Step step;
    for (auto end = ends.begin(); end != ends.end();) {
        const auto next = std::upper_bound(end, ends.end(), *end);
        step.at = *end;
        step.ended = std::uint64_t(next - end);
        step.atRisk = countFrom(m_durations, *end) - countFrom(m_entries, *end);
        step.survival *= double(step.atRisk - step.ended) / double(step.atRisk);
        step.greenwood += greenwoodTerm(step.atRisk, step.ended);
        m_steps.push_back(step);
        end = next;
    }
}

bool SurvivalCurve::isKnownAt(milliseconds t) const
{
    return t >= milliseconds(0)
        && (t <= lastSeen() || (!m_steps.empty() && m_steps.back().survival <= 0));
}

std::uint64_t SurvivalCurve::atRiskAfter(milliseconds t) const
{
    return countAbove(m_durations, t) - countAbove(m_entries, t);
}

std::optional<Survival> SurvivalCurve::survivalAt(milliseconds t, BandScale scale,
                                                  double confidence) const
{
    if (!isConfidence(confidence) || !isKnownAt(t)) {
        return std::nullopt;
    }
    const auto next = firstStepAfter(m_steps, t);
    return survivalOf(next == m_steps.begin() ? Step {} : *(next - 1), scale, confidence);
}

std::optional<DurationQuantile> SurvivalCurve::quantile(double p, BandScale scale,
                                                        double confidence) const
{
    if (!(p > 0 && p < 1) || !isConfidence(confidence)) {
        return std::nullopt;
    }
    const auto reached = [&](const auto& heightAt) {
        return crossing(m_steps, lastSeen(), 1 - p, heightAt);
    };
    const auto value = reached([](const Step& step) { return std::optional(step.survival); });
    if (!value) {
        return std::nullopt;
    }
    const auto limit = [&](double Band::*side) {
        return reached([&](const Step& step) -> std::optional<double> {
            const auto band = bandOf(step.survival, step.greenwood, scale, confidence);
            return band ? std::optional((*band).*side) : std::nullopt;
        });
    };
    return DurationQuantile {.value = *value, .low = limit(&Band::low), .high = limit(&Band::high)};
}

std::optional<DurationQuantile> SurvivalCurve::median(BandScale scale, double confidence) const
{
    return quantile(0.5, scale, confidence);
}

std::optional<MeanDuration> SurvivalCurve::restrictedMean(milliseconds horizon) const
{
    if (!isKnownAt(horizon)) {
        return std::nullopt;
    }
    double area = 0; // from `right` to the horizon
    double variance = 0;
    milliseconds right = horizon;
    // From the horizon back to the start, for a step's share of the variance is the area after it.
    for (auto step = firstStepAfter(m_steps, horizon); step != m_steps.begin();) {
        --step;
        area += double((right - step->at).count()) * step->survival;
        right = step->at;
        if (step->atRisk > step->ended) {
            variance += area * area * greenwoodTerm(step->atRisk, step->ended);
        }
    }
    area += double(right.count());
    using Exact = std::chrono::duration<double, std::milli>;
    return MeanDuration {.value = Exact(area), .standardError = Exact(std::sqrt(variance))};
}

std::optional<EndChance> SurvivalCurve::endsWithin(milliseconds t, milliseconds w,
                                                   double confidence) const
{
    const bool makesSense =
        t >= milliseconds(0) && w >= milliseconds(0) && isConfidence(confidence);
    const std::uint64_t atRisk = makesSense ? atRiskAfter(t) : 0;
    if (atRisk == 0) {
        return std::nullopt;
    }
    const milliseconds known = lastSeen() - t; // t is before it, for somebody is at risk
    const milliseconds end = t + std::min(w, known);
    // S(t + w) / S(t) as a product of its own: S(t) may be 0 with delayed entry.
    const Passage passed = passage(m_steps, t, end);
    if (w > known && passed.lasting > 0) {
        return std::nullopt;
    }
    const std::uint64_t stillWatched = countFrom(m_durations, end) - countFrom(m_entries, end);
    const Band band = endBand(passed, stillWatched, confidence);
    return EndChance {
        .value = 1 - passed.lasting,
        .low = band.low,
        .high = band.high,
        .atRisk = atRisk,
        .ended = passed.ended,
    };
}

} // namespace plimsoll::stats
