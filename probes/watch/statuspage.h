// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/result.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace plimsoll {

// What a status page of the Statuspage v2 kind says. States are kept as the page words them,
// because their sets grow. All texts are plain and bounded.

struct StatusComponent
{
    QString id; // match by this: names change
    QString name;
    QString status; // "operational", "degraded_performance", "partial_outage", ...

    bool operator==(const StatusComponent&) const = default;
};

struct IncidentUpdate
{
    QString id;
    QString status; // "investigating", "identified", "monitoring", "resolved", "postmortem"
    QString body;
    std::optional<TimePoint> at;

    bool operator==(const IncidentUpdate&) const = default;
};

struct Incident
{
    QString id;
    QString name; // the only place, with the bodies, where models are told
    QString status;
    QString impact; // "none", "minor", "major", "critical"
    QString link;
    std::optional<TimePoint> startedAt;
    std::optional<TimePoint> resolvedAt;
    std::vector<IncidentUpdate> updates; // oldest first
    std::vector<StatusComponent> components; // that it touches
    QByteArray raw; // as received, redacted and bounded

    bool isOver() const;
    bool operator==(const Incident&) const = default;
};

struct StatusSummary
{
    QString pageId;
    QString indicator; // "none", "minor", "major", "critical"
    QString description; // "All Systems Operational"
    std::vector<StatusComponent> components;
    std::vector<Incident> incidents; // open ones only: an end is an absence

    bool operator==(const StatusSummary&) const = default;
};

// GET summary.json. Anything that is not surely a summary is an error, so that a challenge or
// another page is never read as "operational".
Result<StatusSummary> readStatusSummary(const QByteArray& body);

// GET incidents.json: the most recent ones, newest first, over or not.
Result<std::vector<Incident>> readIncidents(const QByteArray& body);

} // namespace plimsoll
