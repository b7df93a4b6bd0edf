// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "storage/sqlite/rows/targetstore.h"

namespace plimsoll::sqlite {

// How many raw rows there are, live and packed, and from when to when.
struct Extent
{
    qint64 rows = 0;
    std::optional<TimePoint> oldest;
    std::optional<TimePoint> newest;
};

Extent extentOf(SQLite::Database& db, const std::vector<StoredTarget>& targets);

} // namespace plimsoll::sqlite
