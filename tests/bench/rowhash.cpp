// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/rowhash.h"

namespace plimsoll::bench {

namespace {

constexpr std::size_t fullBuffer = 1 << 16;

} // namespace

template<typename T>
void RowHash::put(const T& number)
{
    m_waiting.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template<typename T>
void RowHash::putOptional(const std::optional<T>& value)
{
    put(char(value ? 1 : 0));
    if (value) {
        put(*value);
    }
}

template<typename Duration>
void RowHash::putDuration(const std::optional<Duration>& value)
{
    putOptional(value ? std::optional<qint64>(value->count()) : std::nullopt);
}

void RowHash::putText(const QString& text)
{
    put(qint32(text.size()));
    m_waiting.append(reinterpret_cast<const char*>(text.utf16()),
                     std::size_t(text.size()) * sizeof(QChar));
}

void RowHash::putBytes(const QByteArray& bytes)
{
    put(qint32(bytes.size()));
    m_waiting.append(bytes.constData(), std::size_t(bytes.size()));
}

void RowHash::putLimits(const RateLimits& limits)
{
    for (const LimitReading& reading : limits.readings) {
        putOptional(reading.limit);
        putOptional(reading.remaining);
        putOptional(reading.reset ? std::optional(toEpochMs(*reading.reset)) : std::nullopt);
    }
}

void RowHash::add(const Observation& o)
{
    put(o.seq);
    put(toEpochMs(o.at));
    put(qint64(o.lateness.count()));
    putText(o.target.model);
    put(o.target.kind);
    putText(o.target.organization);
    put(o.outcome);
    put(o.failedIn);
    putText(o.detail);
    put(o.httpStatus);
    putText(o.errorType);
    putText(o.errorCode);
    for (const auto& time :
         {o.timing.resolve, o.timing.connect, o.timing.tls, o.timing.send, o.timing.firstByte,
          o.timing.firstToken, o.timing.total, o.timing.origin}) {
        putDuration(time);
    }
    put(qint32(o.timing.tokenGaps.size()));
    for (const Micros gap : o.timing.tokenGaps) {
        put(qint64(gap.count()));
    }
    for (const auto& count :
         {o.usage.input, o.usage.output, o.usage.cacheWrite, o.usage.cacheRead, o.costNanoUsd}) {
        putOptional(count);
    }
    putLimits(o.limits);
    putDuration(o.retryAfter);
    putDuration(o.clockSkew);
    putText(o.requestId);
    putText(o.edge);
    put(char(o.connection.reused ? 1 : 0));
    put(char(o.connection.proxied ? 1 : 0));
    put(o.connection.addressFamily);
    put(o.connection.httpVersion);
    put(qint32(o.headers.size()));
    for (const auto& [name, value] : o.headers) {
        putBytes(name);
        putBytes(value);
    }
    putBytes(o.bodyExcerpt);
    if (m_waiting.size() >= fullBuffer) {
        flush();
    }
}

void RowHash::flush()
{
    m_hash.addData(QByteArray::fromRawData(m_waiting.data(), qsizetype(m_waiting.size())));
    m_waiting.clear();
}

QByteArray RowHash::result()
{
    flush();
    return m_hash.result().toHex();
}

} // namespace plimsoll::bench
