// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/store.h"

#include <algorithm>

namespace plimsoll {

Result<void> StoreWriter::maintainAll(TimePoint now)
{
    while (true) {
        const auto more = maintain(now);
        if (!more) {
            return more.error();
        }
        if (!*more) {
            return {};
        }
    }
}

std::vector<TimeRange> SampleQuestion::wanted() const
{
    if (windows.empty()) {
        return {range};
    }
    std::vector<TimeRange> parts;
    for (const TimeRange& window : windows) {
        const TimeRange part {std::max(window.from, range.from), std::min(window.to, range.to)};
        if (!part.isEmpty()) {
            parts.push_back(part);
        }
    }
    return parts;
}

Result<std::vector<Rollup>> StoreReader::rollups(const TargetId& target, Level level,
                                                 TimeRange range) const
{
    std::vector<Rollup> found;
    const auto done = rollups(target, level, range, Figures::all(),
                              [&found](const Rollup& rollup) { found.push_back(rollup); });
    if (!done) {
        return done.error();
    }
    return found;
}

} // namespace plimsoll
