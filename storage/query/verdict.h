// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/estimates.h"
#include "storage/query/overview.h"

#include <vector>

namespace plimsoll {

// The rules by which evidence becomes a state. Pure: the same evidence, the same words.

// A probe of one model that was really sent.
struct RecentProbe
{
    TimePoint at;
    ProbeKind kind = ProbeKind::Admission;
    Outcome outcome = Outcome::Ok;
};

namespace rules {

// Judged are the newest five probes that count in rates, if they are fresh.
inline constexpr std::size_t judgedProbes = 5;
inline constexpr std::chrono::milliseconds judgedAge =
    std::chrono::minutes(15); // at least twice the silence that the schedule may explain
// A state rests on the newest of the probes that count in rates, and on no more of them.
inline constexpr std::size_t lookedAt = 10;
static_assert(lookedAt >= judgedProbes);
// Silent: the newest probe is older than the schedule may explain, and than this.
inline constexpr std::chrono::milliseconds silentAge = std::chrono::minutes(3);
// A model that was silent for longer is no longer probed: it says nothing about all models while
// another one is fresh.
inline constexpr std::chrono::milliseconds abandonedAge = std::chrono::hours(24);
// So many of the judged probes make it a state that is bad; fewer are a warning.
inline constexpr std::size_t badCount = 2;
// A burst is over after so many probes in a row that reached the service and met no overload.
inline constexpr std::size_t calmProbes = 5;
// Slow: the last hour's median first token is more than so many times that of the week before,
inline constexpr double slowRatio = 2;
inline constexpr quint64 slowMinimum = 10; // and both medians come from so many probes.
} // namespace rules

// Why a model is in its condition.
enum class ModelState {
    Unmeasured, // no probe was ever sent
    Silent, // none lately
    NoConnection, // the newest probes did not get out
    LineTrouble, // the newest one alone did not
    Refused, // key, billing, request or model: you must act
    Overloaded,
    OverloadSeen, // one among the judged probes
    Failing, // server and edge errors, time-outs, stalls, cut answers
    ErrorSeen, // one among the judged probes
    Limited, // 429
    Slow,
    Normal
};

struct ModelEvidence
{
    QString name;
    TimePoint asOf;
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    // Sent ones of every kind, oldest first: all of the last day, or the newest of them with at
    // least rules::lookedAt that count in rates.
    std::vector<RecentProbe> probes;
    std::optional<TimePoint> lastProbe; // newest that was sent, however old
    LatencyEstimate firstTokenHour; // trailing hour
    LatencyEstimate firstTokenBefore; // the seven days of whole hours before it
};

struct ModelFinding
{
    QString name;
    ModelState state = ModelState::Unmeasured;
    std::optional<TimePoint> newest; // newest probe that was sent
    Outcome outcome = Outcome::Skipped; // what the state rests on
    Verdict verdict;
};

ModelFinding judgeModel(const ModelEvidence& evidence);

// Of all models together: the worst state names itself first, a second one follows it.
Verdict judgeAll(const std::vector<ModelFinding>& findings, TimePoint asOf);

// First overload of the burst under way, from probes as in ModelEvidence; absent when the newest
// calmProbes met none.
std::optional<TimePoint> burstStart(const std::vector<RecentProbe>& probes);

// "45 s", "12 min", "3 h", "2 d": the largest whole unit that does not overstate.
QString approximateAge(std::chrono::milliseconds age);

} // namespace plimsoll
