// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QMetaType>

#include <map>

namespace plimsoll {

// What was spent in the UTC day and the UTC month of a moment.
struct Spending
{
    qint64 dayNanoUsd = 0;
    qint64 monthNanoUsd = 0;

    bool operator==(const Spending&) const = default;
};

// What was booked, so that it can be corrected in the same place when the true cost is known.
struct Booking
{
    qint64 nanoUsd = 0;
    TimePoint at; // when it was booked
    TimePoint newest; // the latest moment known by then: later than `at` on a clock set back
};

// Adds up what was spent, day by day and month by month of UTC. A clock that is set back must not
// open a budget a second time: what is booked then counts both in its own day and in the latest one
// known, and of both the fuller one is told. Only where the clock goes back by more than 36 hours
// is the later time taken to have been wrong; each day still keeps what was booked in it.
class SpendingLedger
{
public:
    SpendingLedger() = default;
    // spent: of the day and the month of `now`.
    SpendingLedger(Spending spent, TimePoint now);

    Booking add(qint64 nanoUsd, TimePoint at);
    void correct(const Booking& booking, qint64 trueNanoUsd);
    Spending spentAt(TimePoint now);

private:
    using Sums = std::map<std::chrono::sys_days, qint64>; // by day, or by first day of a month

    void see(TimePoint now);
    void put(qint64 nanoUsd, TimePoint at, TimePoint newest);

    Sums m_days;
    Sums m_months;
    TimePoint m_newest;
};

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::Spending)
