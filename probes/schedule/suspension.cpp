// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/suspension.h"

namespace plimsoll {

Passage Suspension::check(const Tick& now)
{
    constexpr Elapsed noticeable {5000}; // a busy machine stays below
    constexpr Elapsed step {2000};
    const Elapsed length = now.sinceBoot - m_last.sinceBoot;
    const Elapsed asleep = length - (now.elapsed - m_last.elapsed);
    const Elapsed moved = (now.wall - m_last.wall) - length;
    m_last = now;
    return {.length = length,
            .slept = asleep > noticeable || length > lookEvery + noticeable,
            .jumped = moved > step || moved < -step};
}

} // namespace plimsoll
