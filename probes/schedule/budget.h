// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "probes/schedule/ledger.h"
#include "probes/schedule/refusal.h"
#include "probes/settings.h"

#include <deque>
#include <optional>

namespace plimsoll {

// Keeps what probes cost within a UTC day and a UTC month, and how many go out within a minute,
// under what the user allows. Checked before sending: what is in flight counts at the most it can
// cost until it is known.
class Budget
{
public:
    // spent: in the UTC day and month of `now`, from the store.
    Budget(const BudgetSettings& settings, Spending spent, TimePoint now);

    // Why a probe of at most this cost must not be sent; absent when it may.
    std::optional<Refusal> refusal(qint64 nanoUsd, const Instant& now);
    Booking reserve(qint64 nanoUsd, const Instant& now);
    // The reserved cost is replaced by the true one.
    void settle(const Booking& reserved, qint64 nanoUsd) { m_ledger.correct(reserved, nanoUsd); }
    Spending spentAt(TimePoint now) { return m_ledger.spentAt(now); }

private:
    BudgetSettings m_settings;
    SpendingLedger m_ledger; // with what is reserved
    std::deque<Elapsed> m_sent; // within the last minute
};

} // namespace plimsoll
