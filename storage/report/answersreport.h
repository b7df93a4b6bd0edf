// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/answers.h"

#include <QJsonObject>
#include <QString>

namespace plimsoll {

// Version of the shape of answersJson(); keys are only ever added within one.
inline constexpr int answersSchema = 1;

// For a terminal: a paragraph for each model, a question a line, and how it was reckoned.
QString answersText(const Answers& answers);

// For a program. Shares between 0 and 1, durations in seconds, times RFC 3339 UTC, null for
// unknown.
QJsonObject answersJson(const Answers& answers);

QLatin1String name(stats::Answer answer); // "yes", "no", "undecided"
QLatin1String name(stats::Verdict verdict); // "no_evidence"
QLatin1String name(stats::BurstMethod method); // "blocks"
QLatin1String name(LatencyFigure figure); // "first_token_p50"

} // namespace plimsoll
