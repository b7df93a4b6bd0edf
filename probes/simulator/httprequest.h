// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/headers.h"

#include <QByteArray>
#include <QUrlQuery>

#include <optional>

namespace plimsoll::simulator {

struct HttpRequest
{
    QByteArray method;
    QString path; // decoded, without the query
    QUrlQuery query;
    HeaderList headers;
    QByteArray body;
    bool keepAlive = true;

    std::optional<QByteArray> header(QByteArrayView name) const
    {
        return headerValue(headers, name);
    }
};

// Why the bytes are no request; the connection ends after the answer.
struct HttpError
{
    int status = 400;
    QByteArray reason;
};

// Takes requests out of the bytes of one connection. Caps what a peer can make it hold.
class HttpParser
{
public:
    static constexpr qsizetype largestHead = 65'536;
    static constexpr qsizetype largestBody = qsizetype(32) * 1024 * 1024; // as the API

    void feed(const QByteArray& bytes) { m_buffer += bytes; }
    // The next whole request, if there is one.
    std::optional<HttpRequest> next();
    const std::optional<HttpError>& error() const { return m_error; }
    // True once for a request that waits for "100 Continue" before it sends its body.
    bool takeContinue();

private:
    bool parseHead();
    bool parseRequestLine(QByteArrayView line);
    bool parseHeader(QByteArrayView line);
    bool parseFraming();
    bool fail(int status, QByteArray reason);

    QByteArray m_buffer;
    std::optional<HttpRequest> m_head; // read, its body still to come
    qsizetype m_bodyLength = 0;
    bool m_continue = false;
    std::optional<HttpError> m_error;
};

} // namespace plimsoll::simulator
