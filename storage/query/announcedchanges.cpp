// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/announcedchanges.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::days;
using std::chrono::hours;

bool isRelease(const Event& event)
{
    return event.title.endsWith(" released"_L1);
}

bool hasHour(const Event& event)
{
    return std::chrono::floor<days>(event.at) != event.at;
}

} // namespace

TimeRange unclearAround(TimePoint event)
{
    if (std::chrono::floor<days>(event) == event) {
        return {event, event + days(1)};
    }
    return {std::chrono::floor<hours>(event), std::chrono::ceil<hours>(event)};
}

Result<std::vector<Event>> announcedChanges(const StoreReader& reader, TimeRange range)
{
    auto events = reader.events(range);
    if (!events) {
        return events.error();
    }
    std::ranges::stable_sort(*events, {}, &Event::at);
    std::vector<Event> changes;
    for (const Event& event : *events) {
        if (event.type != EventType::Announced || isRelease(event)) {
            continue;
        }
        const bool same = !changes.empty() && event.at <= unclearAround(changes.back().at).to
            && event.models == changes.back().models;
        if (!same) {
            changes.push_back(event);
        } else if (hasHour(event) && !hasHour(changes.back())) {
            changes.back() = event;
        }
    }
    return changes;
}

bool concerns(const Event& event, const QString& model)
{
    return event.models.isEmpty() || event.models.contains(model);
}

} // namespace plimsoll
