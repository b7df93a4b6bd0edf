// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "probes/domain/target.h"

#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll {

// Times of the schedule are milliseconds since its start, on the monotonic clock.
using Elapsed = std::chrono::milliseconds;

struct DueProbe
{
    std::size_t target = 0; // index in targets()
    qint64 index = 0; // how many of this target were due before it
    Elapsed at {0};
};

// Who is due when. The k-th probe of a target is due at
//     phase(target) + k * every + jitter * every * u(seed, target, k),  0 <= u < 1,
// which depends on nothing that happened before: there is no drift, and the same seed gives the
// same times. Phases are spread over the targets, within the first minute, so that probes neither
// come in bunches nor wait long after a start.
class Schedule
{
public:
    Schedule(std::vector<Target> targets, quint64 seed);

    const std::vector<Target>& targets() const { return m_targets; }
    Elapsed dueAt(std::size_t target, qint64 index) const;

    struct Round
    {
        std::vector<DueProbe> due; // at most one of each target, in order of time
        std::optional<Elapsed> missedSince; // when the first of those that are too late was due
    };
    // Takes everything that is due by now. After a pause of the machine there is no backlog: a
    // probe that is late by half its interval or 10 s, whichever is less, is missed.
    Round take(Elapsed now);
    std::optional<Elapsed> next() const; // absent without targets

    // A number for one probe that is the same whenever asked, for what else must vary.
    quint64 nonce(const DueProbe& probe) const;

private:
    std::vector<Target> m_targets;
    std::vector<quint64> m_keys; // one per target, from the seed and its identity
    std::vector<Elapsed> m_phases;
    std::vector<qint64> m_next; // index of the next probe of each target
};

} // namespace plimsoll
