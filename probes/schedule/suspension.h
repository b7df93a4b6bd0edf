// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "probes/schedule/schedule.h"

#include <optional>

namespace plimsoll {

// Tells when the machine slept: the wall clock went on and either the monotonic clock did not, or
// it did and due times were passed. Told at each round of the schedule.
class Suspension
{
public:
    Suspension(TimePoint wall, Elapsed elapsed)
        : m_wall(wall)
        , m_elapsed(elapsed)
    {
    }

    // The span since the last round in which nothing can have been observed. missedSince: due time
    // of the first probe that was missed.
    std::optional<Gap> check(TimePoint wall, Elapsed elapsed, std::optional<Elapsed> missedSince);

private:
    TimePoint m_wall; // of the last round
    Elapsed m_elapsed;
};

} // namespace plimsoll
