// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/suspension.h"

namespace plimsoll {

std::optional<Gap> Suspension::check(TimePoint wall, Elapsed elapsed,
                                     std::optional<Elapsed> missedSince)
{
    constexpr Elapsed noticeable {5000}; // steps of time synchronisation stay below
    const TimePoint lastWall = m_wall;
    const Elapsed jump = (wall - m_wall) - (elapsed - m_elapsed);
    m_wall = wall;
    m_elapsed = elapsed;
    if (jump > noticeable) {
        return Gap {{lastWall, wall}, GapReason::Suspended};
    }
    if (missedSince && elapsed - *missedSince > noticeable) {
        return Gap {{wall - (elapsed - *missedSince), wall}, GapReason::Suspended};
    }
    return std::nullopt;
}

} // namespace plimsoll
