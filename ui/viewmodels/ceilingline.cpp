// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/ceilingline.h"

#include <algorithm>

namespace plimsoll {

std::vector<LimitSpan> ceilingSpans(const std::vector<LimitSpan>& spans, LimitKind kind,
                                    TimeRange range)
{
    std::vector<LimitSpan> shown;
    for (const LimitSpan& span : spans) {
        if (span.kind == kind && span.value > 0 && span.firstSeen < range.to
            && span.lastSeen >= range.from) {
            shown.push_back(span);
        }
    }
    std::ranges::sort(shown, {}, &LimitSpan::firstSeen);
    return shown;
}

std::vector<QPointF> ceilingLine(const std::vector<LimitSpan>& spans, TimeRange range)
{
    std::vector<QPointF> points;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const TimePoint from = std::max(spans[i].firstSeen, range.from);
        const TimePoint to =
            i + 1 < spans.size() ? spans[i + 1].firstSeen : std::min(spans[i].lastSeen, range.to);
        points.emplace_back(double(toEpochMs(from)), double(spans[i].value));
        points.emplace_back(double(toEpochMs(to)), double(spans[i].value));
    }
    return points;
}

} // namespace plimsoll
