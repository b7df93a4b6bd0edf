// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/headroom.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace plimsoll {

namespace {

constexpr double enough = 0.20;
constexpr double scarce = 0.10;
constexpr double nothingLeft = 0.02;
constexpr Elapsed window = 1min;
constexpr Elapsed longestWait = 5min;

qint64 lowest(LimitKind kind, qint64 remaining)
{
    constexpr qint64 halfOfRounding = 500;
    return kind == LimitKind::Requests ? remaining
                                       : std::max<qint64>(0, remaining - halfOfRounding);
}

// From now to the reset, on the clock of the service; what lies before its own date, or hours
// ahead, is no time to wait for.
Elapsed untilFull(const Observation& observation, const std::optional<TimePoint>& reset)
{
    if (!reset) {
        return window;
    }
    const auto took = observation.timing.total.value_or(Micros(0));
    const TimePoint answered = observation.at + std::chrono::duration_cast<Elapsed>(took)
        + observation.clockSkew.value_or(Elapsed(0));
    return std::clamp<Elapsed>(*reset - answered, Elapsed(1s), longestWait);
}

QString percent(double share)
{
    return QString::number(share * 100, 'f', 1);
}

} // namespace

std::optional<double> OwnUse::share() const
{
    return limit.value_or(0) > 0 ? std::optional(double(used) / double(*limit)) : std::nullopt;
}

std::optional<QString> Headroom::refusal(const QString& account, const TargetId& target,
                                         Elapsed now)
{
    const auto known = m_accounts.find(account);
    const auto limit = known == m_accounts.end() ? std::nullopt : tightest(known->second, now);
    if (!isPaid(target.kind) || !limit || limit->share >= enough) {
        return std::nullopt;
    }
    if (limit->share < nothingLeft && now < limit->reading.fullAt) {
        const auto wait = std::chrono::ceil<std::chrono::seconds>(limit->reading.fullAt - now);
        return reason(account, *limit, u"the next is sent in %1 s"_s.arg(wait.count()), now);
    }
    const int every = limit->share < scarce ? 4 : 2;
    if (++m_heldBack[target] >= every) {
        return std::nullopt;
    }
    return reason(account, *limit, u"one due probe in %1 is sent"_s.arg(every), now);
}

void Headroom::sent(const QString& account, const TargetId& target, Elapsed now)
{
    if (!isPaid(target.kind)) {
        return;
    }
    m_heldBack[target] = 0;
    Used used {now, {}};
    used.amount[std::size_t(LimitKind::Requests)] = 1;
    m_accounts[account].used.push_back(used);
}

void Headroom::learn(const QString& account, const Observation& observation, Elapsed now)
{
    if (!isPaid(observation.target.kind)) {
        return;
    }
    Account& known = m_accounts[account];
    // What is read from the cache counts in no limit.
    const Usage& usage = observation.usage;
    const qint64 input = usage.input.value_or(0) + usage.cacheWrite.value_or(0);
    const qint64 output = usage.output.value_or(0);
    known.used.push_back({now, {0, input, output, input + output}});
    while (now - known.used.front().at > window) {
        known.used.pop_front();
    }
    for (const LimitKind kind : limitKinds) {
        const LimitReading& told = observation.limits[kind];
        Reading& reading = known.readings[std::size_t(kind)];
        reading.limit = told.limit ? told.limit : reading.limit;
        if (told.remaining) {
            reading.remaining = told.remaining;
            reading.at = now;
            reading.fullAt = now + untilFull(observation, told.reset);
        }
    }
}

std::array<OwnUse, limitKindCount> Headroom::ownUse(const QString& account, Elapsed now) const
{
    std::array<OwnUse, limitKindCount> use;
    const auto known = m_accounts.find(account);
    for (const LimitKind kind : limitKinds) {
        OwnUse& one = use[std::size_t(kind)];
        one.kind = kind;
        if (known == m_accounts.end()) {
            continue;
        }
        one.limit = known->second.readings[std::size_t(kind)].limit;
        for (const Used& used : known->second.used) {
            one.used += now - used.at < window ? used.amount[std::size_t(kind)] : 0;
        }
    }
    return use;
}

std::optional<Headroom::Tightest> Headroom::tightest(const Account& account, Elapsed now)
{
    std::optional<Tightest> found;
    for (const LimitKind kind : limitKinds) {
        const Reading& reading = account.readings[std::size_t(kind)];
        if (!reading.remaining || reading.limit.value_or(0) <= 0
            || now - reading.at >= longestWait) {
            continue;
        }
        const double share = double(lowest(kind, *reading.remaining)) / double(*reading.limit);
        if (!found || share < found->share) {
            found = {kind, share, reading};
        }
    }
    return found;
}

QString Headroom::reason(const QString& account, const Tightest& scarcest, const QString& law,
                         Elapsed now) const
{
    const auto own = ownUse(account, now)[std::size_t(scarcest.kind)];
    return u"slowed down to leave room: %1 of %2 left in %3 (%4 %), of which our own probes used "
           "%5 % in the last minute; %6"_s.arg(
               QString::number(*scarcest.reading.remaining),
               QString::number(*scarcest.reading.limit), label(scarcest.kind).toLower(),
               percent(scarcest.share), percent(own.share().value_or(0)), law);
}

} // namespace plimsoll
