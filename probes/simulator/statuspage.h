// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/httprequest.h"
#include "probes/simulator/reply.h"
#include "probes/simulator/world.h"

#include <QJsonObject>

namespace plimsoll::simulator {

// One incident as the page tells it: late, and about a tenth of the bursts never.
struct Incident
{
    quint64 key = 0;
    TimePoint startedAt; // of the burst
    TimePoint openedAt; // 5 to 15 min later
    TimePoint resolvedAt; // up to 45 min after its end
    double severity = 0;
    QStringList models; // ids
};

// Those that were opened by the moment, newest first: at most 50, of the last 14 days.
std::vector<Incident> incidentsAt(const World& world, TimePoint at);

// The page at one moment of the scenario. Its dates are moved by `shift`, to the wall clock.
struct PageMoment
{
    TimePoint at;
    std::chrono::milliseconds shift {0};
};
QJsonObject summaryJson(const World& world, const PageMoment& moment);
QJsonObject incidentsJson(const World& world, const PageMoment& moment);

// GET below /api/v2: summary.json, status.json, components.json, incidents.json and
// incidents/unresolved.json, with an ETag; or a challenge, or nothing, as the scenario has it.
Reply statusPageReply(const World& world, const HttpRequest& http, const PageMoment& moment);

} // namespace plimsoll::simulator
