// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/rangesplit.h"

namespace plimsoll {

namespace {

std::optional<Level> finer(Level level)
{
    if (level == Level::Hour) {
        return std::nullopt;
    }
    return Level(quint8(level) - 1);
}

TimePoint roundedUp(Level level, TimePoint t)
{
    const TimePoint start = bucketStart(level, t);
    return start == t ? t : bucketEnd(level, start);
}

void split(TimeRange range, std::optional<Level> level, std::vector<RangePiece>& pieces)
{
    if (range.isEmpty()) {
        return;
    }
    if (!level) {
        pieces.push_back({range, std::nullopt});
        return;
    }
    const TimeRange whole {roundedUp(*level, range.from), bucketStart(*level, range.to)};
    if (whole.isEmpty()) {
        split(range, finer(*level), pieces);
        return;
    }
    split({range.from, whole.from}, finer(*level), pieces);
    pieces.push_back({whole, level});
    split({whole.to, range.to}, finer(*level), pieces);
}

} // namespace

std::vector<RangePiece> splitRange(TimeRange range, std::optional<Level> coarsest)
{
    std::vector<RangePiece> pieces;
    split(range, coarsest, pieces);
    return pieces;
}

} // namespace plimsoll
