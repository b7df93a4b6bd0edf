// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/lineprobe.h"

#include <QThread>

namespace plimsoll {

namespace {

DialPlan planOf(const QUrl& url, std::chrono::milliseconds timeout)
{
    DialPlan plan = planFor(url, timeout);
    plan.askDns = true;
    return plan;
}

} // namespace

LineProbe::LineProbe(const QUrl& url, std::chrono::milliseconds timeout,
                     std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_clock(std::move(clock))
    , m_dial(planOf(url, timeout), m_clock, this)
    , m_overall(this)
{
    m_exchange.host = hostAndPort(url);
    m_overall.setSingleShot(true);
    m_overall.setTimerType(Qt::PreciseTimer);
    m_overall.setInterval(timeout);
    connect(&m_overall, &QTimer::timeout, &m_dial, &Dial::giveUp);
    connect(&m_dial, &Dial::connected, this, [this] { end(Failure::None, {}); });
    connect(&m_dial, &Dial::failed, this, &LineProbe::end);
}

void LineProbe::start()
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_exchange.at = m_clock->now();
    m_started = now();
    m_overall.start();
    m_dial.start();
}

void LineProbe::end(Failure failure, const QString& text)
{
    m_overall.stop();
    m_dial.report(m_exchange);
    m_exchange.timing.total = now() - m_started;
    m_exchange.failure = failure;
    if (failure != Failure::None) {
        m_exchange.failureText = text;
    }
    emit finished(m_exchange);
}

Micros LineProbe::now() const
{
    return std::chrono::duration_cast<Micros>(m_clock->monotonic());
}

} // namespace plimsoll
