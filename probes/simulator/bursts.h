// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/simulator/scenario.h"

#include <vector>

namespace plimsoll::simulator {

struct Burst
{
    TimePoint from;
    TimePoint to;
    std::chrono::milliseconds ramp {
        0}; // to full severity at the begin, and away from it at the end
    double severity = 1; // 0 to 1
    double slowdown = 1; // of answers, from ten minutes before it
    bool spreads = false; // reaches other models

    double strengthAt(TimePoint t) const; // 0 outside
};

struct BurstState
{
    double strength = 0; // 0 calm, 1 a burst at its worst
    double slowdown = 1;
};

// When each model of a scenario is overloaded: a process with two states, calm and burst. Bursts
// begin as a Poisson process whose rate depends on the UTC hour and last a log-normal time;
// overlapping ones act as one. Every hour of every model is addressed by the seed alone, so any
// moment can be asked first.
class BurstProcess
{
public:
    BurstProcess(const Scenario& scenario, quint64 seed);

    // `model` counts the models in the order of the scenario.
    BurstState at(std::size_t model, TimePoint t) const;
    std::vector<Burst> begunIn(std::size_t model, qint64 hour) const; // hours since 1970
    std::vector<Burst> touching(std::size_t model, TimeRange range) const;

private:
    struct Model
    {
        QString id;
        std::vector<BehaviourFrom> behaviours;
        quint64 key = 0;
    };
    struct Near
    {
        qint64 hour = -1;
        std::vector<Burst> bursts;
    };

    std::vector<Burst> ownBegunIn(const Model& model, qint64 hour) const;
    void addSpread(std::vector<Burst>& bursts, std::size_t model, qint64 hour) const;
    void addScripted(std::vector<Burst>& bursts, std::size_t model, TimeRange range) const;
    void fillNear(std::size_t model, qint64 hour) const;
    double perHour(const Model& model, qint64 hour) const;

    std::vector<Model> m_models;
    std::vector<ScriptedBurst> m_scripted;
    std::array<double, 24> m_hourShares {}; // sum to 1
    double m_weekdayFactor = 1;
    double m_weekendFactor = 1;
    double m_spread = 0;
    quint64 m_seed = 0;
    mutable std::vector<Near> m_near; // bursts that may touch the hour asked last, by model
};

// The behaviour in force at a moment; the first one before its date. Null for an empty list.
const ModelBehaviour* behaviourAt(const std::vector<BehaviourFrom>& behaviours, TimePoint t);

} // namespace plimsoll::simulator
