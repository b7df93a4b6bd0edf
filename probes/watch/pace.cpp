// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/pace.h"

#include "probes/watch/foreigntext.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace plimsoll {

namespace {

constexpr double jitter = 0.2;

// SplitMix64 (Steele, Lea, Flood 2014).
quint64 nextRandom(quint64& state)
{
    state += 0x9E3779B97F4A7C15ULL;
    quint64 x = state;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}

double unit(quint64 x) // [0, 1)
{
    return double(x >> 11) * 0x1.0p-53;
}

} // namespace

QByteArray writeAsked(const AskedSource& asked)
{
    QJsonObject validators;
    for (const auto& [url, values] : asked.validators) {
        validators[url] =
            QJsonObject {{u"etag"_s, QString::fromLatin1(values.etag)},
                         {u"last_modified"_s, QString::fromLatin1(values.lastModified)}};
    }
    QJsonObject object {{u"validators"_s, validators}};
    if (asked.askedAt) {
        object[u"asked_at"_s] = momentText(*asked.askedAt);
    }
    if (asked.restUntil) {
        object[u"rest_until"_s] = momentText(*asked.restUntil);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

AskedSource readAsked(const QByteArray& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    AskedSource asked;
    asked.askedAt = momentIn(object[u"asked_at"]);
    asked.restUntil = momentIn(object[u"rest_until"]);
    const QJsonObject validators = object[u"validators"].toObject();
    for (auto it = validators.begin(); it != validators.end(); ++it) {
        asked.validators[it.key()] = {it.value()[u"etag"].toString().toLatin1(),
                                      it.value()[u"last_modified"].toString().toLatin1()};
    }
    return asked;
}

Pace::Pace(const PaceSettings& settings, quint64 seed)
    : m_settings(settings)
    , m_random(seed)
{
}

std::chrono::milliseconds Pace::interval()
{
    const double share = jitter * unit(nextRandom(m_random));
    return m_settings.every
        + std::chrono::milliseconds(qint64(share * double(m_settings.every.count())));
}

void Pace::add(const QString& source, const AskedSource& asked, const WatchNow& now)
{
    const double place = double(m_due.size()) + unit(nextRandom(m_random)) / 2;
    const auto soon = m_settings.firstAfter
        + std::chrono::milliseconds(qint64(place * double(m_settings.spread.count())));
    m_due[source] = now.elapsed + soon;
    if (asked.askedAt) {
        // A wall clock that was set back must not hold a source for longer than an interval.
        const TimePoint last = std::min(*asked.askedAt, now.wall);
        m_due[source] = std::max(m_due[source], now.elapsed + (last + interval() - now.wall));
    }
    if (asked.restUntil) {
        restUntil(source, now, *asked.restUntil);
    }
}

std::optional<QString> Pace::due(std::chrono::milliseconds elapsed) const
{
    const auto first =
        std::ranges::min_element(m_due, {}, [](const auto& entry) { return entry.second; });
    return first != m_due.end() && first->second <= elapsed ? std::optional(first->first)
                                                            : std::nullopt;
}

std::optional<std::chrono::milliseconds> Pace::nextAt() const
{
    const auto first =
        std::ranges::min_element(m_due, {}, [](const auto& entry) { return entry.second; });
    return first == m_due.end() ? std::nullopt : std::optional(first->second);
}

void Pace::asked(const QString& source, std::chrono::milliseconds elapsed)
{
    m_due[source] = elapsed + interval();
}

void Pace::restUntil(const QString& source, const WatchNow& now, TimePoint until)
{
    constexpr auto longest = std::chrono::milliseconds(24h); // whoever asks for more is mistaken
    const auto rest = std::min(until - now.wall, longest);
    m_due[source] = std::max(m_due[source], now.elapsed + rest);
}

} // namespace plimsoll
