// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/headers.h"
#include "probes/simulator/exchange.h"

#include <QByteArray>

#include <optional>

namespace plimsoll::simulator {

// The headers of an answer to a Messages request. contentLength absent: the body is chunked.
HeaderList headersOf(const Exchange& exchange, const QByteArray& organization,
                     std::optional<qsizetype> contentLength);
// The same for the free endpoints, which carry no limits.
HeaderList plainHeaders(const QByteArray& requestId, const QByteArray& ray, TimePoint date,
                        qsizetype contentLength);

// The error object of a shape, in the words of the API.
struct ErrorText
{
    QByteArray type; // "overloaded_error"
    QByteArray message;
    QByteArray code; // error.details.error_code, "" if none
};
ErrorText errorOf(const Exchange& exchange);
QByteArray errorJson(const ErrorText& error, const QByteArray& requestId);
// The body of an answer that is not 200.
QByteArray errorBody(const Exchange& exchange);

} // namespace plimsoll::simulator
