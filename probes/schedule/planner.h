// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/event.h"
#include "probes/schedule/followups.h"
#include "probes/schedule/gaprecorder.h"
#include "probes/schedule/gate.h"
#include "probes/schedule/schedule.h"
#include "probes/schedule/suspension.h"
#include "probes/settings.h"

#include <QString>

#include <optional>
#include <vector>

namespace plimsoll {

// Everything that is decided about probes: what is sent when, what is skipped and why, what was
// not seen. Pure: it is told the time and the answers and says what to do; ProbeRunner does it.
class Planner
{
public:
    struct Order // a probe that goes out now
    {
        Target target;
        Elapsed due {0};
        Elapsed sent {0};
        quint64 nonce = 0;
        qint64 reservation = 0; // of the gate
    };
    struct Skip // a probe that was due and does not go out
    {
        TargetId target;
        Elapsed due {0};
        QString reason; // for a person
    };
    struct Plan
    {
        std::vector<Gap> gaps;
        std::vector<Skip> skips;
        std::vector<Order> orders;
        std::optional<FuseTrip> tripped {}; // by the answer just told
    };

    // spent: in the UTC day and month of start.wall. start.elapsed is 0.
    Planner(const ProbeSettings& settings, const Catalogue& catalogue, Spending spent,
            const Tick& start);

    Plan round(const Tick& now);
    Elapsed nextRound() const; // when round() is wanted next, or earlier
    // An order was carried out. It may bring another one: a cache that was written is read at
    // once.
    Plan answered(const Order& order, const Observation& observation, const Tick& now);

    // Nothing is ordered until resume(), which goes on as if the time between had been slept
    // through: what was spent and every pause still hold.
    Plan halt(const Tick& now);
    Plan resume(const Tick& now);
    void forgetInFlight(); // their answers will never come

    void setCatalogue(const Catalogue& catalogue);
    // While it is set nothing paid is ordered.
    void setFuse(const std::optional<FuseTrip>& trip) { m_gate.setFuse(trip); }

private:
    // Whether it goes out.
    bool consider(const Target& target, Elapsed due, quint64 nonce, const Tick& now, Plan& plan);
    std::optional<Refusal> refusal(const TargetId& target, const Tick& now);

    int m_maxInFlight;
    Schedule m_schedule;
    Followups m_followups;
    Gate m_gate;
    Suspension m_suspension;
    GapRecorder m_gaps;
    std::optional<Tick> m_halted;
    Elapsed m_lastRound {0};
    int m_inFlight = 0;
};

} // namespace plimsoll
