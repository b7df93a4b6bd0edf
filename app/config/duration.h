// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <chrono>
#include <optional>

namespace plimsoll {

// Reads "250ms", "60s", "5m", "1h 30m", "90d", "2w"; units in falling order, no sign. Nullopt for
// anything else, a bare number included: without its unit it could mean anything.
std::optional<std::chrono::milliseconds> parseDuration(QStringView text);

// The shortest text that parseDuration() reads back to the same value: "1h 30m".
QString formatDuration(std::chrono::milliseconds duration);

} // namespace plimsoll
