// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/proberunner.h"

#include <QThread>

using namespace Qt::StringLiterals;

namespace plimsoll {

ProbeRunner::ProbeRunner(ProbeSettings settings, Catalogue catalogue,
                         std::shared_ptr<const Clock> clock, Spending spent, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_catalogue(std::move(catalogue))
    , m_clock(std::move(clock))
    , m_prober(m_settings, m_catalogue, m_clock, this)
    , m_schedule(m_settings.targets, m_settings.seed)
    , m_spent(spent)
    , m_timer(this)
{
    qRegisterMetaType<plimsoll::Observation>();
    qRegisterMetaType<plimsoll::Gap>();
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
    if (m_stoppedAt) {
        resume();
    } else {
        m_startedAt = m_clock->monotonic();
        m_gate.emplace(m_settings.budget, m_catalogue, m_spent, m_clock->now());
        m_suspension.emplace(m_clock->now(), Elapsed(0));
    }
    scheduleNext();
}

void ProbeRunner::resume()
{
    m_schedule.take(elapsed());
    m_suspension.emplace(m_clock->now(), elapsed());
    emit gapped({{*m_stoppedAt, m_clock->now()}, GapReason::Paused});
    m_stoppedAt.reset();
}

void ProbeRunner::stop()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_running) {
        m_stoppedAt = m_clock->now();
    }
    m_running = false;
    m_timer.stop();
    if (m_prober.inFlight() == 0) {
        emit idle();
    }
}

void ProbeRunner::abort()
{
    m_prober.abort();
    stop();
}

void ProbeRunner::runDue()
{
    const Schedule::Round round = m_schedule.take(elapsed());
    if (const auto gap = m_suspension->check(m_clock->now(), elapsed(), round.missedSince)) {
        emit gapped(*gap);
    }
    for (const DueProbe& due : round.due) {
        run(due);
    }
    scheduleNext();
}

void ProbeRunner::scheduleNext()
{
    if (const auto next = m_schedule.next(); next && m_running) {
        m_timer.start(std::max(*next - elapsed(), Elapsed(0)));
    }
}

void ProbeRunner::run(const DueProbe& due)
{
    const Target& target = m_schedule.targets()[due.target];
    if (!m_running || m_gate->rests(target.id, due.at)) {
        return;
    }
    const Micros lateness = std::chrono::duration_cast<Micros>(m_clock->monotonic() - m_startedAt)
        - std::chrono::duration_cast<Micros>(due.at);
    if (const auto shut = refusal(target)) {
        skip(target, lateness, shut->reason);
        return;
    }
    const qint64 nanoUsd = m_gate->admit(target.id, now());
    m_prober.send(
        target, lateness, m_schedule.nonce(due),
        [this, nanoUsd](const Observation& observation) { onAnswer(nanoUsd, observation); });
}

std::optional<Refusal> ProbeRunner::refusal(const Target& target)
{
    if (auto shut = m_gate->refusal(target.id, now())) {
        return shut;
    }
    if (m_prober.inFlight() >= m_settings.maxInFlight) {
        return Refusal {
            u"too many in flight: %1 requests are still waiting for their answers"_s.arg(
                m_prober.inFlight())};
    }
    return std::nullopt;
}

void ProbeRunner::skip(const Target& target, Micros lateness, const QString& reason)
{
    Observation observation;
    observation.at = m_clock->now();
    observation.lateness = lateness;
    observation.target = target.id;
    observation.outcome = Outcome::Skipped;
    observation.detail = reason;
    emit observed(observation);
}

void ProbeRunner::onAnswer(qint64 reservedNanoUsd, const Observation& observation)
{
    m_gate->settle(reservedNanoUsd, observation, now());
    emit observed(observation);
    if (!m_running && m_prober.inFlight() == 0) {
        emit idle();
    }
}

Instant ProbeRunner::now() const
{
    return {m_clock->now(), elapsed()};
}

Elapsed ProbeRunner::elapsed() const
{
    return std::chrono::duration_cast<Elapsed>(m_clock->monotonic() - m_startedAt);
}

} // namespace plimsoll
