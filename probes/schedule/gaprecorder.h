// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "probes/domain/observation.h"
#include "probes/schedule/suspension.h"

#include <optional>
#include <vector>

namespace plimsoll {

// Which spans could teach nothing, and why. Each is told once and none overlaps another, except
// where the wall clock was set back and went through the same hours twice.
//
// Suspended: from the last look at the clocks to the first after waking.
// Offline: from the first probe that met a dead line to the first, sent later, that did not.
// Refused (budget): while no probe that counts in rates is admitted, once that has lasted longer
// than the schedule itself may be silent; a dear model that waits beside a cheap one that does not
// is no gap. Where the line is dead as well, that is the reason told.
// Long ones are told in pieces that touch, so that a crash loses at most the last.
class GapRecorder
{
public:
    static constexpr Elapsed pieceLength = std::chrono::minutes(5) - Suspension::lookEvery;

    // ordinarySilence: what the schedule allows between two probes that count in rates.
    GapRecorder(TimePoint start, Elapsed ordinarySilence);

    void pass(const Passage& passage, TimePoint now); // at each look at the clocks
    void learn(const Observation& observation); // of a probe that was sent
    void refuse(GapReason reason, TimePoint now); // a probe that counts in rates
    void admit(TimePoint now); // likewise
    void pause(TimeRange range);
    void close(); // ends what is open with what was seen of it

    std::vector<Gap> take(); // what was told since the last time, in that order

private:
    struct Open
    {
        TimePoint from; // not yet told
        TimePoint seen; // newest moment that is known to belong to it
        GapReason reason = GapReason::Offline;
        bool told = false; // in part
    };
    void tell(TimeRange range, GapReason reason);
    void goOffline(TimePoint at);
    void goOnline(TimePoint at);
    void finish(std::optional<Open>& open, TimePoint end);
    void tellPiece(std::optional<Open>& open);
    bool counts(const Open& open, TimePoint end) const;

    Elapsed m_ordinarySilence;
    TimePoint m_toldUntil;
    std::optional<Open> m_offline;
    std::optional<Open> m_refused;
    std::vector<Gap> m_told;
};

} // namespace plimsoll
