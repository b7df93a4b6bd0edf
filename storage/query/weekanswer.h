// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/latencyanswer.h"
#include "storage/query/probedmodels.h"
#include "storage/stats/profile.h"

#include <span>

namespace plimsoll {

// The overload rate and the latencies of the last seven times 24 hours against those of the seven
// before them, hour of the local week by hour of the local week. Blocks are the 24 hours, each pair
// of the same weekday a stratum, so that a week has seven of them whatever the clocks do.
struct WeekAnswer
{
    TimeRange before;
    TimeRange after; // up to the hour under way
    std::optional<stats::Comparison> comparison; // a: before; b: after
    double p = 1; // of the overload rate; adjusted, see answers()
    stats::Verdict verdict = stats::Verdict::NotEnoughData; // of the overload rate
    // With NotEnoughData: when both weeks will hold enough at the pace of the last one. Absent:
    // never at that pace.
    std::optional<TimePoint> enoughAt;
    std::vector<LatencyAnswer> latencies {}; // each figure
};

Result<Reckoning<WeekAnswer>> weekReckoning(const StoreReader& reader, const ProbedModel& model,
                                            TimePoint asOf, const QTimeZone& zone);
void setVerdict(WeekAnswer& answer, double adjustedP);

// The overload rate by hour of the local week, and that of the morning hours of weekdays against
// the other hours of the same days.
struct PeakAnswer
{
    std::optional<stats::WeekProfile> profile {}; // Monday first; absent: no probe
    std::optional<stats::Comparison> comparison; // a: the other hours; b: the peak
    double p = 1; // adjusted, see answers()
    stats::Verdict verdict = stats::Verdict::NotEnoughData; // Worse: the peak is
};

// Hours of the local week, Monday first: 08:00 to 12:00 from Monday to Friday.
std::vector<int> weekdayMornings();

// `evidence` is cut to whole hours.
Result<Reckoning<PeakAnswer>> peakReckoning(const StoreReader& reader, const ProbedModel& model,
                                            TimeRange evidence, const QTimeZone& zone);
Result<PeakAnswer> peakAnswer(const StoreReader& reader, const ProbedModel& model,
                              TimeRange evidence, const QTimeZone& zone);
void setVerdict(PeakAnswer& answer, double adjustedP);

} // namespace plimsoll
