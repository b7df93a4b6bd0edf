// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/followups.h"

#include "probes/schedule/seeded.h"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr Elapsed firstGap {5000};
constexpr Elapsed tooLate {10'000};
constexpr Elapsed longestBurst = std::chrono::hours(24);

} // namespace

Followups::Followups(const std::vector<Target>& targets, quint64 seed)
{
    for (const Target& target : targets) {
        if (!countsInRate(target.id.kind)) {
            continue;
        }
        const Subject subject {target.id.model, target.id.organization};
        const auto [it, isNew] = m_watches.try_emplace(subject);
        Watch& watch = it->second;
        if (isNew || target.every < watch.target.every) {
            watch.target = target;
            watch.target.id.kind = ProbeKind::Followup;
            watch.key = keyOf(watch.target.id, seed);
        }
    }
}

std::vector<Followups::Due> Followups::take(Elapsed now)
{
    std::vector<Due> due;
    for (auto& [subject, watch] : m_watches) {
        auto& burst = watch.burst;
        if (burst && now - burst->opened > longestBurst) {
            burst.reset();
        }
        if (!burst || !burst->due || *burst->due > now) {
            continue;
        }
        if (now - *burst->due > tooLate) {
            burst->due = now + burst->gap;
            continue;
        }
        due.push_back({watch.target, *burst->due, nonceOf(watch.key, watch.taken++)});
        burst->lastDue = *burst->due;
        burst->gap = std::min(2 * burst->gap, watch.target.every);
        burst->due.reset();
    }
    return due;
}

void Followups::decline(const TargetId& followup, Elapsed now)
{
    const auto it = m_watches.find({followup.model, followup.organization});
    if (it != m_watches.end() && it->second.burst) {
        planNext(it->second, now);
    }
}

void Followups::learn(const Observation& observation, Elapsed sent, Elapsed now)
{
    const TargetId& id = observation.target;
    const auto it = m_watches.find({id.model, id.organization});
    if (it == m_watches.end()) {
        return;
    }
    Watch& watch = it->second;
    if (!watch.burst) {
        if (countsInRate(id.kind) && isOverload(observation.outcome)) {
            const Elapsed gap = std::min(firstGap, watch.target.every);
            watch.burst = {.opened = sent, .lastDue = now, .gap = gap, .due = now + gap};
        }
    } else if (isPaid(id.kind) && observation.outcome == Outcome::Ok
               && sent > watch.burst->opened) {
        watch.burst.reset();
    } else if (id.kind == ProbeKind::Followup) {
        planNext(watch, now);
    }
}

void Followups::endAll()
{
    for (auto& [subject, watch] : m_watches) {
        watch.burst.reset();
    }
}

std::optional<Elapsed> Followups::next() const
{
    std::optional<Elapsed> earliest;
    for (const auto& [subject, watch] : m_watches) {
        if (watch.burst && watch.burst->due) {
            earliest = std::min(earliest.value_or(*watch.burst->due), *watch.burst->due);
        }
    }
    return earliest;
}

void Followups::planNext(Watch& watch, Elapsed now)
{
    Burst& burst = *watch.burst;
    burst.due = std::max(burst.lastDue + burst.gap, now);
}

} // namespace plimsoll
