// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/simulator/scenario.h"

#include <chrono>

namespace plimsoll::simulator {

inline const QString opus = QStringLiteral("claude-opus-4-7");

inline TimePoint utc(int year, int month, int day, int hour = 0, int minute = 0)
{
    return std::chrono::sys_days(std::chrono::year(year) / month / day) + std::chrono::hours(hour)
        + std::chrono::minutes(minute);
}

// One model that never bursts and answers within milliseconds.
inline ModelBehaviour quick(const QString& model)
{
    ModelBehaviour behaviour;
    behaviour.model = model;
    behaviour.burstsPerDay = 0;
    behaviour.firstToken = std::chrono::milliseconds(4);
    behaviour.perToken = std::chrono::milliseconds(1);
    return behaviour;
}

// A world in which every request of Opus 4.7 meets one shape.
inline Scenario always(Shape shape)
{
    Scenario scenario;
    scenario.hourWeights.fill(1);
    ModelBehaviour behaviour = quick(opus);
    behaviour.calm[shape] = shape == Shape::Ok ? 0 : 1;
    scenario.behaviours.push_back({TimePoint {}, behaviour});
    scenario.limits.push_back(
        {QStringLiteral("Opus 4.x"), TimePoint {}, 1'000, 2'000'000, 400'000});
    scenario.history = {utc(2026, 11, 1), utc(2026, 11, 2)};
    return scenario;
}

} // namespace plimsoll::simulator
