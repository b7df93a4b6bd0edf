// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/promptcache.h"

namespace plimsoll::simulator {

const CachePoint* PromptCache::longestHit(const std::vector<CachePoint>& points, qint64 minimum,
                                          Moment now) const
{
    for (auto point = points.rbegin(); point != points.rend(); ++point) {
        const auto found = m_entries.find(point->digest);
        if (point->tokens >= minimum && found != m_entries.end() && found->second.from <= now
            && now < found->second.until) {
            return &*point;
        }
    }
    return nullptr;
}

qint64 PromptCache::readable(const std::vector<CachePoint>& points, qint64 minimum,
                             Moment now) const
{
    const CachePoint* hit = longestHit(points, minimum, now);
    return hit ? hit->tokens : 0;
}

CacheUse PromptCache::use(const std::vector<CachePoint>& points, qint64 minimum, Moment now,
                          Moment answerBegins)
{
    forget(now);
    CacheUse use;
    use.read = readable(points, minimum, now);
    for (const CachePoint& point : points) {
        if (point.tokens < minimum) {
            continue;
        }
        use.written = point.tokens - use.read;
        const auto [entry, added] = m_entries.try_emplace(point.digest, Entry {answerBegins, {}});
        entry->second.until = std::max(entry->second.until, now + Moment(point.lifetime));
    }
    return use;
}

void PromptCache::forget(Moment now)
{
    std::erase_if(m_entries, [now](const auto& entry) { return entry.second.until <= now; });
}

} // namespace plimsoll::simulator
