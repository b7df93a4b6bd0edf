// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/world.h"

#include "probes/simulator/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace plimsoll::simulator {

namespace {

// Where a scenario is silent: the Start row of the published table since 2026-06-26.
PoolLimitsFrom commonLimits()
{
    return {{}, {}, 1'000, 2'000'000, 400'000};
}

constexpr double gapSigma = 0.15;
constexpr double slowTokensFactor = 8;

// Refusals of the API are quick; the edge gives up late but a test cannot wait for minutes.
Micros refusalDelay(Shape shape, Random& random)
{
    const double median = shape == Shape::Error504 || shape == Shape::Edge522Json ? 400'000
        : shape == Shape::OverloadedHttp                                          ? 90'000
                                                                                  : 35'000;
    return Micros(qint64(random.logNormal(median, 0.3)));
}

Shape drawnShape(const ModelBehaviour& behaviour, double strength, double draw)
{
    for (std::size_t i = 1; i < shapeCount; ++i) {
        const double calm = behaviour.calm.shares[i];
        draw -= calm + std::max(0.0, behaviour.burst.shares[i] - calm) * strength;
        if (draw < 0) {
            return Shape(i);
        }
    }
    return Shape::Ok;
}

// Existence as scenario and catalogue agree: the later birth, the earlier end.
void limitToCatalogue(TimePoint& from, std::optional<TimePoint>& until, const ModelInfo& info)
{
    from = std::max(from, info.released);
    if (info.retires) {
        until = until ? std::min(*until, *info.retires) : *info.retires;
    }
}

Scenario limitedToCatalogue(Scenario scenario, const Catalogue& catalogue)
{
    for (BehaviourFrom& row : scenario.behaviours) {
        if (const ModelInfo* info = catalogue.find(row.behaviour.model)) {
            limitToCatalogue(row.behaviour.from, row.behaviour.retired, *info);
        }
    }
    return scenario;
}

} // namespace

Micros Answer::tokenGap(int index) const
{
    Random random(combined(key, quint64(index) + 1));
    return Micros(qint64(random.logNormal(double(perToken.count()), gapSigma)));
}

World::World(Scenario scenario, quint64 seed, Catalogue catalogue)
    : m_scenario(limitedToCatalogue(std::move(scenario), catalogue))
    , m_catalogue(std::move(catalogue))
    , m_seed(seed)
    , m_bursts(m_scenario, seed)
{
    std::size_t process = 0;
    for (const BehaviourFrom& row : m_scenario.behaviours) {
        const ModelBehaviour& behaviour = row.behaviour;
        if (m_models.empty() || m_models.back().id != behaviour.model) {
            m_models.push_back({behaviour.model,
                                {},
                                process++,
                                behaviour.from,
                                behaviour.retired,
                                combined(seed, keyOf(behaviour.model))});
        }
        m_models.back().behaviours.push_back(row);
    }
    for (const ModelInfo& info : m_catalogue.models()) {
        if (!find(info.id)) {
            ModelBehaviour plain;
            plain.model = info.id;
            m_models.push_back({info.id,
                                {{info.released, plain}},
                                std::nullopt,
                                info.released,
                                info.retires,
                                combined(seed, keyOf(info.id))});
        }
    }
}

const World::Entry* World::find(const QString& model) const
{
    auto it = std::ranges::find(m_models, model, &Entry::id);
    if (it == m_models.end()) {
        // The dateless alias of a dated model.
        const ModelInfo* info = m_catalogue.find(model);
        it = info ? std::ranges::find(m_models, info->id, &Entry::id) : it;
    }
    return it == m_models.end() ? nullptr : &*it;
}

bool World::exists(const QString& model, TimePoint at) const
{
    const Entry* entry = find(model);
    return entry && entry->from <= at && (!entry->until || at < *entry->until);
}

bool World::existed(const QString& model, TimePoint at) const
{
    const Entry* entry = find(model);
    return entry && entry->from <= at;
}

BurstState World::burst(const QString& model, TimePoint at) const
{
    const Entry* entry = find(model);
    return entry && entry->process ? m_bursts.at(*entry->process, at) : BurstState {};
}

