// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/happeninglanes.h"

#include <algorithm>

namespace plimsoll {

namespace {

std::size_t laneOf(const Happenings& found, const HappeningRow& row)
{
    const auto lane = std::ranges::find(found.models, row.lane, &HappeningLane::subject);
    return std::size_t(lane - found.models.begin()); // the one behind the models: what was told
}

} // namespace

LaneTimeline::Content happeningLanes(const Happenings& found, const std::vector<HappeningRow>& rows,
                                     const QString& chosen, const Times& times)
{
    LaneTimeline::Content content {
        .range = found.range, .lanes = {}, .gaps = {}, .ticks = timeTicks(found.range, 9, times)};
    for (const HappeningLane& lane : found.models) {
        content.lanes.push_back(
            {.name = lane.displayName, .series = lane.series, .bars = {}, .gaps = lane.silent});
    }
    content.lanes.push_back({.name = LaneTimeline::tr("What was told"), .series = {}, .bars = {}});
    for (const HappeningRow& row : rows) {
        const std::size_t at = laneOf(found, row);
        if (row.key == chosen) {
            content.chosen = LaneTimeline::Chosen {.lane = at, .span = row.span};
        }
        if (row.kind == HappeningKind::Gap) {
            continue; // hatched already
        }
        if (row.kind == HappeningKind::Burst || row.kind == HappeningKind::Post) {
            content.lanes[at].bars.push_back(row.span);
        } else {
            content.lanes[at].moments.push_back(row.span.to);
        }
    }
    return content;
}

} // namespace plimsoll
