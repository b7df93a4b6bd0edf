// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/streamstate.h"
#include "probes/domain/observation.h"

#include <optional>

namespace plimsoll {

// What went wrong below HTTP, or made us end it.
enum class Failure {
    None,
    NameNotFound,
    Refused,
    Unreachable, // no route, or nobody answered the connection attempt
    Tls,
    Proxy, // our proxy made no connection; the text says why
    Closed, // the other side closed the connection before the answer was complete
    NotHttp, // what came is not an HTTP answer
    TimedOut, // the time for the whole exchange is up
    Silent, // an answer began and nothing more came
    Endless // more bytes or events than any answer has
};

// One request and what became of it, as measured; not yet judged. Headers and body are raw.
struct Exchange
{
    TimePoint at; // started
    TimePoint answeredAt; // headers arrived
    Micros lateness {0};
    QString host; // "127.0.0.1 port 9"
    Failure failure = Failure::None;
    Phase phase = Phase::Connect; // how far it came
    QString failureText; // of the network library, without secrets of ours
    QString lineDown; // why our own line is to blame; "" where nothing says that it is
    Connection connection;
    int status = 0;
    QByteArray redirectHost; // of a Location header, which is not followed
    HeaderList headers;
    QByteArray body; // its beginning; of a stream, its end
    std::optional<StreamState> stream; // an event stream was answered
    Timing timing; // all but the tokens, which the stream has, and the origin's
};

} // namespace plimsoll
