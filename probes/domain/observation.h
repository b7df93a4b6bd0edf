// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/headers.h"
#include "probes/domain/outcome.h"
#include "probes/domain/ratelimits.h"
#include "probes/domain/target.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace plimsoll {

using Micros = std::chrono::microseconds;

// Where in its life a request was when it failed. The numbers are stored: append, never reorder.
enum class Phase : quint8 { None, Resolve, Connect, Tls, Send, FirstByte, Stream };

QLatin1String name(Phase phase); // "first_byte"; None is ""

// Durations of one request on the monotonic clock. Absent means not reached or not measurable.
struct Timing
{
    std::optional<Micros> resolve; // name resolution; absent where a proxy does it
    std::optional<Micros> connect; // TCP alone, or up to the end of a proxy's tunnel
    std::optional<Micros> tls;
    std::optional<Micros> send; // connected (and encrypted) to request handed over whole
    std::optional<Micros> firstByte; // request sent to first byte of the answer
    std::optional<Micros> firstToken; // to the first content_block_delta, thinking or text
    std::optional<Micros> total; // request started to the end of the answer
    std::optional<Micros>
        origin; // the service's own figure (server-timing or x-envoy-upstream-service-time)
    std::vector<Micros> tokenGaps; // between successive content_block_delta events

    bool operator==(const Timing&) const = default;
};

// The way a request went. The numbers are stored.
struct Connection
{
    bool reused = false; // a connection of an earlier request
    bool proxied = false;
    quint8 addressFamily = 0; // 4 or 6, of the peer, which may be a proxy; 0: unknown
    quint8 httpVersion = 0; // 10 or 11; 0: no answer

    bool operator==(const Connection&) const = default;
};

// Token counts as the service billed them; absent means not told.
struct Usage
{
    std::optional<qint64> input;
    std::optional<qint64> output;
    std::optional<qint64> cacheWrite;
    std::optional<qint64> cacheRead;

    bool operator==(const Usage&) const = default;
};

// One probe and everything learned from it. Immutable once written; identity is (agent of the
// store, seq).
struct Observation
{
    qint64 seq = 0; // given by the store, from 1, in the order written
    TimePoint at; // when the request was started
    Micros lateness {0}; // how much later than scheduled it was started
    TargetId target;

    Outcome outcome = Outcome::Ok;
    Phase failedIn = Phase::None;
    QString detail; // for a person: the service's own words, or why it was skipped; redacted
    int httpStatus = 0; // 0: no answer
    QString errorType; // error.type of the API, "" if none
    QString errorCode; // error.details.error_code, "" if none

    Timing timing;
    Usage usage;
    std::optional<qint64>
        costNanoUsd; // from usage and the price table; absent if the price is unknown

    RateLimits limits;
    std::optional<std::chrono::seconds> retryAfter;
    std::optional<std::chrono::milliseconds>
        clockSkew; // Date header minus our clock, at about 1 s precision
    QString requestId; // request-id, or cf-ray where there is none
    QString edge; // cf-ray suffix: the edge location
    Connection connection;
    HeaderList headers;
    QByteArray bodyExcerpt; // of answers that are not ok, redacted, at most 2 KiB

    bool operator==(const Observation&) const = default;
};

} // namespace plimsoll

Q_DECLARE_METATYPE(plimsoll::Observation)
