// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/gaprecorder.h"

#include <algorithm>
#include <utility>

namespace plimsoll {

GapRecorder::GapRecorder(TimePoint start, Elapsed ordinarySilence)
    : m_ordinarySilence(ordinarySilence)
    , m_toldUntil(start)
{
}

void GapRecorder::pass(const Passage& passage, TimePoint now)
{
    const TimePoint before = now - passage.length;
    if (passage.slept || passage.jumped) {
        close();
    }
    if (passage.jumped) {
        m_toldUntil = std::min(m_toldUntil, before);
    }
    if (passage.slept) {
        tell({before, now}, GapReason::Suspended);
    }
    tellPiece(m_offline);
    if (!m_offline) {
        tellPiece(m_refused);
    }
}

void GapRecorder::learn(const Observation& observation)
{
    if (observation.outcome == Outcome::Skipped) {
        return;
    }
    if (observation.outcome == Outcome::LocalNetwork) {
        goOffline(observation.at);
    } else if (m_offline && observation.at > m_offline->seen) {
        goOnline(observation.at);
    }
}

void GapRecorder::goOffline(TimePoint at)
{
    if (!m_offline) {
        m_offline = {at, at, GapReason::Offline};
        if (m_refused && counts(*m_refused, at)) {
            tell({m_refused->from, at}, m_refused->reason);
            m_refused->told = true;
        }
    }
    m_offline->seen = std::max(m_offline->seen, at);
}

void GapRecorder::goOnline(TimePoint at)
{
    finish(m_offline, at);
    if (m_refused) {
        m_refused->from = std::max(m_refused->from, at);
        m_refused->seen = std::max(m_refused->seen, at);
    }
}

void GapRecorder::refuse(GapReason reason, TimePoint now)
{
    if (m_refused && m_refused->reason != reason) {
        admit(now);
    }
    if (!m_refused) {
        m_refused = {now, now, reason};
    }
    m_refused->seen = std::max(m_refused->seen, now);
}

void GapRecorder::admit(TimePoint now)
{
    if (m_offline) {
        m_refused.reset();
    }
    finish(m_refused, now);
}

void GapRecorder::pause(TimeRange range)
{
    tell(range, GapReason::Paused);
}

void GapRecorder::close()
{
    if (m_offline) {
        goOnline(m_offline->seen);
    }
    if (m_refused) {
        finish(m_refused, m_refused->seen);
    }
}

std::vector<Gap> GapRecorder::take()
{
    return std::exchange(m_told, {});
}

void GapRecorder::tell(TimeRange range, GapReason reason)
{
    const TimeRange fresh {std::max(range.from, m_toldUntil), range.to};
    if (!fresh.isEmpty()) {
        m_told.push_back({fresh, reason});
        m_toldUntil = fresh.to;
    }
}

void GapRecorder::finish(std::optional<Open>& open, TimePoint end)
{
    if (open && counts(*open, end)) {
        tell({open->from, end}, open->reason);
    }
    open.reset();
}

void GapRecorder::tellPiece(std::optional<Open>& open)
{
    if (open && open->seen - open->from >= pieceLength && counts(*open, open->seen)) {
        tell({open->from, open->seen}, open->reason);
        open->from = open->seen;
        open->told = true;
    }
}

bool GapRecorder::counts(const Open& open, TimePoint end) const
{
    return open.reason == GapReason::Offline || open.told || end - open.from > m_ordinarySilence;
}

} // namespace plimsoll
