// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/event.h"
#include "probes/domain/result.h"
#include "probes/simulator/shape.h"

#include <QString>
#include <QStringList>

#include <array>
#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll::simulator {

// How one model behaves while calm and inside an overload burst, and how fast it answers.
struct ModelBehaviour
{
    QString model;
    TimePoint from; // 404 before, as before the release date of the catalogue
    std::optional<TimePoint> deprecated; // the list says so from then on
    std::optional<TimePoint> retired; // 404 from then on
    double burstsPerDay = 0.3;
    std::chrono::milliseconds burstMedian {40 * 60'000}; // log-normal, cut at five hours
    double burstSigma = 1.0;
    FaultMix calm;
    FaultMix burst; // at full severity; a burst has its own between a fifth and all of it
    std::chrono::microseconds firstToken {
        600'000}; // median of the log-normal delay before the first token
    double firstTokenSigma = 0.25;
    std::chrono::microseconds perToken {22'000};
};

// Limits of a pool from a moment on, for the scenario's tier; per minute each.
struct PoolLimitsFrom
{
    QString pool;
    TimePoint from;
    qint64 requests = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
};

// How much of every limit of a pool the organization's other traffic uses: a share that goes
// evenly from `begin` to `end` over the range. Near 1 our own requests are refused.
struct Traffic
{
    QString pool;
    TimeRange range;
    double begin = 0;
    double end = 0;
};

// How the status page answers.
enum class StatusPageMode {
    Open,
    Challenge, // 405 and a page that wants a person
    Down // 503
};

// A behaviour may change at a date: rates or speeds after an announced event.
struct BehaviourFrom
{
    TimePoint from;
    ModelBehaviour behaviour;
};

// A burst that happens whatever the seed.
struct ScriptedBurst
{
    std::vector<QString> models; // empty: all
    TimeRange range;
    double severity = 1;
};

// A world to simulate, read from resources/scenarios/*.toml.
struct Scenario
{
    QString name;
    QString description;
    QString tier; // the column of the limit tables
    std::vector<BehaviourFrom> behaviours; // by model, then date
    std::vector<PoolLimitsFrom> limits; // by pool, then date
    std::vector<ScriptedBurst> bursts;
    std::vector<Traffic> traffic;
    StatusPageMode statusPage = StatusPageMode::Open;
    std::vector<Event> events; // announced, for markers
    std::vector<Gap> gaps; // spans in which the collector was off, for generated history
    TimeRange history; // what `generate` and --demo fill when asked for nothing else
    std::optional<TimePoint> liveAt; // where a live run starts; absent: now
    std::array<double, 24> hourWeights {}; // of the UTC hours in which bursts begin
    double weekendWeight = 1; // of Saturday and Sunday against a weekday
    double spread = 0; // share of bursts that reach other models too
};

QStringList shippedScenarios(); // "bad-day", "calm", ...
// A shipped name or the path of a file. All mistakes of a file are told at once, each with its
// line.
Result<Scenario> loadScenario(const QString& nameOrFile);
Result<Scenario> parseScenario(const QByteArray& text, const QString& origin, TimePoint now);

} // namespace plimsoll::simulator
