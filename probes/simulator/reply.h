// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/exchange.h"
#include "probes/simulator/simulator.h"

#include <optional>
#include <vector>

namespace plimsoll::simulator {

// Bytes and when to write them, counted from the last byte of the request.
struct Piece
{
    Micros at {0};
    QByteArray bytes;
    bool isToken = false;
};

enum class ReplyEnd {
    KeepAlive,
    Close,
    Silent // stays open and says nothing more until the peer goes
};

struct Reply
{
    std::vector<Piece> pieces;
    ReplyEnd end = ReplyEnd::KeepAlive;
    std::optional<ServedRequest> served; // reported when the reply is over
};

QByteArray headBytes(int status, const HeaderList& headers);
Reply replyTo(const Exchange& exchange, const QByteArray& organization);
// Of an endpoint without faults; sent at once.
Reply jsonReply(int status, const HeaderList& headers, const QByteArray& body);
// A request that could not be read at all.
Reply protocolError(int status, const QByteArray& reason);

} // namespace plimsoll::simulator
