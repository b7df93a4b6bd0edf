// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/pauses.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

using std::chrono::seconds;

const QString everyPool = u"*"_s;

QString keyFor(ProbeKind kind, const QString& pool)
{
    return (isPaid(kind) ? u"paid/"_s : u"free/"_s) + pool;
}

QString reasonFor(const Observation& observation, const QString& pool, seconds pause)
{
    const TimePoint until = observation.at + pause;
    const QString clock = QDateTime::fromMSecsSinceEpoch(toEpochMs(until), Qt::UTC)
                              .toString(u"yyyy-MM-dd HH:mm:ss"_s);
    const QString who = pool.isEmpty() ? u"the service"_s : pool;
    return observation.retryAfter
        ? u"paused until about %1 UTC: %2 answered \"%3\" and asked to wait %4 s"_s.arg(clock, who)
              .arg(label(observation.outcome))
              .arg(observation.retryAfter->count())
        : u"paused until about %1 UTC: %2 answered \"%3\""_s.arg(clock, who)
              .arg(label(observation.outcome));
}

} // namespace

std::optional<seconds> pauseAfter(const Observation& observation)
{
    constexpr seconds hour {3600};
    constexpr seconds fiveMinutes {300};
    if (observation.outcome == Outcome::SpendLimited) {
        return hour;
    }
    const bool service = isOverload(observation.outcome)
        || observation.outcome == Outcome::ServerError || observation.outcome == Outcome::EdgeError;
    const bool heeded = service || isLimited(observation.outcome);
    if (!heeded || !observation.retryAfter || observation.retryAfter->count() <= 0) {
        return std::nullopt;
    }
    return std::min(*observation.retryAfter, service ? fiveMinutes : hour);
}

void Pauses::learn(const Observation& observation, const QString& pool, Elapsed now)
{
    const auto pause = pauseAfter(observation);
    if (!pause) {
        return;
    }
    const bool everywhere = observation.outcome == Outcome::SpendLimited;
    const QString key = keyFor(observation.target.kind, everywhere ? everyPool : pool);
    Pause& known = m_pauses[key];
    if (now + *pause > known.until) {
        known = {now + *pause, reasonFor(observation, everywhere ? QString() : pool, *pause)};
    }
}

std::optional<QString> Pauses::reason(ProbeKind kind, const QString& pool, Elapsed now) const
{
    if (kind == ProbeKind::Line) {
        return std::nullopt;
    }
    for (const QString& key : {keyFor(kind, pool), keyFor(kind, everyPool)}) {
        const auto it = m_pauses.find(key);
        if (it != m_pauses.end() && now < it->second.until) {
            return it->second.reason;
        }
    }
    return std::nullopt;
}

} // namespace plimsoll
