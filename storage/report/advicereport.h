// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/advice.h"

#include <QJsonObject>
#include <QString>

namespace plimsoll {

// Version of the shape of adviceJson(); keys are only ever added within one.
inline constexpr int adviceSchema = 1;

// The one sentence: wait, switch, or that it cannot be told.
QString recommendation(const Advice& advice, TimePoint now);

// For a terminal: the recommendation of each model, then what it rests on, then the rules.
QString adviceText(const std::vector<Advice>& all, const AdviceQuestion& question);

// For a program. Shares between 0 and 1, durations in seconds, times RFC 3339 UTC, null for
// unknown.
QJsonObject adviceJson(const std::vector<Advice>& all, const AdviceQuestion& question);

QLatin1String name(Load load); // "overloaded"

} // namespace plimsoll
