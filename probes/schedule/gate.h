// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/schedule/budget.h"
#include "probes/schedule/ceiling.h"
#include "probes/schedule/fuse.h"
#include "probes/schedule/headroom.h"
#include "probes/schedule/pauses.h"
#include "probes/schedule/refusal.h"
#include "probes/schedule/stoppedtargets.h"

#include <map>
#include <optional>

namespace plimsoll {

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
    // The probe goes out. The number under which its cost is reserved, to be handed back to
    // settle(); 0: it costs nothing and counts nowhere.
    qint64 admit(const TargetId& target, const Instant& now);
    // What the service's list taught since; targets that it brings back are due again.
    void setCatalogue(Catalogue catalogue) { m_catalogue = std::move(catalogue); }
    std::vector<StoppedTarget> stopped() const { return m_stopped.all(m_catalogue); }
    // The trip of the fuse, when this answer caused it.
    std::optional<FuseTrip> settle(qint64 reservation, const Observation& observation,
                                   const Instant& now);
    // While it is set nothing paid passes, of whatever organization.
    void setFuse(std::optional<FuseTrip> trip) { m_fuse = std::move(trip); }

private:
    struct Reserved
    {
        Booking booking;
        Asked asked;
    };
    // Limits, and so pauses, are those of one pool of one organization.
    QString accountOf(const TargetId& target) const;
    std::optional<FuseTrip> settleMoney(qint64 reservation, const Observation& observation);

    Catalogue m_catalogue;
    CostCeilings m_ceilings;
    Budget m_budget;
    Pauses m_pauses;
    StoppedTargets m_stopped;
    Headroom m_headroom;
    std::optional<FuseTrip> m_fuse;
    std::map<qint64, Reserved> m_reserved; // in flight
    qint64 m_lastReservation = 0;
    std::map<TargetId, Elapsed> m_notBefore;
};

} // namespace plimsoll
