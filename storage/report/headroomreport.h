// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/headroomplan.h"

#include <QJsonObject>
#include <QLatin1String>
#include <QString>

namespace plimsoll {

// Version of the shape of headroomJson(); keys are only ever added within one.
inline constexpr int headroomSchema = 1;

// For a terminal, a paragraph for each pool: what breaks first and at how many agents, a row for
// each limit, how far apart the calls must be, and what the prompt cache does for it.
QString headroomText(const std::vector<PoolHeadroom>& pools, const stats::Workload& load,
                     TimePoint now);

// The same workload against many rows of the tables: a line each, under the day of the tables.
QString headroomTable(const std::vector<PoolHeadroom>& pools, const stats::Workload& load);

// For a program. Shares as fractions, times RFC 3339 UTC, null for unknown or without end.
QJsonObject headroomJson(const std::vector<PoolHeadroom>& pools, const stats::Workload& load);

QLatin1String name(stats::MinuteLimit limit); // "input_tokens"

} // namespace plimsoll
