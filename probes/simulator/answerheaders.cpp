// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/answertext.h"
#include "probes/simulator/random.h"
#include "probes/simulator/timetext.h"

namespace plimsoll::simulator {

namespace {

constexpr double capitalised = 0.02; // share of answers with other letter case

struct GroupNames
{
    QByteArray limit;
    QByteArray remaining;
    QByteArray reset;
};

GroupNames groupNames(QByteArray group, bool capital)
{
    QByteArray prefix = QByteArrayLiteral("anthropic-ratelimit-");
    QByteArray names[] = {"limit", "remaining", "reset"};
    if (capital) {
        prefix = QByteArrayLiteral("Anthropic-Ratelimit-");
        group[0] = char(group[0] - 'a' + 'A');
        names[0] = "Limit";
        names[1] = "Remaining";
        names[2] = "Reset";
    }
    prefix += group + '-';
    return {prefix + names[0], prefix + names[1], prefix + names[2]};
}

const GroupNames& namesOf(LimitKind kind, bool capital)
{
    static const std::array<std::array<GroupNames, limitKindCount>, 2> names = [] {
        std::array<std::array<GroupNames, limitKindCount>, 2> all;
        constexpr std::array groups {"requests", "input-tokens", "output-tokens", "tokens"};
        for (std::size_t i = 0; i < groups.size(); ++i) {
            all[0][i] = groupNames(groups[i], false);
            all[1][i] = groupNames(groups[i], true);
        }
        return all;
    }();
    return names[capital ? 1 : 0][std::size_t(kind)];
}

void addLimits(HeaderList& headers, const RateLimits& limits, bool capital)
{
    for (const LimitKind kind : {LimitKind::InputTokens, LimitKind::OutputTokens,
                                 LimitKind::Requests, LimitKind::Tokens}) {
        const LimitReading& reading = limits[kind];
        if (reading.isEmpty()) {
            continue;
        }
        const GroupNames& names = namesOf(kind, capital);
        headers.emplace_back(names.limit, QByteArray::number(*reading.limit));
        headers.emplace_back(names.remaining, QByteArray::number(*reading.remaining));
        headers.emplace_back(names.reset, rfc3339(*reading.reset));
    }
}

QByteArray contentType(const Exchange& exchange)
{
    if (exchange.status() == 200 && exchange.request.stream) {
        return QByteArrayLiteral("text/event-stream; charset=utf-8");
    }
    switch (exchange.shape()) {
    case Shape::Edge520Html:
    case Shape::Challenge403:
        return QByteArrayLiteral("text/html; charset=UTF-8");
    case Shape::Error503Text:
        return QByteArrayLiteral("text/plain");
    case Shape::Edge520Empty:
        return {};
    default:
        return QByteArrayLiteral("application/json");
    }
}

void addEdge(HeaderList& headers, TimePoint date, const QByteArray& ray)
{
    headers.emplace_back(QByteArrayLiteral("date"), httpDate(date));
    headers.emplace_back(QByteArrayLiteral("server"), QByteArrayLiteral("cloudflare"));
    headers.emplace_back(QByteArrayLiteral("cf-ray"), ray);
}

void addLength(HeaderList& headers, std::optional<qsizetype> contentLength)
{
    if (contentLength) {
        headers.emplace_back(QByteArrayLiteral("content-length"),
                             QByteArray::number(*contentLength));
    } else {
        headers.emplace_back(QByteArrayLiteral("transfer-encoding"), QByteArrayLiteral("chunked"));
    }
}

// Headers that the API itself sets on every answer.
void addApi(HeaderList& headers, const QByteArray& requestId)
{
    headers.emplace_back(QByteArrayLiteral("request-id"), requestId);
    headers.emplace_back(QByteArrayLiteral("strict-transport-security"),
                         QByteArrayLiteral("max-age=31536000; includeSubDomains; preload"));
    headers.emplace_back(QByteArrayLiteral("cf-cache-status"), QByteArrayLiteral("DYNAMIC"));
    headers.emplace_back(QByteArrayLiteral("x-robots-tag"), QByteArrayLiteral("none"));
    headers.emplace_back(QByteArrayLiteral("via"), QByteArrayLiteral("1.1 google"));
}

void addOrigin(HeaderList& headers, const Exchange& exchange)
{
    const Micros delay =
        exchange.request.stream ? exchange.answer.firstByte : exchange.wholeDelay();
    const qint64 origin = delay.count() / 1000;
    Random random(combined(exchange.answer.key, 0x7472616365ULL));
    const QByteArray trace = QByteArray::number(random.next() | (quint64(1) << 63), 16)
        + QByteArray::number(random.next() | (quint64(1) << 63), 16);
    const QByteArray span = QByteArray::number(random.next() | (quint64(1) << 63), 16);
    headers.emplace_back(QByteArrayLiteral("traceresponse"), "00-" + trace + '-' + span + "-01");
    headers.emplace_back(QByteArrayLiteral("x-envoy-upstream-service-time"),
                         QByteArray::number(std::max<qint64>(0, origin - 3)));
    headers.emplace_back(QByteArrayLiteral("server-timing"),
                         "x-originResponse;dur=" + QByteArray::number(origin));
}

bool saysRetry(Shape shape)
{
    const Outcome outcome = expectedOutcome(shape);
    return isOverload(outcome) || isLimited(outcome) || outcome == Outcome::ServerError;
}

void addApiAnswer(HeaderList& headers, const Exchange& exchange, const QByteArray& organization)
{
    const Shape shape = exchange.shape();
    if (shape != Shape::AuthFailed) {
        headers.emplace_back(QByteArrayLiteral("anthropic-organization-id"), organization);
    }
    Random random(combined(exchange.answer.key, 0x63617365ULL));
    addLimits(headers, exchange.limits, random.chance(capitalised));
    if (exchange.retryAfter) {
        headers.emplace_back(QByteArrayLiteral("retry-after"),
                             QByteArray::number(exchange.retryAfter->count()));
    }
    if (exchange.status() != 200 && saysRetry(shape)) {
        headers.emplace_back(QByteArrayLiteral("x-should-retry"),
                             shape == Shape::SpendLimited ? QByteArrayLiteral("false")
                                                          : QByteArrayLiteral("true"));
    }
    if (shape == Shape::OverloadedHttp) {
        headers.emplace_back(QByteArrayLiteral("cache-control"),
                             QByteArrayLiteral("no-store, no-cache"));
    } else {
        addOrigin(headers, exchange);
    }
    addApi(headers, exchange.requestId);
}

} // namespace

HeaderList headersOf(const Exchange& exchange, const QByteArray& organization,
                     std::optional<qsizetype> contentLength)
{
    HeaderList headers;
    headers.reserve(28);
    addEdge(headers, exchange.date, exchange.ray);
    if (const QByteArray type = contentType(exchange); !type.isEmpty()) {
        headers.emplace_back(QByteArrayLiteral("content-type"), type);
    }
    addLength(headers, contentLength);
    if (exchange.shape() == Shape::Challenge403) {
        headers.emplace_back(QByteArrayLiteral("cf-mitigated"), QByteArrayLiteral("challenge"));
    }
    if (!exchange.requestId.isEmpty()) {
        addApiAnswer(headers, exchange, organization);
    }
    return headers;
}

HeaderList plainHeaders(const QByteArray& requestId, const QByteArray& ray, TimePoint date,
                        qsizetype contentLength)
{
    HeaderList headers;
    addEdge(headers, date, ray);
    headers.emplace_back(QByteArrayLiteral("content-type"), QByteArrayLiteral("application/json"));
    addLength(headers, contentLength);
    addApi(headers, requestId);
    return headers;
}

} // namespace plimsoll::simulator
