// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/rollup.h"

#include <optional>
#include <vector>

namespace plimsoll {

// A run of whole buckets of one level, or a stretch to be read row by row.
struct RangePiece
{
    TimeRange range;
    std::optional<Level> level; // absent: rows

    bool operator==(const RangePiece&) const = default;
};

// Cuts a range into pieces that tile it exactly, oldest first: weeks in the middle, days and hours
// around them, rows at the ragged ends. `coarsest` bounds the level; absent: one piece of rows.
std::vector<RangePiece> splitRange(TimeRange range, std::optional<Level> coarsest = Level::Week);

} // namespace plimsoll
