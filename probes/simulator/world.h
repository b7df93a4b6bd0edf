// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/observation.h"
#include "probes/simulator/bursts.h"
#include "probes/simulator/scenario.h"
#include "probes/simulator/shape.h"

#include <optional>

namespace plimsoll::simulator {

// A request as far as it matters for what it meets.
struct Question
{
    QString model;
    TimePoint at;
    quint64 number = 0; // of this model's requests; draws depend on it and the seed alone
    bool streamed = true;
};

// What a request meets. Delays count from the last byte of the request.
struct Answer
{
    Shape shape = Shape::Ok;
    Micros firstByte {0};
    Micros firstToken {0}; // not before firstByte
    Micros perToken {0}; // median
    quint64 key = 0; // of the draws that belong to this request

    Micros tokenGap(int index) const; // between token `index` and the next
};

struct ListedModel
{
    ModelInfo info; // released and retires as scenario and catalogue agree
    std::optional<TimePoint> deprecated;
};

struct ModelBurst
{
    QString model;
    Burst burst;
};

// The truth of a scenario: which model exists when, what its requests meet, what the limits are and
// how much of them the rest of the organization uses. The server and the generated history both ask
// it. Pure apart from caches; lives in one thread.
class World
{
public:
    World(Scenario scenario, quint64 seed, Catalogue catalogue);

    const Scenario& scenario() const { return m_scenario; }
    const Catalogue& catalogue() const { return m_catalogue; }
    quint64 seed() const { return m_seed; }

    bool exists(const QString& model, TimePoint at) const;
    bool existed(const QString& model, TimePoint at) const; // then or before
    // Of the catalogue and of the scenario, with the dates of both.
    std::vector<ListedModel> models() const;
    Answer answer(const Question& question) const;
    BurstState burst(const QString& model, TimePoint at) const;
    // Of all models that touch the range, in order of time.
    std::vector<ModelBurst> bursts(TimeRange range) const;
    // What the scenario says of the pool at a moment, else the oldest row, else a common default.
    PoolLimitsFrom limits(const QString& pool, TimePoint at) const;
    // Share of every limit that the scenario says others use at the moment, if it says so.
    std::optional<double> scriptedTraffic(const QString& pool, TimePoint at) const;
    // Share of a limit that the organization's other traffic uses: what is scripted, else smooth,
    // 0.03 to 0.75.
    double otherTraffic(const QString& pool, LimitKind kind, TimePoint at) const;

private:
    struct Entry
    {
        QString id;
        std::vector<BehaviourFrom> behaviours;
        std::optional<std::size_t> process; // index in the burst process
        TimePoint from;
        std::optional<TimePoint> until;
        quint64 key = 0;
    };

    const Entry* find(const QString& model) const;

    Scenario m_scenario;
    Catalogue m_catalogue;
    std::vector<Entry> m_models;
    quint64 m_seed = 0;
    BurstProcess m_bursts;
};

} // namespace plimsoll::simulator
