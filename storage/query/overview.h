// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/estimates.h"
#include "storage/query/resting.h"
#include "storage/store.h"
#include "storage/subject.h"

#include <vector>

namespace plimsoll {

// The condition of a model as far as we know, shown as shape, word and colour together.
enum class Condition { Normal, Warning, Bad, Unknown };

struct Verdict
{
    Condition condition = Condition::Unknown;
    QString word; // "Normal", "Slow", "Overloaded", "Refused", "Silent", ...
    QString sentence; // who must act, then the fact
};

// One step of a series. Gaps are absent steps.
struct RateStep
{
    TimeRange range;
    OutcomeCounts counts;

    bool operator==(const RateStep&) const = default;
};

struct ModelOverview
{
    QString model; // id
    QString organization {}; // "" for that of [api]
    QString displayName; // with the organization
    QString pool;
    int series = 0; // colour slot
    Verdict verdict;
    std::optional<TimePoint> lastProbe; // newest observation of any kind that was sent
    std::optional<Outcome> lastOutcome;
    std::optional<TimePoint> overloadedSince; // first overload of the burst under way
    // Trailing 1 h, 24 h and 7 d of probes that count in rates, before Dashboard::asOf or, of a
    // silent model, to its last probe.
    OutcomeCounts hour;
    OutcomeCounts day;
    OutcomeCounts week;
    LatencyEstimate firstToken; // trailing 24 h
    std::optional<LimitNow> tightest; // the limit of its pool with the smallest share left
    std::vector<RateStep> spark; // trailing 24 h in steps of 10 min
    std::vector<Resting> resting {}; // targets of which nothing is sent at present
    QString notice {}; // that it retired or retires within 30 days, and what to probe instead

    QString subject() const { return subjectText(model, organization); }
};

} // namespace plimsoll
