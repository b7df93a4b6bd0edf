// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/gate.h"

#include "probes/domain/refusedrequest.h"

namespace plimsoll {

namespace {

bool needsAPerson(Outcome outcome)
{
    return outcome == Outcome::AuthFailed || outcome == Outcome::Billing
        || outcome == Outcome::Misconfigured || outcome == Outcome::ModelGone;
}

} // namespace

Gate::Gate(const BudgetSettings& budget, Catalogue catalogue, Spending spent, TimePoint now)
    : m_catalogue(std::move(catalogue))
    , m_budget(budget, spent, now)
{
}

bool Gate::rests(const TargetId& target, Elapsed now) const
{
    const auto resting = m_notBefore.find(target);
    return (resting != m_notBefore.end() && now < resting->second)
        || m_stopped.rests(target, m_catalogue.find(target.model), now);
}

std::optional<Refusal> Gate::refusal(const TargetId& target, const Instant& now)
{
    const ModelInfo* model = m_catalogue.find(target.model);
    if (auto reason = m_stopped.refusal(target, model, now.wall, now.elapsed)) {
        return Refusal {*reason};
    }
    if (m_fuse && isPaid(target.kind)) {
        return Refusal {sentence(*m_fuse)};
    }
    if (auto reason = m_pauses.reason(target.kind, accountOf(target), now.elapsed)) {
        return Refusal {*reason};
    }
    if (target.kind == ProbeKind::Line) {
        return std::nullopt; // asks nothing of the service
    }
    const qint64 nanoUsd = m_ceilings.nanoUsd(target, m_catalogue, now.wall);
    if (auto refused = m_budget.refusal(nanoUsd, now)) {
        return refused;
    }
    if (auto reason = m_headroom.refusal(accountOf(target), target, now.elapsed)) {
        return Refusal {*reason};
    }
    return std::nullopt;
}

qint64 Gate::admit(const TargetId& target, const Instant& now)
{
    if (target.kind == ProbeKind::Line) {
        return 0;
    }
    const qint64 nanoUsd = m_ceilings.nanoUsd(target, m_catalogue, now.wall);
    m_reserved[++m_lastReservation] = {
        .booking = m_budget.reserve(nanoUsd, now),
        .asked = askedOf(target, m_catalogue.find(target.model), nanoUsd)};
    m_headroom.sent(accountOf(target), target, now.elapsed);
    return m_lastReservation;
}

std::optional<FuseTrip> Gate::settle(qint64 reservation, const Observation& observation,
                                     const Instant& now)
{
    const auto trip = settleMoney(reservation, observation);
    m_pauses.learn(observation, accountOf(observation.target), now.elapsed);
    m_stopped.learn(observation, m_catalogue.find(observation.target.model), now.elapsed);
    m_headroom.learn(accountOf(observation.target), observation, now.elapsed);
    if (needsAPerson(observation.outcome)) {
        m_notBefore[observation.target] = now.elapsed + restAfterRefusal;
    }
    return trip;
}

std::optional<FuseTrip> Gate::settleMoney(qint64 reservation, const Observation& observation)
{
    const auto reserved = m_reserved.extract(reservation);
    if (reserved.empty()) {
        return std::nullopt;
    }
    const auto& [booking, asked] = reserved.mapped();
    m_budget.settle(booking,
                    CostCeilings::billedNanoUsd(observation, m_catalogue, booking.nanoUsd));
    m_ceilings.learn(observation);
    auto trip = overcharge(asked, observation);
    if (!trip || m_fuse) {
        return std::nullopt;
    }
    m_fuse = trip;
    return trip;
}

QString Gate::accountOf(const TargetId& target) const
{
    const QString pool = m_catalogue.pool(target.model);
    return target.organization.isEmpty() ? pool
                                         : QString(pool + QLatin1Char('@') + target.organization);
}

} // namespace plimsoll
