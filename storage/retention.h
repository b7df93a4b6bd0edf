// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace plimsoll {

// What raw data give way to. Rollups, the history of limits, events and gaps stay for ever.
struct RetentionPolicy
{
    std::optional<std::chrono::days> keepRaw; // absent: for ever
    std::optional<qint64> maxBytes; // of the database file; absent: no bound

    bool operator==(const RetentionPolicy&) const = default;
};

} // namespace plimsoll
