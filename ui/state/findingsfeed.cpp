// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/findingsfeed.h"

#include "ui/state/whenanswered.h"

namespace plimsoll {

using namespace std::chrono_literals;

FindingsFeed::FindingsFeed(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
    m_regular.setSingleShot(true); // counted from the answer: a slow one must not be asked on end
    m_regular.setInterval(1min);
    connect(&m_regular, &QTimer::timeout, this, &FindingsFeed::askAnew);
    connect(&m_parts.selection, &SelectionState::changed, this, &FindingsFeed::askAnew);
}

FindingsFeed::~FindingsFeed()
{
    m_underWay.cancel();
}

void FindingsFeed::setKinds(FindingKinds kinds)
{
    if (m_kinds == kinds) {
        return;
    }
    m_kinds = kinds;
    if (!covers(m_held, kinds)) {
        askAnew();
    }
}

void FindingsFeed::setOldest(std::optional<TimePoint> oldest)
{
    m_oldest = oldest;
    if (!std::exchange(m_started, true)) {
        askAnew();
    }
}

void FindingsFeed::askAnew()
{
    m_regular.stop();
    m_underWay.cancel();
    m_underWay = {};
    m_held = {};
    const quint64 question = ++m_question;
    if (!m_started || !m_kinds) {
        return;
    }
    const TimePoint now = m_parts.clock->now();
    m_underWay = m_parts.ask({.kinds = m_kinds,
                              .selection = m_parts.selection.selection(now, m_oldest),
                              .asOf = now,
                              .zone = m_parts.selection.zone(),
                              .silence = m_parts.silence});
    whenAnswered(m_underWay, this,
                 [this, question](Result<Findings> answer) { take(question, std::move(answer)); });
}

void FindingsFeed::take(quint64 question, Result<Findings> answer)
{
    if (question != m_question) {
        return;
    }
    m_regular.start();
    if (!answer) {
        emit failed(answer.error());
        return;
    }
    m_held = answer->kinds;
    emit answered(std::make_shared<const Findings>(std::move(*answer)));
}

} // namespace plimsoll
