// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/latencyanswer.h"
#include "storage/query/probedmodels.h"

namespace plimsoll {

struct EventQuestion
{
    TimePoint at; // see unclearAround()
    std::chrono::days longest {28}; // that is compared on either side, in whole weeks
    TimePoint asOf; // now
    QTimeZone zone; // of the hours of the week
};

// The overload rate and the latencies of one model before and after an event, hour of the local
// week by hour of the local week.
//
// Both sides are equally long, as many whole weeks as are there: since the store's first probe (a
// day may be missing), until the hour under way, at most the longest, and not beyond another
// announced change where a week on either side is free of them. Blocks are 24 hours, counted from
// the event. Absent without a whole week on either side.
struct EventAnswer
{
    TimePoint at;
    QString title {}; // of the announced change at that time; "": none is known
    TimeRange before; // without a whole week: the week that would be compared
    TimeRange after;
    // Other announced changes within these ranges, since no week on either side is free of them:
    // what is found may be theirs.
    std::vector<TimePoint> crossed;
    std::optional<stats::Comparison> comparison; // of the overload rate; a: before, b: after
    double p = 1; // of the overload rate; adjusted, see answers()
    stats::Verdict verdict = stats::Verdict::NotEnoughData; // of the overload rate
    // With NotEnoughData: when there will be enough for the overload rate at the present pace.
    // Absent: never.
    std::optional<TimePoint> enoughAt;
    std::vector<LatencyAnswer> latencies {}; // each figure
};

// Each p is that of its comparison alone.
Result<Reckoning<EventAnswer>> eventReckoning(const StoreReader& reader, const ProbedModel& model,
                                              const EventQuestion& question);
Result<EventAnswer> eventAnswer(const StoreReader& reader, const ProbedModel& model,
                                const EventQuestion& question);
void setVerdict(EventAnswer& answer, double adjustedP);

} // namespace plimsoll
