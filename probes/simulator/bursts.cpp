// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/bursts.h"

#include "probes/simulator/random.h"

#include <algorithm>
#include <numeric>

namespace plimsoll::simulator {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds longest = 5h;
constexpr milliseconds slowBefore = 10min;
constexpr double joinProbability = 0.5; // of each other model, when a burst spreads
constexpr int hoursBack = 6; // the longest burst, and the lag of one that spread

constexpr quint64 spreadKey = 0x5072656164ULL;
constexpr quint64 scriptedKey = 0x536372697074ULL;

milliseconds wholeMs(double ms)
{
    return milliseconds(qint64(ms));
}

TimePoint hourStart(qint64 hour)
{
    return TimePoint(std::chrono::hours(hour));
}

qint64 hourOf(TimePoint t)
{
    return std::chrono::floor<std::chrono::hours>(t).time_since_epoch().count();
}

bool isWeekend(TimePoint t)
{
    const std::chrono::weekday day(std::chrono::floor<std::chrono::days>(t));
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

Burst drawn(Random& random, TimePoint from, milliseconds length)
{
    Burst burst;
    burst.from = from;
    burst.to = from + length;
    burst.ramp = wholeMs(random.between(120'000, 300'000));
    burst.severity = random.between(0.2, 1.0);
    burst.slowdown = random.between(2.0, 4.0);
    return burst;
}

bool touches(const Burst& burst, TimeRange range)
{
    return burst.from - slowBefore < range.to && burst.to > range.from;
}

} // namespace

double Burst::strengthAt(TimePoint t) const
{
    if (t < from || t >= to) {
        return 0;
    }
    const milliseconds edge = std::min(ramp, milliseconds((to - from) / 2));
    const milliseconds inside = std::min(t - from, to - t);
    return severity * (inside >= edge ? 1.0 : double(inside.count()) / double(edge.count()));
}

const ModelBehaviour* behaviourAt(const std::vector<BehaviourFrom>& behaviours, TimePoint t)
{
    if (behaviours.empty()) {
        return nullptr;
    }
    const auto after = std::ranges::upper_bound(behaviours, t, {}, &BehaviourFrom::from);
    return after == behaviours.begin() ? &after->behaviour : &std::prev(after)->behaviour;
}

BurstProcess::BurstProcess(const Scenario& scenario, quint64 seed)
    : m_scripted(scenario.bursts)
    , m_spread(scenario.spread)
    , m_seed(seed)
{
    for (const BehaviourFrom& row : scenario.behaviours) {
        if (m_models.empty() || m_models.back().id != row.behaviour.model) {
            const QString& id = row.behaviour.model;
            m_models.push_back({id, {}, combined(seed, keyOf(id))});
        }
        m_models.back().behaviours.push_back(row);
    }
    m_near.resize(m_models.size());

    const auto& weights = scenario.hourWeights;
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t hour = 0; hour < weights.size(); ++hour) {
        m_hourShares[hour] = sum > 0 ? weights[hour] / sum : 1.0 / 24;
    }
    // The mean over a week stays the rate that the scenario names.
    const double mean = (5 + 2 * scenario.weekendWeight) / 7;
    m_weekdayFactor = mean > 0 ? 1 / mean : 1;
    m_weekendFactor = m_weekdayFactor * scenario.weekendWeight;
}

double BurstProcess::perHour(const Model& model, qint64 hour) const
{
    const TimePoint t = hourStart(hour);
    const ModelBehaviour* behaviour = behaviourAt(model.behaviours, t);
    const bool exists = behaviour->from <= t && (!behaviour->retired || t < *behaviour->retired);
    if (!exists) {
        return 0;
    }
    const double day = isWeekend(t) ? m_weekendFactor : m_weekdayFactor;
    return behaviour->burstsPerDay * m_hourShares[std::size_t(((hour % 24) + 24) % 24)] * day;
}

std::vector<Burst> BurstProcess::ownBegunIn(const Model& model, qint64 hour) const
{
    std::vector<Burst> bursts;
    const double mean = perHour(model, hour);
    if (mean <= 0) {
        return bursts;
    }
    Random random(combined(model.key, quint64(hour)));
    const ModelBehaviour* behaviour = behaviourAt(model.behaviours, hourStart(hour));
    for (int left = random.poisson(mean); left > 0; --left) {
        const TimePoint from = hourStart(hour) + wholeMs(random.between(0, 3'600'000));
        const double length =
            random.logNormal(double(behaviour->burstMedian.count()), behaviour->burstSigma);
        Burst burst = drawn(random, from, std::min(longest, wholeMs(length)));
        burst.spreads = random.chance(m_spread);
        bursts.push_back(burst);
    }
    return bursts;
}

void BurstProcess::addSpread(std::vector<Burst>& bursts, std::size_t model, qint64 hour) const
{
    for (std::size_t other = 0; m_spread > 0 && other < m_models.size(); ++other) {
        if (other == model) {
            continue;
        }
        for (const Burst& origin : ownBegunIn(m_models[other], hour)) {
            Random random(
                combined(m_models[model].key ^ spreadKey, quint64(toEpochMs(origin.from))));
            if (!origin.spreads || !random.chance(joinProbability)) {
                continue;
            }
            const milliseconds lag = wholeMs(random.between(0, 180'000));
            bursts.push_back(drawn(random, origin.from + lag, origin.to - origin.from));
        }
    }
}

void BurstProcess::addScripted(std::vector<Burst>& bursts, std::size_t model, TimeRange range) const
{
    for (const ScriptedBurst& script : m_scripted) {
        const bool meant =
            script.models.empty() || std::ranges::count(script.models, m_models[model].id) > 0;
        Random random(
            combined(m_models[model].key ^ scriptedKey, quint64(toEpochMs(script.range.from))));
        Burst burst = drawn(random, script.range.from, script.range.length());
        burst.severity = script.severity;
        if (meant && touches(burst, range)) {
            bursts.push_back(burst);
        }
    }
}

std::vector<Burst> BurstProcess::begunIn(std::size_t model, qint64 hour) const
{
    std::vector<Burst> bursts = ownBegunIn(m_models[model], hour);
    addSpread(bursts, model, hour);
    return bursts;
}

std::vector<Burst> BurstProcess::touching(std::size_t model, TimeRange range) const
{
    std::vector<Burst> bursts;
    for (qint64 hour = hourOf(range.from) - hoursBack; hour <= hourOf(range.to); ++hour) {
        std::ranges::copy_if(begunIn(model, hour), std::back_inserter(bursts),
                             [range](const Burst& burst) { return touches(burst, range); });
    }
    addScripted(bursts, model, range);
    return bursts;
}

void BurstProcess::fillNear(std::size_t model, qint64 hour) const
{
    m_near[model] = {hour, touching(model, {hourStart(hour), hourStart(hour + 1)})};
}

BurstState BurstProcess::at(std::size_t model, TimePoint t) const
{
    const qint64 hour = hourOf(t);
    if (m_near[model].hour != hour) {
        fillNear(model, hour);
    }
    BurstState state;
    for (const Burst& burst : m_near[model].bursts) {
        state.strength = std::max(state.strength, burst.strengthAt(t));
        if (t >= burst.from - slowBefore && t < burst.to) {
            state.slowdown = std::max(state.slowdown, burst.slowdown);
        }
    }
    return state;
}

} // namespace plimsoll::simulator
