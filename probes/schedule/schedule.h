// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/target.h"
#include "probes/schedule/arrivals.h"

#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll {

struct DueProbe
{
    std::size_t target = 0; // index in targets()
    qint64 index = 0; // how many of this target were due before it
    Elapsed at {0};
};

// Who is due when, each target by its own Arrivals. The first probes of fixed targets are spread
// within the first minute, so that they neither come in bunches nor wait long after a start; those
// of Poisson targets are spread by their law.
class Schedule
{
public:
    Schedule(std::vector<Target> targets, quint64 seed);

    const std::vector<Target>& targets() const { return m_targets; }

    struct Round
    {
        std::vector<DueProbe> due; // in order of time
        qint64 missed = 0; // how many are too late to be sent
    };
    // Takes everything that is due by now. After a pause of the machine there is no backlog: of
    // the probes of a target that are late by more than a second, all but the newest are missed,
    // and that one is too if it is late by half its interval or 10 s, whichever is less.
    Round take(Elapsed now);
    std::optional<Elapsed> next() const; // absent without targets

    quint64 nonce(const DueProbe& probe) const;

private:
    std::vector<Target> m_targets;
    std::vector<quint64> m_keys; // one per target
    std::vector<Arrivals> m_arrivals; // one per target: its next probe
};

} // namespace plimsoll
