// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/event.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace plimsoll {

namespace {
struct Entry
{
    const char* name;
    const char* label;
};
constexpr std::array entries {
    Entry {"not_running", "not running"}, Entry {"suspended", "suspended"},
    Entry {"paused", "paused"},           Entry {"offline", "offline"},
    Entry {"budget", "budget spent"},     Entry {"store_failed", "store failed"},
};
constexpr std::array eventNames {"announced",     "note",          "limit_changed",
                                 "model_changed", "status_posted", "document_changed",
                                 "fuse_tripped",  "usage_reported"};
} // namespace

QLatin1String name(EventType type)
{
    return QLatin1String(eventNames[std::size_t(type)]);
}

QLatin1String name(GapReason reason)
{
    return QLatin1String(entries[std::size_t(reason)].name);
}

QString label(GapReason reason)
{
    return QCoreApplication::translate("Gap", entries[std::size_t(reason)].label);
}

std::vector<Gap> joined(std::vector<Gap> gaps)
{
    std::ranges::stable_sort(gaps, {}, [](const Gap& gap) { return gap.range.from; });
    std::vector<Gap> result;
    for (const Gap& gap : gaps) {
        const auto same =
            std::ranges::find(result.rbegin(), result.rend(), gap.reason, &Gap::reason);
        if (same != result.rend() && gap.range.from <= same->range.to) {
            same->range.to = std::max(same->range.to, gap.range.to);
        } else {
            result.push_back(gap);
        }
    }
    return result;
}

} // namespace plimsoll
