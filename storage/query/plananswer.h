// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/query/rateanswer.h"

namespace plimsoll {

// What it takes to decide whether the overload rate of a model is below a threshold, if it stays
// what it was, bursts and all, and probing goes on as it did.
struct PlanAnswer
{
    struct Step
    {
        double power = 0.5; // the chance that it is decided by then
        quint64 probes = 0; // that reach the service, in all
        quint64 more = 0; // than the evidence holds
        std::optional<TimePoint> on; // at the pace of the evidence
        std::optional<qint64> nanoUsd; // of `more`; absent where no price is known
    };

    QString model; // id
    QString organization {};
    QString displayName; // with the organization
    RateAnswer rate; // of the evidence
    stats::Answer isBelow = stats::Answer::Undecided; // already
    double probesPerDay = 0; // that reached the service, from the first of the evidence on
    std::vector<Step> steps; // even odds, nine in ten; empty where the rate is the threshold

    QString subject() const { return subjectText(model, organization); }
};

struct PlanQuestion
{
    TimeRange evidence;
    QStringList models {}; // subjects as text; empty: all
    TimePoint asOf; // now
    double threshold = belowThreshold;
};

// Within a snapshot of the reader.
Result<std::vector<PlanAnswer>> plans(const StoreReader& reader, const Catalogue& given,
                                      const PlanQuestion& question);

} // namespace plimsoll
