// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/waitingroom.h"

#include <algorithm>

namespace plimsoll {

namespace {
constexpr std::size_t mostNotes = 10'000; // of events and of gaps; they are rare
} // namespace

WaitingRoom::WaitingRoom(std::size_t most)
    : m_most(std::max<std::size_t>(most, 1))
{
}

void WaitingRoom::add(const Observation& observation)
{
    m_observations.push_back(observation);
    while (m_observations.size() > m_most) {
        drop();
    }
}

std::vector<Observation> WaitingRoom::oldest(std::size_t most) const
{
    const auto count = qsizetype(std::min(most, m_observations.size() - m_underWay));
    return {notUnderWay(), notUnderWay() + count};
}

void WaitingRoom::takenElsewhere(std::size_t count)
{
    m_observations.erase(notUnderWay(), notUnderWay() + qsizetype(count));
}

void WaitingRoom::add(const Event& event)
{
    m_events.push_back(event);
    if (m_events.size() > mostNotes) {
        m_events.pop_front();
    }
}

void WaitingRoom::add(const Gap& gap)
{
    m_gaps.push_back(gap);
    if (m_gaps.size() > mostNotes) {
        m_gaps.pop_front();
    }
}

void WaitingRoom::add(const Memory& memory)
{
    m_memories.insert_or_assign(memory.name, memory);
}

bool WaitingRoom::isEmpty() const
{
    return m_observations.empty() && m_events.empty() && m_gaps.empty() && m_memories.empty()
        && !m_lost;
}

Batch WaitingRoom::next(std::size_t mostObservations) const
{
    Batch batch;
    const auto count =
        m_underWay > 0 ? m_underWay : std::min(mostObservations, m_observations.size());
    batch.triedSeq = m_triedSeq;
    batch.observations.assign(m_observations.begin(), m_observations.begin() + qsizetype(count));
    batch.events.assign(m_events.begin(), m_events.end());
    batch.gaps.assign(m_gaps.begin(), m_gaps.end());
    for (const auto& named : m_memories) {
        batch.memories.push_back(named.second);
    }
    if (m_lost) {
        batch.gaps.push_back({.range = *m_lost, .reason = GapReason::StoreFailed});
    }
    return batch;
}

void WaitingRoom::written(const Batch& batch)
{
    const auto first = m_observations.begin();
    m_observations.erase(first, first + qsizetype(batch.observations.size()));
    m_events.clear();
    m_gaps.clear();
    m_memories.clear();
    m_lost.reset();
    giveUp();
}

void WaitingRoom::failed(const Batch& batch, qint64 seq)
{
    m_underWay = batch.observations.size();
    m_triedSeq = m_underWay > 0 ? std::optional(seq) : std::nullopt;
}

void WaitingRoom::giveUp()
{
    m_underWay = 0;
    m_triedSeq.reset();
}

void WaitingRoom::drop()
{
    const auto oldest = notUnderWay();
    // Half open, so one step beyond the last.
    const TimePoint at = oldest->at;
    const TimeRange here {at, at + std::chrono::milliseconds(1)};
    m_lost = m_lost ? TimeRange {std::min(m_lost->from, here.from), std::max(m_lost->to, here.to)}
                    : here;
    ++m_dropped;
    m_observations.erase(oldest);
}

} // namespace plimsoll
