// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/observation.h"
#include "probes/schedule/schedule.h"
#include "probes/settings.h"

#include <QMetaType>
#include <QString>

#include <deque>
#include <optional>

namespace plimsoll {

// What was spent in the UTC day and the UTC month of a moment.
struct Spending
{
    qint64 dayNanoUsd = 0;
    qint64 monthNanoUsd = 0;

    bool operator==(const Spending&) const = default;
};

// Adds up what was spent, day by day and month by month of UTC. Time only goes forwards here: a
// clock that is set back must not open a budget a second time.
class SpendingLedger
{
public:
    SpendingLedger() = default;
    // spent: of the day and the month of `now`.
    SpendingLedger(Spending spent, TimePoint now);

    // A cost, or a correction of one, of a probe that was sent at that moment. What belongs to a
    // day or a month that is over is left out there.
    void add(qint64 nanoUsd, TimePoint at);
    Spending spentAt(TimePoint now);

private:
    void turn(TimePoint now);

    std::chrono::sys_days m_day;
    std::chrono::sys_days m_month; // its first day
    Spending m_spent;
};

// Keeps what probes cost within a UTC day and a UTC month, and how many go out within a minute,
// under what the user allows. Checked before sending: what is in flight counts at its assumed cost
// until it is known.
class Budget
{
public:
    // spent: in the UTC day and month of `now`, from the store.
    Budget(const BudgetSettings& settings, Spending spent, TimePoint now);

    // Why a probe of this cost must not be sent, in words; absent when it may.
    std::optional<QString> refusal(qint64 nanoUsd, TimePoint now, Elapsed elapsed);
    void reserve(qint64 nanoUsd, TimePoint now, Elapsed elapsed);
    // The reserved cost is replaced by the true one; by nothing where the service did not answer
    // 200, for then it bills nothing; it stands where nobody told.
    void settle(qint64 reservedNanoUsd, const Observation& observation);
    Spending spentAt(TimePoint now) { return m_ledger.spentAt(now); }

private:
    BudgetSettings m_settings;
    SpendingLedger m_ledger; // with what is reserved
    std::deque<Elapsed> m_sent; // within the last minute
};

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::Spending)
