// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/eventanswer.h"

#include <QJsonArray>
#include <QJsonObject>

namespace plimsoll {

// Parts of answersJson(): periods compared.
QJsonObject rangeJson(TimeRange range);
QJsonObject comparisonJson(stats::Verdict verdict, const std::optional<stats::Comparison>& found,
                           double adjustedP);
QJsonArray latenciesJson(const std::vector<LatencyAnswer>& answers); // milliseconds
QJsonArray eventsJson(const std::vector<EventAnswer>& events);

} // namespace plimsoll