std::vector<ListedModel> World::models() const
{
    std::vector<ListedModel> models;
    for (const Entry& entry : m_models) {
        const ModelInfo* known = m_catalogue.find(entry.id);
        ListedModel listed;
        if (known) {
            listed.info = *known;
        } else {
            listed.info.id = entry.id;
            listed.info.displayName = entry.id;
        }
        listed.info.released = entry.from;
        listed.info.retires = entry.until;
        listed.deprecated = entry.behaviours.front().behaviour.deprecated;
        models.push_back(std::move(listed));
    }
    return models;
}

std::vector<ModelBurst> World::bursts(TimeRange range) const
{
    std::vector<ModelBurst> all;
    for (const Entry& entry : m_models) {
        if (entry.process) {
            for (const Burst& burst : m_bursts.touching(*entry.process, range)) {
                all.push_back({entry.id, burst});
            }
        }
    }
    std::ranges::stable_sort(all, {}, [](const ModelBurst& each) { return each.burst.from; });
    return all;
}

Answer World::answer(const Question& question) const
{
    const Entry* entry = find(question.model);
    Q_ASSERT(entry);
    const ModelBehaviour& behaviour = *behaviourAt(entry->behaviours, question.at);
    const BurstState state =
        entry->process ? m_bursts.at(*entry->process, question.at) : BurstState {};

    Answer answer;
    answer.key = combined(entry->key, question.number);
    Random random(answer.key);
    const Shape shape = drawnShape(behaviour, state.strength, random.uniform());
    answer.shape = question.streamed ? shape : withoutStream(shape);

    const double first =
        random.logNormal(double(behaviour.firstToken.count()), behaviour.firstTokenSigma);
    answer.firstToken = Micros(qint64(first * state.slowdown));
    answer.firstByte = Micros(qint64(first * state.slowdown * random.between(0.75, 0.95)));
    const double slow = answer.shape == Shape::SlowTokens ? slowTokensFactor : 1;
    answer.perToken = Micros(qint64(double(behaviour.perToken.count()) * slow));
    if (httpStatus(answer.shape) != 200) {
        answer.firstByte = refusalDelay(answer.shape, random);
        answer.firstToken = answer.firstByte;
    } else if (answer.shape == Shape::OverloadedFirst) {
        answer.firstToken = answer.firstByte;
    }
    return answer;
}

PoolLimitsFrom World::limits(const QString& pool, TimePoint at) const
{
    const PoolLimitsFrom* found = nullptr;
    for (const PoolLimitsFrom& row : m_scenario.limits) {
        if (row.pool == pool && (!found || row.from <= at)) {
            found = &row;
        }
    }
    PoolLimitsFrom limits = found ? *found : commonLimits();
    limits.pool = pool;
    return limits;
}

std::optional<double> World::scriptedTraffic(const QString& pool, TimePoint at) const
{
    for (const Traffic& traffic : m_scenario.traffic) {
        if (traffic.pool == pool && traffic.range.contains(at)) {
            const double done =
                double((at - traffic.range.from).count()) / double(traffic.range.length().count());
            return std::lerp(traffic.begin, traffic.end, done);
        }
    }
    return std::nullopt;
}

double World::otherTraffic(const QString& pool, LimitKind kind, TimePoint at) const
{
    using std::numbers::pi;
    if (const auto scripted = scriptedTraffic(pool, at)) {
        return *scripted;
    }
    Random random(combined(m_seed, keyOf(pool)));
    const double base = random.between(0.12, 0.3);
    const double peakHour = random.between(9, 17);
    const double slowPhase = random.uniform();
    const double quickPhase = random.uniform();

    const double minutes = double(toEpochMs(at)) / 60'000;
    const double day = std::cos(2 * pi * (minutes / 60 - peakHour) / 24);
    const double slow = std::sin(2 * pi * (minutes / 97 + slowPhase));
    const double quick = std::sin(2 * pi * (minutes / 11.3 + quickPhase));
    // Requests and tokens move together but are not the same share of their limits.
    const double weight = kind == LimitKind::Requests ? 0.6
        : kind == LimitKind::InputTokens              ? 1
                                                      : 0.8;
    const double share = weight * base * (1.2 + 0.7 * day + 0.35 * slow + 0.25 * quick);
    return std::clamp(share, 0.03, 0.75);
}

} // namespace plimsoll::simulator
