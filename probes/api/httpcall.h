// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/proxy.h"
#include "probes/domain/headers.h"
#include "probes/domain/observation.h"

#include <QUrl>

namespace plimsoll {

// Everything that is needed to send one request, once.
struct HttpCall
{
    QUrl url;
    HeaderList headers; // all but Host and Content-Length
    QByteArray body; // empty: GET, else POST
    std::optional<Proxy> proxy;
    bool expectStream = false;
    Micros lateness {0};
    std::chrono::milliseconds timeout {60'000}; // from start() to the end of the answer
    std::chrono::milliseconds stallTimeout {20'000};
};

// The request as HTTP/1.1 writes it. A header whose value holds a line break is left out.
QByteArray requestBytes(const HttpCall& call);

} // namespace plimsoll
