// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/exchange.h"

#include <QByteArray>

#include <vector>

namespace plimsoll::simulator {

// An event of a stream and when it is due, counted from the last byte of the request.
struct TimedEvent
{
    Micros at {0};
    QByteArray text; // with the blank line that ends it
    bool isToken = false; // a content_block_delta
};

// How a stream goes on after its last event.
enum class StreamEnd { Complete, Silent, Cut };

struct MessageStream
{
    std::vector<TimedEvent> events;
    StreamEnd end = StreamEnd::Complete;
};

// From the last token of a stream to its end.
inline constexpr Micros streamTail {1'500};

// The body of a plain 200.
QByteArray messageJson(const Exchange& exchange);
// The events of a streamed 200 as its shape has them.
MessageStream messageStream(const Exchange& exchange);

} // namespace plimsoll::simulator
