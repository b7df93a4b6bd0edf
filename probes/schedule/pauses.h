// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "probes/schedule/schedule.h"

#include <QString>

#include <map>

namespace plimsoll {

// How long a single answer asks us to be silent, bounded: an hour for limits of the account, five
// minutes for trouble of the service, whose retry-after was seen to speak of quota windows hours
// away. Only failures are heeded: retry-after stands on some plain 200 answers too. A spend cap
// names no time and is tried again after an hour.
std::optional<std::chrono::seconds> pauseAfter(const Observation& observation);

// Which probes must not be sent now because the service asked for it. Models of a pool share their
// limits, so they share the pause; a spend cap holds for all of them. Free control probes have
// limits of their own, line probes none.
class Pauses
{
public:
    void learn(const Observation& observation, const QString& pool, Elapsed now);
    // Why a probe must wait, in words; absent when it may be sent.
    std::optional<QString> reason(ProbeKind kind, const QString& pool, Elapsed now) const;

private:
    struct Pause
    {
        Elapsed until {0};
        QString reason;
    };
    std::map<QString, Pause> m_pauses;
};

} // namespace plimsoll
