// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/history.h"

#include "probes/simulator/random.h"
#include "probes/simulator/recorded.h"
#include "probes/simulator/world.h"

#include <algorithm>

namespace plimsoll::simulator {

namespace {

using std::chrono::milliseconds;

constexpr quint64 probeKey = 0x70726f6265ULL;

// One target and its next probe. Slots are counted from 1970, so that two ranges of one plan never
// repeat each other's draws.
struct Series
{
    const Target* target = nullptr;
    quint64 key = 0;
    milliseconds phase {0};
    qint64 slot = 0;
    TimePoint next;
    bool ended = false;
};

int tokensOf(const Target& target, const ModelInfo* info)
{
    switch (target.id.kind) {
    case ProbeKind::Prefill:
        return info && !info->acceptsZeroTokens ? 1 : 0;
    case ProbeKind::Generation:
        return 32;
    default:
        return 1;
    }
}

MessageRequest requestOf(const Target& target, const Catalogue& catalogue)
{
    const ModelInfo* info = catalogue.find(target.id.model);
    MessageRequest request;
    request.model = target.id.model;
    request.stream = isStreamed(target.id.kind);
    request.thinks = info && thinksAlways(*info);
    request.maxTokens = tokensOf(target, info);
    request.inputTokens = target.id.kind == ProbeKind::Generation ? 13 : 8;
    return request;
}

class Generator
{
public:
    Generator(const HistoryPlan& plan, const Catalogue& catalogue)
        : m_plan(plan)
        , m_world(plan.scenario, plan.seed, catalogue)
        , m_organization(organizationOf(plan.seed))
    {
        for (const Target& target : plan.targets) {
            addSeries(target);
        }
    }

    void run(const std::function<bool(Observation&&)>& take);

private:
    void addSeries(const Target& target);
    static void schedule(Series& series);
    bool inGap(TimePoint t) const;
    std::optional<Observation> probe(Series& series);
    Observation message(Series& series, quint64 key);

    const HistoryPlan& m_plan;
    World m_world;
    QByteArray m_organization;
    std::vector<Series> m_series;
};

void Generator::addSeries(const Target& target)
{
    // Follow-ups belong to a running schedule and never to a rate.
    if (target.id.kind == ProbeKind::Followup || target.every <= milliseconds(0)) {
        return;
    }
    Series series;
    series.target = &target;
    series.key =
        combined(combined(m_plan.seed ^ probeKey, keyOf(target.id.model)), quint64(target.id.kind));
    series.phase =
        milliseconds(qint64(double(target.every.count()) * Random(series.key).uniform()));
    // One slot early, for the phase.
    series.slot = toEpochMs(m_plan.range.from) / target.every.count() - 2;
    do {
        schedule(series);
    } while (series.next < m_plan.range.from);
    m_series.push_back(series);
}

void Generator::schedule(Series& series)
{
    const Target& target = *series.target;
    ++series.slot;
    Random random(combined(series.key, quint64(series.slot)));
    const double late =
        std::clamp(target.jitter, 0.0, 1.0) * random.uniform() * double(target.every.count());
    series.next = TimePoint(series.slot * target.every + series.phase + milliseconds(qint64(late)));
}

bool Generator::inGap(TimePoint t) const
{
    return std::ranges::any_of(m_plan.scenario.gaps,
                               [t](const Gap& gap) { return gap.range.contains(t); });
}

void Generator::run(const std::function<bool(Observation&&)>& take)
{
    while (true) {
        const auto open = [](const Series& series) { return !series.ended; };
        const auto due = std::ranges::min_element(m_series, [&](const Series& a, const Series& b) {
            return open(a) != open(b) ? open(a) : a.next < b.next;
        });
        if (due == m_series.end() || due->ended) {
            return;
        }
        if (due->next >= m_plan.range.to) {
            due->ended = true;
            continue;
        }
        if (!inGap(due->next)) {
            auto observation = probe(*due);
            if (observation && !take(std::move(*observation))) {
                return;
            }
        }
        schedule(*due);
    }
}

std::optional<Observation> Generator::probe(Series& series)
{
    const Target& target = *series.target;
    const TimePoint at = series.next;
    const quint64 key = combined(series.key ^ probeKey, quint64(series.slot));
    const bool exists = target.id.model.isEmpty() || m_world.exists(target.id.model, at);
    if (!exists && !m_world.existed(target.id.model, at)) {
        return std::nullopt; // nobody probes a model that is not out yet
    }
    Observation observation;
    if (target.id.kind == ProbeKind::Line) {
        observation = recordedLine(target, at, key);
    } else if (target.id.kind == ProbeKind::Control && exists) {
        observation = recordedControl(target, at, lineDelays(key), key);
    } else {
        observation = message(series, key);
    }
    observation.at = at;
    observation.lateness = Micros(qint64(Random(key).between(60, 900)));
    // A model that is gone is told once; the schedule then stops asking.
    series.ended = !exists;
    return observation;
}

Observation Generator::message(Series& series, quint64 key)
{
    const Target& target = *series.target;
    const TimePoint at = series.next;
    const MessageRequest request = requestOf(target, m_world.catalogue());
    Answer answer = m_world.answer({request.model, at, key, request.stream});
    if (!m_world.exists(request.model, at)) {
        answer.shape = Shape::ModelGone;
    }
    const LineDelays line = lineDelays(key);
    const TimePoint answered =
        at + std::chrono::duration_cast<milliseconds>(answer.firstByte + line.network);
    const QString pool = m_world.catalogue().pool(request.model);
    const PoolLimitsFrom limits = m_world.limits(pool, at);
    Levels levels = fullLevels(limits);
    levels.requests -= 1;
    levels.inputTokens -= double(request.inputTokens);
    levels.outputTokens -= double(request.maxTokens);
    const Exchange exchange =
        exchangeOf(m_world, request, answer, {at, answered, levels, std::nullopt});
    Observation observation = recorded(exchange, target, line, m_organization);
    observation.costNanoUsd = m_world.catalogue().costNanoUsd(request.model, observation.usage, at);
    return observation;
}

} // namespace

void generateHistory(const HistoryPlan& plan, const Catalogue& catalogue,
                     const std::function<bool(Observation&&)>& take)
{
    Generator(plan, catalogue).run(take);
}

} // namespace plimsoll::simulator
