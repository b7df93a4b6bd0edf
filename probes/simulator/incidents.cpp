// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/random.h"
#include "probes/simulator/statuspage.h"

#include <algorithm>

namespace plimsoll::simulator {

using namespace std::chrono_literals;

namespace {

constexpr quint64 incidentKey = 0x696e636964656e74ULL;
constexpr std::size_t mostIncidents = 50;
constexpr auto lookBack = 14 * 24h;
constexpr auto together = 10min; // bursts that begin within this time are one incident
constexpr double neverTold = 0.1;

TimePoint later(TimePoint t, double minutes)
{
    return t + std::chrono::milliseconds(qint64(minutes * 60'000));
}

Incident begun(const World& world, const ModelBurst& first)
{
    Incident incident;
    incident.key = combined(world.seed() ^ incidentKey, quint64(toEpochMs(first.burst.from)));
    incident.startedAt = first.burst.from;
    incident.resolvedAt = first.burst.to;
    return incident;
}

void join(Incident& incident, const ModelBurst& burst)
{
    if (!incident.models.contains(burst.model)) {
        incident.models << burst.model;
    }
    incident.resolvedAt = std::max(incident.resolvedAt, burst.burst.to);
    incident.severity = std::max(incident.severity, burst.burst.severity);
}

} // namespace

std::vector<Incident> incidentsAt(const World& world, TimePoint at)
{
    std::vector<Incident> incidents;
    for (const ModelBurst& burst : world.bursts({at - lookBack, at})) {
        if (incidents.empty() || burst.burst.from - incidents.back().startedAt > together) {
            incidents.push_back(begun(world, burst));
        }
        join(incidents.back(), burst);
    }
    for (Incident& incident : incidents) {
        Random random(incident.key);
        incident.openedAt = later(incident.startedAt, random.between(5, 15));
        const TimePoint end = later(incident.resolvedAt, random.between(0, 45));
        // A short one is over before anybody has told of it.
        incident.resolvedAt = std::max(end, incident.openedAt + 5min);
        if (random.chance(neverTold)) {
            incident.models.clear();
        }
    }
    std::erase_if(incidents, [at](const Incident& incident) {
        return incident.models.isEmpty() || incident.openedAt > at;
    });
    std::ranges::sort(incidents, std::ranges::greater(), &Incident::openedAt);
    incidents.resize(std::min(incidents.size(), mostIncidents));
    return incidents;
}

} // namespace plimsoll::simulator
