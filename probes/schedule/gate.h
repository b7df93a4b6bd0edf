// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/event.h"
#include "probes/schedule/budget.h"
#include "probes/schedule/pauses.h"
#include "probes/schedule/stoppedtargets.h"

#include <map>
#include <optional>

namespace plimsoll {

// One moment on both clocks.
struct Instant
{
    TimePoint wall;
    Elapsed elapsed {0}; // since the start of the schedule
};

// Why a probe is not sent.
struct Refusal
{
    QString reason; // for a person
    // What the span is called in which probes of this target are refused; absent where a skipped
    // observation says enough.
    std::optional<GapReason> gap {};
};

// The one place that decides whether a probe may be sent now: everything that answers have taught
// about pauses, money and headroom. Pure; asked right before sending, told of each answer.
class Gate
{
public:
    // spent: what the store knows of the current UTC day and month.
    Gate(const BudgetSettings& budget, Catalogue catalogue, Spending spent, TimePoint now);

    // Not due at all: after an answer that only a person can mend, for ten minutes, and while the
    // model is gone or refuses the request. Nothing is recorded of it.
    bool rests(const TargetId& target, Elapsed now) const;
    std::optional<Refusal> refusal(const TargetId& target, const Instant& now);
    // The probe goes out. What it is assumed to cost, to be handed back to settle().
    qint64 admit(const TargetId& target, const Instant& now);
    void settle(qint64 reservedNanoUsd, const Observation& observation, const Instant& now);
    // What the service's list taught since; targets that it brings back are due again.
    void setCatalogue(Catalogue catalogue) { m_catalogue = std::move(catalogue); }
    std::vector<StoppedTarget> stopped() const { return m_stopped.all(m_catalogue); }

private:
    // Limits, and so pauses, are those of one pool of one organization.
    QString accountOf(const TargetId& target) const;

    Catalogue m_catalogue;
    Budget m_budget;
    Pauses m_pauses;
    StoppedTargets m_stopped;
    std::map<TargetId, Elapsed> m_notBefore;
};

} // namespace plimsoll
