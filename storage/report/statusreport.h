// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/dashboard.h"

#include <QJsonObject>
#include <QString>

namespace plimsoll {

// Version of the shape of statusJson(); keys are only ever added within one.
inline constexpr int statusSchema = 1;

// For a terminal: the verdict, one line per model (rate of the range, interval, n, limit left, age)
// and one line on how it is counted.
QString statusText(const Dashboard& dashboard);

// How it is counted, in full: one line per rule.
QString statusRules();

// For a program. Shares between 0 and 1, times RFC 3339 UTC, null for unknown. `counts` holds every
// outcome of the selected range, of the probes that count in rates; `targets` holds them for each
// target of every kind.
QJsonObject statusJson(const Dashboard& dashboard);

QJsonObject storeJson(const StoreInfo& store);

} // namespace plimsoll
