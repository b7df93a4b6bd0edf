// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"

namespace plimsoll::test {

// One with every field told.
inline Observation fullObservation()
{
    Observation o;
    o.at = fromEpochMs(1'777'809'600'123);
    o.lateness = Micros(-1500);
    o.target = {QStringLiteral("claude-opus-4-7"), ProbeKind::Generation, QStringLiteral("acme")};
    o.outcome = Outcome::OverloadedMid;
    o.failedIn = Phase::Stream;
    o.detail = QStringLiteral("Überlastet, \"sorry\"\n\U0001F6A2 \\ / \x01");
    o.httpStatus = 200;
    o.errorType = QStringLiteral("overloaded_error");
    o.errorCode = QStringLiteral("busy");
    o.timing = {.resolve = Micros(0),
                .connect = Micros(1),
                .tls = Micros(999),
                .send = Micros(1000),
                .firstByte = Micros(123'456),
                .firstToken = Micros(123'457),
                .total = Micros(9'007'199'254'740'993),
                .origin = Micros(77),
                .tokenGaps = {Micros(0), Micros(15'000), Micros(1)}};
    o.usage = {.input = 0, .output = 17, .cacheWrite = 2048, .cacheRead = 4096};
    o.costNanoUsd = 9'007'199'254'740'993; // no double holds it
    o.limits[LimitKind::Requests] = {1000, 999, fromEpochMs(1'777'809'660'000)};
    o.limits[LimitKind::Tokens] = {{}, 5, {}};
    o.retryAfter = std::chrono::seconds(0);
    o.clockSkew = std::chrono::milliseconds(-1250);
    o.requestId = QStringLiteral("req_011CQ");
    o.edge = QStringLiteral("FRA");
    o.connection = {.reused = true, .proxied = true, .addressFamily = 6, .httpVersion = 11};
    o.headers = {{"content-type", "text/event-stream"},
                 {"x-twice", "1"},
                 {"X-Twice", "2"},
                 {"x-latin", "caf\xe9"},
                 {"x-mark", "\xEF\xBB\xBFmark"},
                 {"x-empty", ""}};
    o.bodyExcerpt = QByteArray("\x00\xff{\"half\":", 10);
    return o;
}

} // namespace plimsoll::test
