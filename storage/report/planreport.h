// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/plananswer.h"

#include <QJsonObject>
#include <QString>

namespace plimsoll {

// Version of the shape of planJson(); keys are only ever added within one.
inline constexpr int planSchema = 1;

// For a terminal: each model with what is decided, and by when and for how much the rest will be.
QString planText(const std::vector<PlanAnswer>& plans, double threshold);

// For a program. Shares between 0 and 1, times RFC 3339 UTC, null for unknown.
QJsonObject planJson(const std::vector<PlanAnswer>& plans, double threshold);

} // namespace plimsoll
