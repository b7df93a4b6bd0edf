// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/observation.h"
#include "probes/schedule/schedule.h"
#include "probes/settings.h"

#include <QString>

#include <deque>
#include <optional>

namespace plimsoll {

// Keeps what probes cost within a UTC day, and how many go out within a minute, under what the user
// allows. Checked before sending: what is in flight counts at its assumed cost until it is known.
class Budget
{
public:
    // spentNanoUsd: in the UTC day of `now`, from the store.
    Budget(BudgetSettings settings, qint64 spentNanoUsd, TimePoint now);

    // Why a probe of this cost must not be sent, in words; absent when it may.
    std::optional<QString> refusal(qint64 nanoUsd, TimePoint now, Elapsed elapsed);
    void reserve(qint64 nanoUsd, TimePoint now, Elapsed elapsed);
    // The reserved cost is replaced by the true one; by nothing where the service did not answer
    // 200, for then it bills nothing; it stands where nobody told.
    void settle(qint64 reservedNanoUsd, const Observation& observation);

    qint64 spentNanoUsd() const { return m_spentNanoUsd; }

private:
    void turnDay(TimePoint now);

    BudgetSettings m_settings;
    std::chrono::sys_days m_day;
    qint64 m_spentNanoUsd = 0; // within m_day, with what is reserved
    std::deque<Elapsed> m_sent; // within the last minute
};

} // namespace plimsoll
