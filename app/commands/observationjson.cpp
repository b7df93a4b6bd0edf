// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/observationjson.h"

#include "probes/domain/redact.h"
#include "storage/report/cells.h"

#include <QJsonArray>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

const QJsonValue null {QJsonValue::Null};

QJsonValue milliseconds(const std::optional<Micros>& value)
{
    return value ? QJsonValue(double(value->count()) / 1000) : null;
}

template<typename T>
QJsonValue orNull(const std::optional<T>& value)
{
    return value ? QJsonValue(qint64(*value)) : null;
}

QJsonObject timingJson(const Timing& timing)
{
    QJsonArray gaps;
    for (const Micros gap : timing.tokenGaps) {
        gaps += milliseconds(gap);
    }
    return {{u"resolve_ms"_s, milliseconds(timing.resolve)},
            {u"connect_ms"_s, milliseconds(timing.connect)},
            {u"tls_ms"_s, milliseconds(timing.tls)},
            {u"send_ms"_s, milliseconds(timing.send)},
            {u"first_byte_ms"_s, milliseconds(timing.firstByte)},
            {u"first_token_ms"_s, milliseconds(timing.firstToken)},
            {u"total_ms"_s, milliseconds(timing.total)},
            {u"origin_ms"_s, milliseconds(timing.origin)},
            {u"token_gaps_ms"_s, gaps}};
}

QJsonObject usageJson(const Usage& usage)
{
    return {{u"input_tokens"_s, orNull(usage.input)},
            {u"output_tokens"_s, orNull(usage.output)},
            {u"cache_write_tokens"_s, orNull(usage.cacheWrite)},
            {u"cache_read_tokens"_s, orNull(usage.cacheRead)}};
}

QJsonObject limitsJson(const RateLimits& limits)
{
    QJsonObject json;
    for (const LimitKind kind : limitKinds) {
        const LimitReading& reading = limits[kind];
        if (!reading.isEmpty()) {
            json[name(kind)] =
                QJsonObject {{u"limit"_s, orNull(reading.limit)},
                             {u"remaining"_s, orNull(reading.remaining)},
                             {u"reset"_s, reading.reset ? cells::time(*reading.reset) : null}};
        }
    }
    return json;
}

QJsonArray headersJson(const HeaderList& headers)
{
    QJsonArray json;
    for (const auto& [name, value] : headers) {
        json += QJsonArray {QString::fromUtf8(name), redacted(QString::fromUtf8(value))};
    }
    return json;
}

} // namespace

QJsonObject toJson(const Observation& observation)
{
    const std::optional<qint64>& cost = observation.costNanoUsd;
    const Connection& way = observation.connection;
    return {
        {u"at"_s, cells::time(observation.at)},
        {u"model"_s, observation.target.model},
        {u"organization"_s, observation.target.organization},
        {u"kind"_s, QString(name(observation.target.kind))},
        {u"outcome"_s, QString(name(observation.outcome))},
        {u"advice"_s, advice(observation.outcome)},
        {u"failed_in"_s, QString(name(observation.failedIn))},
        {u"detail"_s, redacted(observation.detail)},
        {u"http_status"_s, observation.httpStatus > 0 ? QJsonValue(observation.httpStatus) : null},
        {u"error_type"_s, observation.errorType},
        {u"error_code"_s, observation.errorCode},
        {u"timing"_s, timingJson(observation.timing)},
        {u"usage"_s, usageJson(observation.usage)},
        {u"cost_usd"_s, cost ? QJsonValue(double(*cost) / 1e9) : null},
        {u"limits"_s, limitsJson(observation.limits)},
        {u"retry_after_s"_s,
         observation.retryAfter ? QJsonValue(qint64(observation.retryAfter->count())) : null},
        {u"clock_skew_ms"_s,
         observation.clockSkew ? QJsonValue(qint64(observation.clockSkew->count())) : null},
        {u"request_id"_s, observation.requestId},
        {u"edge"_s, observation.edge},
        {u"reused_connection"_s, way.reused},
        {u"http_version"_s, way.httpVersion == 0 ? null : cells::httpVersion(way.httpVersion)},
        {u"address_family"_s, way.addressFamily == 0 ? null : QJsonValue(way.addressFamily)},
        {u"proxied"_s, way.proxied},
        {u"headers"_s, headersJson(observation.headers)},
        {u"body_excerpt"_s, QString::fromUtf8(redacted(observation.bodyExcerpt))}};
}

} // namespace plimsoll
