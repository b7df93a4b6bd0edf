// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/target.h"

#include <chrono>

namespace plimsoll {

// Times of the schedule are milliseconds since its start, on the monotonic clock.
using Elapsed = std::chrono::milliseconds;

// How far apart two probes of this target may be due, at most.
//   Poisson: 5 / (1 - exp(-5)) = 5.034 times `every`; Fixed: (1 + jitter) times `every`.
// Only a longer silence says that something is wrong.
Elapsed longestGap(const Target& target);

// The due times of one target, one after the other. They depend on the key and on nothing that
// happened: there is no drift, and the same key gives the same times.
//
// Poisson: the gaps are min(-m ln(1 - u), 5 m) with u uniform, the first one counted from the
// start. Exponential gaps have no memory, so that probes meet every state of the service in the
// share of time that it lasts, and no load that comes in periods can hide between them or ride
// along with them: Poisson Arrivals See Time Averages (Wolff 1982, Operations Research 30:223).
// The bound is there so that silence can be told from chance; it cuts 0.7 % of the gaps and would
// raise the rate by 1 / (1 - exp(-5)), so m is `every` times that, and the mean is `every`.
//
// Fixed: phase + k * every + jitter * every * u.
class Arrivals
{
public:
    Arrivals(const Target& target, quint64 key, Elapsed phase);

    qint64 index() const { return m_index; } // how many were due before
    Elapsed at() const { return m_at; }
    void advance();

private:
    void place();

    Elapsed m_every;
    Sampling m_sampling;
    double m_jitter;
    quint64 m_key;
    Elapsed m_phase;
    qint64 m_index = 0;
    Elapsed m_at {0};
};

} // namespace plimsoll
