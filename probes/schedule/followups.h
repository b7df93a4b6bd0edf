// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "probes/domain/target.h"
#include "probes/schedule/arrivals.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace plimsoll {

// Which extra probes time the end of an overload burst. A burst of a model (of one organization)
// begins with an overload of a probe that counts in rates; follow-ups are due 5 s, then another
// 10 s, 20 s, ... later, up to the pace of the model's densest such target. It is over when a
// paid probe that was sent after the one that opened it is answered ok, or after a day. Follow-ups
// come where the service is bad, not at random, so they never count in a rate.
class Followups
{
public:
    Followups(const std::vector<Target>& targets, quint64 seed);

    struct Due
    {
        Target target; // of kind Followup
        Elapsed at {0};
        quint64 nonce = 0;
    };
    // Takes those that are due by now; a model has at most one, and none while its last one waits
    // for the answer. One that is late by more than 10 s waits for its gap again.
    std::vector<Due> take(Elapsed now);
    // What was taken is not sent after all.
    void decline(const TargetId& followup, Elapsed now);
    // Every answer, and when its probe was sent.
    void learn(const Observation& observation, Elapsed sent, Elapsed now);
    void endAll(); // nothing is known of what went on meanwhile
    std::optional<Elapsed> next() const;

private:
    using Subject = std::pair<QString, QString>; // model, organization
    struct Burst
    {
        Elapsed opened {0}; // when the probe was sent that met the first overload
        Elapsed lastDue {0};
        Elapsed gap {0}; // from lastDue to the next
        std::optional<Elapsed> due; // absent while one is in flight
    };
    struct Watch
    {
        Target target; // the follow-up; every: the pace
        quint64 key = 0;
        qint64 taken = 0;
        std::optional<Burst> burst;
    };
    static void planNext(Watch& watch, Elapsed now);

    std::map<Subject, Watch> m_watches;
};

} // namespace plimsoll
