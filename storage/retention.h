// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <chrono>
#include <optional>

namespace plimsoll {

// Today and yesterday are always kept: their hours are still being sealed.
inline constexpr std::chrono::days shortestKeepRaw {2};
// Below it the empty tables and a few weeks of rollups would be all there is room for.
inline constexpr qint64 smallestMaxBytes = 16 * 1024 * 1024;

// How long raw data (rows and chunks) stay; whichever bound is met first, the oldest give way.
// Rollups, limit history, events and gaps are never taken. Absent: no bound.
struct RetentionPolicy
{
    std::optional<std::chrono::days> keepRaw {}; // from shortestKeepRaw on
    std::optional<qint64> maxBytes {}; // of the database file, from smallestMaxBytes on

    QStringList validate() const;

    bool operator==(const RetentionPolicy&) const = default;
};

} // namespace plimsoll
