// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/domain/event.h"
#include "probes/watch/statuspage.h"

#include <QByteArray>
#include <QSet>

#include <map>
#include <optional>

namespace plimsoll {

// What has been told of an incident already.
struct KnownIncident
{
    QString name;
    QStringList models;
    QSet<QString> updates; // ids
    bool over = false; // its end was told
    bool gone = false; // it was left out of a list of open ones

    bool operator==(const KnownIncident&) const = default;
};

using KnownIncidents = std::map<QString, KnownIncident>; // by id

// One look at the page.
struct IncidentReading
{
    const std::vector<Incident>& incidents;
    // Of incidents.json, where those that are over are told with their end; a summary alone tells
    // an end by leaving the incident out.
    bool withEnds = true;
    TimePoint at; // for what carries no time of its own
    QString source;
};

struct IncidentChanges
{
    std::vector<Event> events; // by time
    KnownIncidents known;
};

// One event for each incident that was opened, for each update after the first, and for each end,
// dated by the page. The first update is what the opening says.
IncidentChanges incidentChanges(const KnownIncidents& before, const IncidentReading& reading,
                                const Catalogue& catalogue);

QByteArray writeKnownIncidents(const KnownIncidents& known);
// Nothing known when the text is not ours: the identities keep events from being stored twice.
KnownIncidents readKnownIncidents(const QByteArray& text);

} // namespace plimsoll
