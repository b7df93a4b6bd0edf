// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/responseheaders.h"

#include "probes/domain/redact.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr QByteArrayView limitPrefix = "anthropic-ratelimit-";

// Digits only: a sign, a fraction or a number beyond 64 bits is not a count.
std::optional<qint64> count(const QByteArray& text)
{
    const QByteArray digits = text.trimmed();
    const bool plain = !digits.isEmpty()
        && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    bool ok = false;
    const qint64 value = plain ? digits.toLongLong(&ok) : 0;
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<double> milliseconds(QByteArrayView text)
{
    bool ok = false;
    const double value = text.trimmed().toByteArray().toDouble(&ok);
    constexpr double aDay = 86'400'000;
    return ok && std::isfinite(value) && value >= 0 && value <= aDay ? std::optional(value)
                                                                     : std::nullopt;
}

std::optional<TimePoint> moment(const QDateTime& time)
{
    return time.isValid() ? std::optional(fromEpochMs(time.toMSecsSinceEpoch())) : std::nullopt;
}

// "2024-12-15T08:33:08Z". The subscription headers carry epoch seconds instead; those say nothing
// about the limits of a key and are kept as sent.
std::optional<TimePoint> rfc3339(const QByteArray& text)
{
    const QString value = QString::fromLatin1(text.trimmed());
    const bool hasZone = value.endsWith(QLatin1Char('Z')) || value.contains(QLatin1Char('+'))
        || value.lastIndexOf(QLatin1Char('-')) > value.indexOf(QLatin1Char('T'));
    return hasZone ? moment(QDateTime::fromString(value, Qt::ISODateWithMs)) : std::nullopt;
}

// Qt reads "GMT" of RFC 2822 as an unknown zone in some versions; HTTP dates are always UTC.
std::optional<TimePoint> httpDate(const QByteArray& text)
{
    QString value = QString::fromLatin1(text.trimmed());
    value.replace(QStringLiteral("GMT"), QStringLiteral("+0000"));
    return moment(QDateTime::fromString(value, Qt::RFC2822Date));
}

LimitReading reading(const HeaderList& headers, QByteArrayView kind)
{
    const QByteArray stem = limitPrefix.toByteArray() + kind.toByteArray();
    LimitReading result;
    if (const auto limit = headerValue(headers, QByteArray(stem + "-limit"))) {
        result.limit = count(*limit);
    }
    if (const auto remaining = headerValue(headers, QByteArray(stem + "-remaining"))) {
        result.remaining = count(*remaining);
    }
    if (const auto reset = headerValue(headers, QByteArray(stem + "-reset"))) {
        result.reset = rfc3339(*reset);
    }
    return result;
}

std::optional<std::chrono::seconds> retryAfter(const HeaderList& headers, TimePoint now)
{
    const auto text = headerValue(headers, "retry-after");
    if (!text) {
        return std::nullopt;
    }
    constexpr qint64 aYear = 366LL * 86'400;
    if (const auto seconds = count(*text)) {
        return *seconds <= aYear ? std::optional(std::chrono::seconds(*seconds)) : std::nullopt;
    }
    if (const auto until = httpDate(*text);
        until && *until >= now && *until - now <= std::chrono::seconds(aYear)) {
        return std::chrono::ceil<std::chrono::seconds>(*until - now);
    }
    return std::nullopt;
}

// "cfEdge;dur=4, x-originResponse;dur=891"
std::optional<Micros> originTime(const HeaderList& headers)
{
    std::optional<double> found;
    const QByteArray metrics = headerValue(headers, "server-timing").value_or(QByteArray());
    for (const QByteArray& metric : metrics.split(',')) {
        const QList<QByteArray> parts = metric.split(';');
        if (parts.first().trimmed().compare("x-originResponse", Qt::CaseInsensitive) != 0) {
            continue;
        }
        for (const QByteArray& part : parts) {
            const QByteArray parameter = part.trimmed();
            if (parameter.toLower().startsWith("dur=")) {
                found = milliseconds(parameter.mid(4));
            }
        }
    }
    if (!found) {
        found = milliseconds(
            headerValue(headers, "x-envoy-upstream-service-time").value_or(QByteArray()));
    }
    return found ? std::optional(Micros(std::llround(*found * 1000))) : std::nullopt;
}

} // namespace

HeaderFacts readHeaders(const HeaderList& headers, TimePoint receivedAt)
{
    HeaderFacts facts;
    facts.limits[LimitKind::Requests] = reading(headers, "requests");
    facts.limits[LimitKind::InputTokens] = reading(headers, "input-tokens");
    facts.limits[LimitKind::OutputTokens] = reading(headers, "output-tokens");
    facts.limits[LimitKind::Tokens] = reading(headers, "tokens");
    facts.namesLimits = std::ranges::any_of(
        headers, [](const auto& header) { return header.first.toLower().startsWith(limitPrefix); });
    const auto date = httpDate(headerValue(headers, "date").value_or(QByteArray()));
    if (date) {
        facts.clockSkew = *date - receivedAt;
    }
    facts.retryAfter = retryAfter(headers, date.value_or(receivedAt));
    facts.origin = originTime(headers);

    const QByteArray ray = headerValue(headers, "cf-ray").value_or(QByteArray()).trimmed();
    facts.requestId =
        QString::fromLatin1(headerValue(headers, "request-id").value_or(ray).trimmed().left(128));
    if (const qsizetype dash = ray.lastIndexOf('-'); dash >= 0) {
        facts.edge = QString::fromLatin1(ray.mid(dash + 1).left(8));
    }
    return facts;
}

HeaderList storable(HeaderList headers)
{
    for (auto& [name, value] : headers) {
        value = isSecretHeader(name) ? QByteArray("[redacted]") : redacted(value);
        name = redacted(name);
    }
    return headers;
}

} // namespace plimsoll
