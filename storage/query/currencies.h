// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/capacityshift.h"
#include "storage/query/estimates.h"
#include "storage/query/probedmodels.h"
#include "storage/query/selection.h"
#include "storage/store.h"

#include <array>

namespace plimsoll {

// The three currencies in which capacity is given, on one axis of time: the ceiling says how much
// may be asked for, admission how much of what was asked for was let in, delivery how fast it came.
// None of them follows from another.

// A limit as it was in force at the end of a step.
struct Ceiling
{
    qint64 perMinute = 0;
    TimePoint toldAt; // last, by the end of the step: its age
    quint32 changes = 0; // of its value that were first seen within the step

    bool operator==(const Ceiling&) const = default;
};

// Of the scheduled probes that were let in or turned away. Every share is of the same
// asked = reached() + limited(), so that they add up: overloaded + limited + admitted = asked. The
// overload rate leaves the 429s out of its denominator; with that rate r and the limited share l
// the admitted share is (1 - r)(1 - l).
struct Admission
{
    quint64 asked = 0;
    quint64 overloaded = 0;
    quint64 limited = 0; // every 429
    quint64 answered = 0; // ok; what was admitted beyond it failed otherwise
    // (asked - overloaded - limited) / asked, Wilson's interval, as if there were no bursts.
    std::optional<stats::Proportion> admitted;

    std::optional<double> shareOf(quint64 count) const;
};

Admission admissionOf(const OutcomeCounts& counts);

// Of probes with outcome ok. The speed is the inverse of the median gap between two pieces of
// content, the mean of an answer's gaps being one value; where a piece holds several tokens the
// tokens come faster.
struct Delivery
{
    LatencyEstimate firstToken; // milliseconds
    LatencyEstimate tokenGap; // milliseconds
    std::optional<double> tokensPerSecond;
    QuantileEstimate medianFirstToken {}; // with its interval
};

struct CapacityStep
{
    TimeRange range; // cut at the edges of the selected range
    std::array<std::optional<Ceiling>, limitKindCount> ceilings; // absent: not told by then
    Admission admission;
    Delivery delivery;
};

struct ModelCapacity
{
    QString model; // id
    QString organization {};
    QString displayName; // with the organization
    QString pool;
    // From the first step with a probe to the last one, without a hole: one in which nothing was
    // measured asked for nothing.
    std::vector<CapacityStep> steps;
    CapacityShift shift {}; // of the second half of these steps against the first

    QString subject() const { return subjectText(model, organization); }
};

// An hour up to 14 days, a day beyond. Steps begin at UTC multiples.
Level capacityLevel(TimeRange range);

// Within a snapshot of the reader.
Result<std::vector<ModelCapacity>> currencies(const StoreReader& reader, const Catalogue& catalogue,
                                              const Selection& selection, Level level);

} // namespace plimsoll
