// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/event.h"
#include "probes/domain/ratelimits.h"
#include "probes/domain/result.h"

#include <QString>

#include <array>
#include <map>
#include <vector>

namespace plimsoll::simulator {

// Probabilities of what a request meets, given the state of its model. The rest is a plain answer.
// The keys are the names in the TOML files.
struct FaultMix
{
    std::map<QString, double> shares; // shape name -> probability
};

// One model: when it exists, how it behaves while calm and inside an overload burst, and how fast
// it answers.
struct ModelBehaviour
{
    QString model;
    TimePoint from; // 404 before
    std::optional<TimePoint> retired; // 404 from then on
    double burstsPerDay = 0.3;
    std::chrono::milliseconds burstMedian {40 * 60'000}; // log-normal
    double burstSigma = 1.0;
    FaultMix calm;
    FaultMix burst;
    std::chrono::microseconds firstToken {
        600'000}; // median of the log-normal delay before the first token
    double firstTokenSigma = 0.25;
    std::chrono::microseconds perToken {22'000};
};

// Limits of a pool from a moment on, for the scenario's tier.
struct PoolLimitsFrom
{
    QString pool;
    TimePoint from;
    qint64 requests = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
};

// A behaviour may change at a date: rates or speeds after an announced event.
struct BehaviourFrom
{
    TimePoint from;
    ModelBehaviour behaviour;
};

// A world to simulate, read from resources/scenarios/*.toml.
struct Scenario
{
    QString name;
    QString description;
    std::vector<BehaviourFrom> behaviours; // by model, then date
    std::vector<PoolLimitsFrom> limits;
    std::vector<Event> events; // announced, for markers
    std::vector<Gap> gaps; // spans in which the collector was off, for generated history
    TimeRange history; // what `generate` and --demo fill when asked for nothing else
};

QStringList shippedScenarios(); // "bad-day", "calm", ...
// A shipped name or the path of a file.
Result<Scenario> loadScenario(const QString& nameOrFile);

} // namespace plimsoll::simulator
