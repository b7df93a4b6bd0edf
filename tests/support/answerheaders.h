// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/headers.h"

#include <QDateTime>
#include <QLocale>

namespace plimsoll::test {

inline constexpr TimePoint answerTime = fromEpochMs(1'778'068'800'250); // 2026-05-06T12:00:00.250Z

// The headers of an ordinary answer, as captured: twenty-two of them, half of which differ from one
// answer to the next.
inline HeaderList answerHeaders(TimePoint at, int number)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(toEpochMs(at), Qt::UTC);
    const QByteArray reset = time.addSecs(number % 60).toString(Qt::ISODate).toLatin1();
    const QByteArray date =
        QLocale::c().toString(time, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
    const QByteArray n = QByteArray::number(number);
    const auto thousands = [](int value) { return QByteArray::number(value * 1000); };
    return {
        {"Date", date},
        {"Content-Type", "text/event-stream; charset=utf-8"},
        {"Transfer-Encoding", "chunked"},
        {"Connection", "keep-alive"},
        {"Cache-Control", "no-cache"},
        {"anthropic-ratelimit-requests-limit", "4000"},
        {"anthropic-ratelimit-requests-remaining", QByteArray::number(3999 - number % 50)},
        {"anthropic-ratelimit-requests-reset", reset},
        {"anthropic-ratelimit-input-tokens-limit", "2000000"},
        {"anthropic-ratelimit-input-tokens-remaining", thousands(2000 - number % 30)},
        {"anthropic-ratelimit-input-tokens-reset", reset},
        {"anthropic-ratelimit-output-tokens-limit", "400000"},
        {"anthropic-ratelimit-output-tokens-remaining", thousands(400 - number % 30)},
        {"anthropic-ratelimit-output-tokens-reset", reset},
        {"request-id", "req_011CPgTNFnZ1tNfZ" + n},
        {"strict-transport-security", "max-age=31536000; includeSubDomains; preload"},
        {"anthropic-organization-id", "0e1c3f4a-7d8b-4a55-9d56-8f0e7a1b2c3d"},
        {"server-timing", "x-originResponse;dur=" + n},
        {"X-Robots-Tag", "none"},
        {"cf-cache-status", "DYNAMIC"},
        {"Server", "cloudflare"},
        {"CF-RAY", "8f2514c42e4c" + QByteArray::number(4096 + number % 4096, 16) + "-FRA"},
    };
}

} // namespace plimsoll::test
