// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

namespace plimsoll::test {

// Stands still until it is told to move.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(TimePoint now = fromEpochMs(1'777'809'600'000)) // 2026-05-03T12:00:00Z
        : m_now(now)
    {
    }

    TimePoint now() const override { return m_now; }
    std::chrono::nanoseconds monotonic() const override { return m_elapsed; }
    std::chrono::nanoseconds sinceBoot() const override { return m_elapsed + m_asleep; }

    void advance(std::chrono::milliseconds by)
    {
        m_now += by;
        m_elapsed += by;
    }
    // The machine sleeps, and the monotonic clock with it, as on Linux.
    void sleep(std::chrono::milliseconds by)
    {
        m_now += by;
        m_asleep += by;
    }
    // The wall clock alone jumps, as when somebody sets it.
    void setWall(TimePoint now) { m_now = now; }

private:
    TimePoint m_now;
    std::chrono::nanoseconds m_elapsed {0};
    std::chrono::nanoseconds m_asleep {0};
};

} // namespace plimsoll::test
