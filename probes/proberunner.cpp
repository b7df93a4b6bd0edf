// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/proberunner.h"

#include "probes/schedule/cost.h"

#include <QThread>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::chrono::minutes afterRefusal {10};

bool needsAPerson(Outcome outcome)
{
    return outcome == Outcome::AuthFailed || outcome == Outcome::Billing
        || outcome == Outcome::Misconfigured || outcome == Outcome::ModelGone;
}

} // namespace

ProbeRunner::ProbeRunner(ProbeSettings settings, Catalogue catalogue,
                         std::shared_ptr<const Clock> clock, qint64 spentTodayNanoUsd,
                         QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_catalogue(std::move(catalogue))
    , m_clock(std::move(clock))
    , m_prober(m_settings.api, m_catalogue, m_clock, m_settings.stallTimeout, this)
    , m_schedule(m_settings.targets, m_settings.seed)
    , m_spentTodayNanoUsd(spentTodayNanoUsd)
    , m_notBefore(m_settings.targets.size(), Elapsed(0))
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
        m_budget.emplace(m_settings.budget, m_spentTodayNanoUsd, m_clock->now());
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
    if (!m_running || due.at < m_notBefore[due.target]) {
        return;
    }
    const Micros lateness = std::chrono::duration_cast<Micros>(m_clock->monotonic() - m_startedAt)
        - std::chrono::duration_cast<Micros>(due.at);
    const qint64 nanoUsd = assumedCostNanoUsd(target.id, m_catalogue, m_clock->now());
    if (const auto reason = refusal(target, nanoUsd)) {
        skip(target, lateness, *reason);
        return;
    }
    if (target.id.kind != ProbeKind::Line) {
        m_budget->reserve(nanoUsd, m_clock->now(), elapsed());
    }
    m_prober.send(target, lateness, m_schedule.nonce(due),
                  [this, index = due.target, nanoUsd](const Observation& observation) {
                      onAnswer(index, nanoUsd, observation);
                  });
}

std::optional<QString> ProbeRunner::refusal(const Target& target, qint64 nanoUsd)
{
    const QString pool = m_catalogue.pool(target.id.model);
    if (auto reason = m_pauses.reason(target.id.kind, pool, elapsed())) {
        return reason;
    }
    if (m_prober.inFlight() >= m_settings.maxInFlight) {
        return u"too many in flight: %1 requests are still waiting for their answers"_s.arg(
            m_prober.inFlight());
    }
    if (target.id.kind == ProbeKind::Line) {
        return std::nullopt; // asks nothing of the service
    }
    return m_budget->refusal(nanoUsd, m_clock->now(), elapsed());
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

void ProbeRunner::onAnswer(std::size_t target, qint64 reservedNanoUsd,
                           const Observation& observation)
{
    if (observation.target.kind != ProbeKind::Line) {
        m_budget->settle(reservedNanoUsd, observation);
    }
    m_pauses.learn(observation, m_catalogue.pool(observation.target.model), elapsed());
    if (needsAPerson(observation.outcome)) {
        m_notBefore[target] = elapsed() + afterRefusal;
    }
    emit observed(observation);
    if (!m_running && m_prober.inFlight() == 0) {
        emit idle();
    }
}

Elapsed ProbeRunner::elapsed() const
{
    return std::chrono::duration_cast<Elapsed>(m_clock->monotonic() - m_startedAt);
}

} // namespace plimsoll
