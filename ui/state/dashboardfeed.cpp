// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/dashboardfeed.h"

#include "ui/state/whenanswered.h"
#include "ui/viewmodels/ratecurve.h"

namespace plimsoll {

using namespace std::chrono_literals;

DashboardFeed::DashboardFeed(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(1s);
    m_regular.setInterval(10s);
    connect(&m_soon, &QTimer::timeout, this, &DashboardFeed::askNow);
    connect(&m_regular, &QTimer::timeout, this, &DashboardFeed::askNow);
    connect(&m_parts.selection, &SelectionState::changed, this, &DashboardFeed::askAnew);
}

void DashboardFeed::start()
{
    m_regular.start();
    askNow();
}

void DashboardFeed::setParts(DashboardParts parts)
{
    m_needed = parts;
    if (m_question > 0 && !covers(m_asked, parts)) {
        askAnew();
    }
}

void DashboardFeed::refresh()
{
    if (!m_soon.isActive()) {
        m_soon.start();
    }
}

void DashboardFeed::askAnew()
{
    m_waiting = false;
    askNow();
}

void DashboardFeed::askNow()
{
    if (m_waiting) {
        m_again = true;
        return;
    }
    m_waiting = true;
    m_asked = m_needed;
    const quint64 question = ++m_question;
    const TimePoint now = m_parts.clock->now();
    const Selection selection = m_parts.selection.selection(now, m_oldest);
    const TimeRange range = selection.range;
    const DashboardQuestion words {.selection = selection,
                                   .asOf = now,
                                   .zone = m_parts.selection.zone(),
                                   .silence = m_parts.silence,
                                   .lead = trailingWindow(range, stepFor(range)),
                                   .parts = m_needed};
    whenAnswered(m_parts.ask(words), this,
                 [this, question](Result<Dashboard> answer) { take(question, std::move(answer)); });
}

void DashboardFeed::take(quint64 question, Result<Dashboard> answer)
{
    if (question != m_question) {
        return;
    }
    m_waiting = false;
    if (!answer) {
        emit failed(answer.error());
    } else {
        const bool firstSight = !m_oldest && answer->store.oldest;
        m_oldest = answer->store.oldest;
        if (firstSight && m_parts.selection.preset() == RangePreset::All) {
            m_again = true; // only now is it known where all begins
        }
        emit answered(std::make_shared<const Dashboard>(std::move(*answer)));
    }
    if (std::exchange(m_again, false)) {
        refresh();
    }
}

} // namespace plimsoll
