// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <QElapsedTimer>

namespace plimsoll {

// The time that upkeep of a store goes by. Retention takes away for ever what is too old, so a
// clock that is set years ahead by mistake must not make everything old at once: this one follows
// the system's, but by no more than a day in an hour, and begins no later than a day after the
// newest observation. After a sleep it catches up.
class UpkeepClock
{
public:
    static constexpr int fastest = 24; // times as fast as time passes

    TimePoint now(const StoreWriter& writer);

    // What now() makes of the system's clock, of what passed since the reading before, whatever
    // that clock did meanwhile, and for the first reading of the newest observation.
    TimePoint read(TimePoint system, std::chrono::milliseconds passed,
                   std::optional<TimePoint> newest);

private:
    std::optional<TimePoint> m_last;
    QElapsedTimer m_sinceLast;
};

} // namespace plimsoll
