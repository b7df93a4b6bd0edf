// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/proberunner.h"

#include <QThread>

namespace plimsoll {

ProbeRunner::ProbeRunner(ProbeSettings settings, Catalogue catalogue,
                         std::shared_ptr<const Clock> clock, Spending spent, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_catalogue(std::move(catalogue))
    , m_clock(std::move(clock))
    , m_prober(m_settings, m_catalogue, m_clock, this)
    , m_spent(spent)
    , m_timer(this)
{
    qRegisterMetaType<plimsoll::Observation>();
    qRegisterMetaType<plimsoll::Gap>();
    qRegisterMetaType<plimsoll::FuseTrip>();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ProbeRunner::runDue);
}

ProbeRunner::~ProbeRunner() = default;

void ProbeRunner::start()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_running) {
        return;
    }
    m_running = true;
    if (m_planner) {
        carryOut(m_planner->resume(now()));
    } else {
        m_startedAt = m_clock->monotonic();
        m_planner.emplace(m_settings, m_catalogue, m_spent, now());
        m_planner->setFuse(m_fuse);
    }
    scheduleNext();
}

void ProbeRunner::stop()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_running) {
        m_running = false;
        m_timer.stop();
        carryOut(m_planner->halt(now()));
    }
    if (m_prober.inFlight() == 0) {
        emit idle();
    }
}

void ProbeRunner::abort()
{
    m_prober.abort();
    if (m_planner) {
        m_planner->forgetInFlight();
    }
    stop();
}

void ProbeRunner::setCatalogue(const Catalogue& catalogue)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_catalogue = catalogue;
    m_prober.setCatalogue(catalogue);
    if (m_planner) {
        m_planner->setCatalogue(catalogue);
    }
}

void ProbeRunner::setFuse(const std::optional<FuseTrip>& trip)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_fuse = trip;
    if (m_planner) {
        m_planner->setFuse(trip);
    }
}

void ProbeRunner::runDue()
{
    carryOut(m_planner->round(now()));
    scheduleNext();
}

void ProbeRunner::scheduleNext()
{
    if (m_running) {
        m_timer.start(std::max(m_planner->nextRound() - now().elapsed, Elapsed(0)));
    }
}

void ProbeRunner::carryOut(const Planner::Plan& plan)
{
    for (const Gap& gap : plan.gaps) {
        emit gapped(gap);
    }
    for (const Planner::Skip& skipped : plan.skips) {
        skip(skipped);
    }
    for (const Planner::Order& order : plan.orders) {
        send(order);
    }
}

void ProbeRunner::send(const Planner::Order& order)
{
    m_prober.send(order.target, lateness(order.due), order.nonce,
                  [this, order](const Observation& observation) { onAnswer(order, observation); });
}

void ProbeRunner::skip(const Planner::Skip& skipped)
{
    Observation observation;
    observation.at = m_clock->now();
    observation.lateness = lateness(skipped.due);
    observation.target = skipped.target;
    observation.outcome = Outcome::Skipped;
    observation.detail = skipped.reason;
    emit observed(observation);
}

void ProbeRunner::onAnswer(const Planner::Order& order, const Observation& observation)
{
    const Planner::Plan next = m_planner->answered(order, observation, now());
    emit observed(observation);
    if (next.tripped) {
        m_fuse = next.tripped;
        emit fuseTripped(*next.tripped);
    }
    carryOut(next);
    scheduleNext(); // the answer may have opened a burst
    if (!m_running && m_prober.inFlight() == 0) {
        emit idle();
    }
}

Micros ProbeRunner::lateness(Elapsed due) const
{
    const auto late = m_clock->monotonic() - m_startedAt - due;
    return std::chrono::duration_cast<Micros>(late);
}

Tick ProbeRunner::now() const
{
    return {m_clock->now(), std::chrono::duration_cast<Elapsed>(m_clock->monotonic() - m_startedAt),
            std::chrono::duration_cast<Elapsed>(m_clock->sinceBoot())};
}

} // namespace plimsoll
