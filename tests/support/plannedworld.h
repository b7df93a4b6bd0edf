// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/schedule/planner.h"
#include "tests/support/manualclock.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace plimsoll::test {

// Carries out what a planner decides as ProbeRunner does, against a made-up service, on clocks that
// jump from one thing that happens to the next: a week takes a moment.
class PlannedWorld
{
public:
    struct Sent
    {
        TimePoint wall;
        Elapsed at {0}; // on the clock that counts sleep
        Planner::Order order;
        qint64 billedNanoUsd = 0; // once it is answered
    };
    struct Skipped
    {
        TimePoint wall;
        Elapsed at {0}; // likewise
        Planner::Skip skip;
    };
    using Answer = std::function<Outcome(const Target& target, Elapsed sinceBoot)>;

    PlannedWorld(const ProbeSettings& settings, TimePoint start, Answer answer)
        : clock(start)
        , planner(settings, Catalogue::shipped(), {}, now())
        , m_answer(std::move(answer))
    {
    }

    // Lets time go by, awake.
    void runUntil(Elapsed sinceBoot)
    {
        while (now().sinceBoot < sinceBoot) {
            Elapsed next =
                std::min(sinceBoot, now().sinceBoot + planner.nextRound() - now().elapsed);
            for (const Flight& flight : m_flights) {
                next = std::min(next, flight.answeredAt);
            }
            clock.advance(std::max(next - now().sinceBoot, Elapsed(0)));
            land();
            if (planner.nextRound() <= now().elapsed) {
                carryOut(planner.round(now()));
            }
        }
    }

    Tick now() const
    {
        using std::chrono::duration_cast;
        return {clock.now(), duration_cast<Elapsed>(clock.monotonic()),
                duration_cast<Elapsed>(clock.sinceBoot())};
    }

    void carryOut(const Planner::Plan& plan)
    {
        gaps.insert(gaps.end(), plan.gaps.begin(), plan.gaps.end());
        for (const Planner::Skip& skip : plan.skips) {
            skipped.push_back({clock.now(), now().sinceBoot, skip});
        }
        for (const Planner::Order& order : plan.orders) {
            m_flights.push_back({now().sinceBoot + answerTime, sent.size()});
            sent.push_back({clock.now(), now().sinceBoot, order});
        }
    }

    static constexpr Elapsed answerTime {400};
    static inline const Usage usage {
        .input = 8, .output = 1, .cacheWrite = 0, .cacheRead = 0}; // of each paid answer

    ManualClock clock;
    Planner planner;
    std::vector<Sent> sent;
    std::vector<Skipped> skipped;
    std::vector<Gap> gaps;

private:
    struct Flight
    {
        Elapsed answeredAt {0};
        std::size_t sent = 0;
    };

    void land()
    {
        std::vector<Flight> landed;
        std::erase_if(m_flights, [&](const Flight& flight) {
            const bool done = flight.answeredAt <= now().sinceBoot;
            if (done) {
                landed.push_back(flight);
            }
            return done;
        });
        for (const Flight& flight : landed) {
            const Planner::Order order = sent[flight.sent].order;
            const Observation observation = answerTo(sent[flight.sent]);
            sent[flight.sent].billedNanoUsd = observation.costNanoUsd.value_or(0);
            carryOut(planner.answered(order, observation, now()));
        }
    }

    Observation answerTo(const Sent& probe) const
    {
        Observation observation;
        observation.at = probe.wall;
        observation.target = probe.order.target.id;
        observation.outcome = m_answer(probe.order.target, probe.at);
        if (isOverload(observation.outcome)) {
            observation.httpStatus = 529;
        } else if (observation.outcome == Outcome::Ok) {
            observation.httpStatus = 200;
        }
        if (observation.outcome == Outcome::Ok && isPaid(observation.target.kind)) {
            observation.usage = usage;
            observation.costNanoUsd =
                m_catalogue.costNanoUsd(observation.target.model, usage, probe.wall);
        }
        return observation;
    }

    const Catalogue m_catalogue = Catalogue::shipped();
    Answer m_answer;
    std::vector<Flight> m_flights;
};

} // namespace plimsoll::test
