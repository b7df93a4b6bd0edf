// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/planner.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

// What may lie between two probes that count in rates, by the densest target that sends them.
Elapsed ordinarySilence(const std::vector<Target>& targets)
{
    Elapsed shortest = Elapsed::max();
    for (const Target& target : targets) {
        if (countsInRate(target.id.kind)) {
            shortest = std::min(shortest, longestGap(target));
        }
    }
    return shortest;
}

Instant instant(const Tick& tick)
{
    return {tick.wall, tick.elapsed};
}

} // namespace

Planner::Planner(const ProbeSettings& settings, const Catalogue& catalogue, Spending spent,
                 const Tick& start)
    : m_maxInFlight(settings.maxInFlight)
    , m_schedule(settings.targets, settings.seed)
    , m_followups(settings.targets, settings.seed)
    , m_gate(settings.budget, catalogue, spent, start.wall)
    , m_suspension(start)
    , m_gaps(start.wall, ordinarySilence(settings.targets))
{
}

Planner::Plan Planner::round(const Tick& now)
{
    Plan plan;
    m_lastRound = now.elapsed;
    m_gaps.pass(m_suspension.check(now), now.wall);
    for (const DueProbe& due : m_schedule.take(now.elapsed).due) {
        consider(m_schedule.targets()[due.target], due.at, m_schedule.nonce(due), now, plan);
    }
    for (const Followups::Due& due : m_followups.take(now.elapsed)) {
        if (!consider(due.target, due.at, due.nonce, now, plan)) {
            m_followups.decline(due.target.id, now.elapsed);
        }
    }
    plan.gaps = m_gaps.take();
    return plan;
}

Elapsed Planner::nextRound() const
{
    Elapsed next = m_lastRound + Suspension::lookEvery;
    for (const auto& due : {m_schedule.next(), m_followups.next()}) {
        next = std::min(next, due.value_or(next));
    }
    return next;
}

Planner::Plan Planner::answered(const Order& order, const Observation& observation, const Tick& now)
{
    Plan plan;
    --m_inFlight;
    plan.tripped = m_gate.settle(order.reservation, observation, instant(now));
    if (!m_halted) {
        m_gaps.learn(observation);
    }
    m_followups.learn(observation, order.sent, now.elapsed);
    if (order.target.id.kind == ProbeKind::CacheWrite && observation.outcome == Outcome::Ok) {
        Target read = order.target;
        read.id.kind = ProbeKind::CacheRead;
        consider(read, now.elapsed, order.nonce, now, plan); // the same prefix
    }
    plan.gaps = m_gaps.take();
    return plan;
}

Planner::Plan Planner::halt(const Tick& now)
{
    m_halted = now;
    m_gaps.close();
    return {.gaps = m_gaps.take(), .skips = {}, .orders = {}, .tripped = {}};
}

Planner::Plan Planner::resume(const Tick& now)
{
    if (!m_halted) {
        return {};
    }
    m_schedule.take(now.elapsed);
    m_followups.endAll();
    const Passage passage = Suspension(*m_halted).check(now);
    m_suspension = Suspension(now);
    m_gaps.pass({.length = passage.length, .slept = false, .jumped = passage.jumped}, now.wall);
    m_gaps.pause({now.wall - passage.length, now.wall});
    m_halted.reset();
    m_lastRound = now.elapsed;
    return {.gaps = m_gaps.take(), .skips = {}, .orders = {}, .tripped = {}};
}

void Planner::forgetInFlight()
{
    m_inFlight = 0;
    m_followups.endAll();
}

void Planner::setCatalogue(const Catalogue& catalogue)
{
    m_gate.setCatalogue(catalogue);
}

bool Planner::consider(const Target& target, Elapsed due, quint64 nonce, const Tick& now,
                       Plan& plan)
{
    if (m_halted || m_gate.rests(target.id, now.elapsed)) {
        return false;
    }
    const bool counts = countsInRate(target.id.kind);
    if (const auto shut = refusal(target.id, now)) {
        plan.skips.push_back({target.id, due, shut->reason});
        if (counts && shut->gap) {
            m_gaps.refuse(*shut->gap, now.wall);
        }
        return false;
    }
    if (counts) {
        m_gaps.admit(now.wall);
    }
    ++m_inFlight;
    plan.orders.push_back({target, due, now.elapsed, nonce, m_gate.admit(target.id, instant(now))});
    return true;
}

std::optional<Refusal> Planner::refusal(const TargetId& target, const Tick& now)
{
    if (auto shut = m_gate.refusal(target, instant(now))) {
        return shut;
    }
    if (m_inFlight >= m_maxInFlight) {
        return Refusal {
            u"too many in flight: %1 requests are still waiting for their answers"_s.arg(
                m_inFlight)};
    }
    return std::nullopt;
}

} // namespace plimsoll
