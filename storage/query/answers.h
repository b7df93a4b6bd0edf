// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/blame.h"
#include "storage/query/burstanswer.h"
#include "storage/query/eventanswer.h"
#include "storage/query/rateanswer.h"
#include "storage/query/statuslag.h"
#include "storage/query/weekanswer.h"
#include "storage/stats/fallback.h"

namespace plimsoll {

// The level of the overload rate before a day and from it on.
struct LevelChange
{
    TimePoint day; // UTC, the first of the new level
    double before = 0;
    double after = 0;
};

struct ModelAnswers
{
    QString model; // id
    QString organization {};
    QString displayName; // with the organization
    RateAnswer rate;
    WeekAnswer week;
    PeakAnswer peak;
    // Of whole UTC days, over all that the store holds but at most a year. Absent: too few days to
    // tell a change from a burst.
    std::optional<std::vector<LevelChange>> changes;
    BurstAnswer bursts;
    std::vector<EventAnswer> events {}; // oldest first
    StatusLag statusPage {};
    Blame blame {};

    QString subject() const { return subjectText(model, organization); }
};

struct Answers
{
    TimePoint asOf;
    TimeRange evidence; // of rate, peak hours, bursts and fallback
    QTimeZone zone; // of hours and days
    std::vector<ModelAnswers> models;
    // [a][b]: the chance that model b answers while model a is overloaded. The diagonal is empty.
    std::vector<std::vector<stats::FallbackChance>> fallback;
};

struct AnswersQuestion
{
    TimeRange evidence;
    QStringList models {}; // subjects as text; empty: all
    TimePoint asOf; // now
    QTimeZone zone;
    // What came before and after these is compared. Empty: the announced changes within the
    // evidence that concern a model.
    std::vector<TimePoint> events {};
};

// Within a snapshot of the reader. p values are adjusted together over all models, each family of
// tests by itself: overload rates of weeks, latencies of weeks, peak hours, and for each event its
// overload rates and latencies. Of the changes claimed in a family at most one in twenty is none
// (Benjamini and Hochberg).
Result<Answers> answers(const StoreReader& reader, const Catalogue& given,
                        const AnswersQuestion& question);

} // namespace plimsoll
