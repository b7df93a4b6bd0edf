// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/bursts.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace plimsoll::stats {

namespace {

using std::chrono::milliseconds;

// Walks through the gaps in step with the probes.
class GapFinder
{
public:
    explicit GapFinder(std::span<const SilentSpan> gaps)
        : m_gaps(gaps)
    {
    }

    // Each call asks for a pair not earlier than the last one.
    bool liesBetween(milliseconds earlier, milliseconds later)
    {
        for (; m_next < m_gaps.size() && m_gaps[m_next].from < later; ++m_next) {
            if (m_gaps[m_next].to > earlier && m_gaps[m_next].to > m_gaps[m_next].from) {
                return true;
            }
        }
        return false;
    }

private:
    std::span<const SilentSpan> m_gaps;
    std::size_t m_next = 0;
};

// Takes one probe after the other.
class BurstFinder
{
public:
    explicit BurstFinder(std::uint64_t goodToEnd)
        : m_goodToEnd(std::max<std::uint64_t>(goodToEnd, 1))
    {
    }

    void take(const ProbeMoment& probe)
    {
        if (probe.overloaded) {
            takeOverloaded(probe.at);
        } else {
            takeGood(probe.at);
        }
    }

    // Nothing is known of what follows: a gap, or the end of the data.
    void cut()
    {
        if (m_open) {
            m_open->censored = true;
            close();
        }
        m_goodInRow = 0;
    }

    std::vector<Burst> taken() { return std::move(m_bursts); }

private:
    void takeOverloaded(milliseconds at)
    {
        if (!m_open) {
            m_open = Burst {};
            m_open->startKnown = m_goodInRow >= m_goodToEnd;
            m_open->start = {.after = m_open->startKnown ? m_lastGood : at, .upTo = at};
        } else {
            m_open->probes += m_goodInRow;
        }
        ++m_open->probes;
        ++m_open->overloaded;
        m_open->end = {.after = at, .upTo = at};
        m_goodInRow = 0;
    }

    void takeGood(milliseconds at)
    {
        ++m_goodInRow;
        m_lastGood = at;
        if (!m_open) {
            return;
        }
        if (m_goodInRow == 1) {
            m_firstGood = at;
        }
        if (m_goodInRow == m_goodToEnd) {
            m_open->end.upTo = m_firstGood;
            close();
        }
    }

    void close()
    {
        m_bursts.push_back(*m_open);
        m_open.reset();
    }

    std::uint64_t m_goodToEnd;
    std::vector<Burst> m_bursts;
    std::optional<Burst> m_open;
    std::uint64_t m_goodInRow = 0; // since the last overloaded probe, or the last gap
    milliseconds m_firstGood {0}; // of the row
    milliseconds m_lastGood {0};
};

} // namespace

std::vector<Burst> burstsOf(std::span<const ProbeMoment> probes, std::span<const SilentSpan> gaps,
                            std::uint64_t goodToEnd)
{
    GapFinder finder(gaps);
    BurstFinder bursts(goodToEnd);
    std::optional<milliseconds> last;
    for (const ProbeMoment& probe : probes) {
        if (last && finder.liesBetween(*last, probe.at)) {
            bursts.cut();
        }
        bursts.take(probe);
        last = probe.at;
    }
    bursts.cut();
    return bursts.taken();
}

std::vector<Lifetime> lifetimesOf(std::span<const Burst> bursts, BurstClock clock)
{
    std::vector<Lifetime> lifetimes;
    lifetimes.reserve(bursts.size());
    for (const Burst& burst : bursts) {
        if (!burst.startKnown) {
            continue;
        }
        const milliseconds seen = burst.start.upTo;
        const milliseconds start = clock == BurstClock::MiddleOfStart ? burst.start.middle() : seen;
        lifetimes.push_back({
            .duration = burst.end.middle() - start, // a censored one's bracket is a moment
            .ended = !burst.censored,
            .entry = seen - start,
        });
    }
    return lifetimes;
}

} // namespace plimsoll::stats
