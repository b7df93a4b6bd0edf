// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/storagereport.h"

#include <QJsonObject>
#include <QString>

namespace plimsoll {

// For a terminal: parts in bytes and per cent, bytes per observation, how far back raw data reach,
// what is kept, and the forecast with its pace or why there is none.
QString storageText(const StorageReport& report);

// For a program: bytes, days, times RFC 3339 UTC, null for unknown; `forecast` or `no_forecast`
// (empty, too_young, idle) is null.
QJsonObject storageJson(const StorageReport& report);

} // namespace plimsoll
