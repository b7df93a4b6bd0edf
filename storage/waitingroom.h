// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <deque>
#include <map>

namespace plimsoll {

// What waits to be written, in the order it came. Bounded: whoever fills it beyond that without
// having taken some elsewhere makes the oldest drop out, and the span they covered becomes a gap of
// its own, so that their absence is not mistaken for calm.
class WaitingRoom
{
public:
    explicit WaitingRoom(std::size_t most);

    void add(const Observation& observation);
    void add(const Event& event);
    void add(const Gap& gap);
    void add(const Memory& memory); // in place of one of its name

    bool isEmpty() const;
    std::size_t observations() const { return m_observations.size(); }
    bool isFull() const { return m_observations.size() >= m_most; } // one more drops the oldest
    qint64 dropped() const { return m_dropped; }

    // The oldest that are not under way, at most that many; they stay until they are told to be
    // safe elsewhere.
    std::vector<Observation> oldest(std::size_t most) const;
    void takenElsewhere(std::size_t count);

    // The next batch, still kept here until written() says that it is safe. After failed() its
    // observations are under way: the next batch has the same ones and they are given to nobody
    // else, for nobody knows whether they are in the store.
    Batch next(std::size_t mostObservations) const;
    void written(const Batch& batch);
    void failed(const Batch& batch, qint64 seq); // that the first was to get
    // Nobody tries again: all of them are what oldest() gives.
    void giveUp();

private:
    void drop();
    auto notUnderWay() const { return m_observations.begin() + qsizetype(m_underWay); }

    std::size_t m_most;
    std::deque<Observation> m_observations;
    std::size_t m_underWay = 0; // of the first of them
    std::optional<qint64> m_triedSeq;
    std::deque<Event> m_events;
    std::deque<Gap> m_gaps;
    std::map<QString, Memory> m_memories; // by name; there are as many names as sources
    qint64 m_dropped = 0;
    std::optional<TimeRange> m_lost; // first and last of the dropped
};

} // namespace plimsoll
