// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/statuslag.h"

#include <QJsonObject>
#include <QString>

namespace plimsoll {

// One line: how many overloads were posted and how late, and both ways of missing.
QString statusLagText(const StatusLag& lag);

// Durations in seconds, times RFC 3339 UTC, null for unknown.
QJsonObject statusLagJson(const StatusLag& lag);

} // namespace plimsoll
