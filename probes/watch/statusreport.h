// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"
#include "probes/domain/result.h"
#include "probes/watch/statuspage.h"

#include <QStringList>

namespace plimsoll {

// What the status page said last, for a person: one line beside what we measured, never in its
// place.
struct StatusReport
{
    enum class State : quint8 {
        Unknown, // could not be read, or too long ago
        Ok, // nothing open, every component operational
        Degraded
    };
    struct OpenIncident
    {
        QString id;
        QString name;
        QString status;
        QString impact;
        QStringList models;

        bool operator==(const OpenIncident&) const = default;
    };

    State state = State::Unknown;
    QString indicator; // "none", "minor", ... as the page words it
    QString description; // "All Systems Operational"; of Unknown: why
    std::vector<StatusComponent> components;
    std::vector<OpenIncident> incidents;
    QString source; // the address that answered, "" when none did
    TimePoint checkedAt; // when it was asked last
    TimePoint freshUntil; // a later look must take it as Unknown

    bool operator==(const StatusReport&) const = default;
};

QLatin1String name(StatusReport::State state); // "ok"

StatusReport::State stateOf(const StatusSummary& summary);
// The same, but Unknown once it is too old to tell anything of now.
StatusReport asOf(StatusReport report, TimePoint now);
// "All Systems Operational", "Partially Degraded Service: Elevated errors on Opus 4.7 (major)",
// "unknown, HTTP 405". Without the age.
QString statusPageText(const StatusReport& report);

inline constexpr const char* statusMemoryName = "watch/status";
Memory memoryOf(const StatusReport& report);
Result<StatusReport> statusReportIn(const Memory& memory);

} // namespace plimsoll
