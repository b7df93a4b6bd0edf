// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/gapspans.h"

#include <algorithm>

namespace plimsoll {

std::vector<TimeRange> gapSpans(TimeRange range, const std::vector<TimeRange>& covered,
                                std::chrono::milliseconds tolerance)
{
    std::vector<TimeRange> gaps;
    TimePoint reached = range.from;
    const auto close = [&](TimePoint until) {
        if (until - reached > tolerance) {
            gaps.push_back({.from = reached, .to = until});
        }
    };
    for (const TimeRange& span : covered) {
        close(std::min(span.from, range.to));
        reached = std::max(reached, span.to);
    }
    close(range.to);
    return gaps;
}

std::vector<TimeRange> mergedSpans(std::vector<TimeRange> spans)
{
    std::ranges::sort(spans, {}, &TimeRange::from);
    std::vector<TimeRange> result;
    for (const TimeRange span : spans) {
        if (!result.empty() && span.from <= result.back().to) {
            result.back().to = std::max(result.back().to, span.to);
        } else {
            result.push_back(span);
        }
    }
    return result;
}

} // namespace plimsoll
