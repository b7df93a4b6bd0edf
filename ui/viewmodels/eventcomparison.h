// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/answers.h"
#include "storage/query/trends.h"
#include "ui/viewmodels/celltable.h"
#include "ui/viewmodels/sentences.h"

namespace plimsoll {

// Two periods compared in words that allow for bursts and for many tests at once.

// What a verdict of the statistics is called: of a share "Lower, beyond chance", of a time "Faster,
// beyond chance".
Verdict verdictOf(stats::Verdict verdict, bool isShare);
Verdict verdictOf(const LatencyAnswer& latency); // "Same within 5 %" too

struct EventChoice
{
    QString key;
    QString text; // "2026-05-06 Limits raised"

    bool operator==(const EventChoice&) const = default;
};

// The events that a model's answers compare, newest first.
std::vector<EventChoice> eventChoices(const std::vector<EventAnswer>& events, const Format& format);
QString keyOf(const EventAnswer& event);

// Overload rate and latencies before and after one event; figures that nobody measured are left
// out.
TableContent eventComparison(const EventAnswer& event, const Format& format);
// How long the sides are, n, what else lies within them, and by which method.
QString eventNote(const EventAnswer& event, const Format& format);

// The last seven days against the seven before, and below them the 429s of this week so far.
TableContent weekComparison(const WeekAnswer& week, const ModelTrend& trend, const Format& format);
Headline weekHeadline(const ModelAnswers& model, const Format& format);

// The answers of a model; null: there are none of it.
const ModelAnswers* answersOf(const Answers& answers, const QString& subject);

} // namespace plimsoll
