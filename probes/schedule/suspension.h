// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/schedule/arrivals.h"

namespace plimsoll {

// One moment on the three clocks that tell sleep from a clock that was set.
struct Tick
{
    TimePoint wall;
    Elapsed elapsed {0}; // monotonic, since the start of the schedule
    Elapsed sinceBoot {0}; // Clock::sinceBoot(), from any start
};

// Time that went by between two looks at the clocks.
struct Passage
{
    Elapsed length {0}; // sleep included
    bool slept = false; // the machine, or this program alone, stood still
    bool jumped = false; // somebody set the wall clock
};

// Tells when the machine slept and when its clock was set. Asleep: the clock that counts sleep went
// on and either the monotonic one did not (Linux), or it did and nobody looked for far longer than
// agreed (macOS, Windows, a stopped process). Set: the wall clock moved against the clock that
// counts sleep, by more than time synchronisation moves it in a step that matters.
class Suspension
{
public:
    static constexpr Elapsed lookEvery {10'000};

    explicit Suspension(const Tick& start)
        : m_last(start)
    {
    }

    Passage check(const Tick& now); // at least every lookEvery

private:
    Tick m_last;
};

} // namespace plimsoll
