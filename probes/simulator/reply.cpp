// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/reply.h"

#include "probes/simulator/answertext.h"
#include "probes/simulator/messagebody.h"

namespace plimsoll::simulator {

namespace {

// 529 and the edge's own codes have no words.
QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 402:
        return "Payment Required";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return {};
    }
}

QByteArray chunk(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

Reply streamReply(const Exchange& exchange, const QByteArray& organization)
{
    Reply reply;
    const MessageStream stream = messageStream(exchange);
    QByteArray head = headBytes(200, headersOf(exchange, organization, std::nullopt));
    for (const TimedEvent& event : stream.events) {
        reply.pieces.push_back({event.at, head + chunk(event.text), event.isToken});
        head.clear();
    }
    switch (stream.end) {
    case StreamEnd::Complete:
        reply.pieces.back().bytes += "0\r\n\r\n";
        break;
    case StreamEnd::Silent:
        reply.end = ReplyEnd::Silent;
        break;
    case StreamEnd::Cut:
        reply.end = ReplyEnd::Close;
        break;
    }
    return reply;
}

Reply wholeReply(const Exchange& exchange, const QByteArray& organization)
{
    const QByteArray body = messageJson(exchange);
    const QByteArray head = headBytes(200, headersOf(exchange, organization, body.size()));
    const bool stalls = exchange.shape() == Shape::StallStream;
    const bool cuts = exchange.shape() == Shape::CutStream;
    Reply reply;
    reply.pieces.push_back({exchange.wholeDelay(),
                            head + (stalls || cuts ? body.left(body.size() / 2) : body), false});
    reply.end = stalls ? ReplyEnd::Silent : cuts ? ReplyEnd::Close : ReplyEnd::KeepAlive;
    return reply;
}

} // namespace

QByteArray headBytes(int status, const HeaderList& headers)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\n";
    for (const auto& [name, value] : headers) {
        head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
}

Reply replyTo(const Exchange& exchange, const QByteArray& organization)
{
    if (exchange.shape() == Shape::StallHeaders) {
        Reply silence;
        silence.end = ReplyEnd::Silent;
        return silence;
    }
    if (exchange.status() == 200) {
        return exchange.request.stream ? streamReply(exchange, organization)
                                       : wholeReply(exchange, organization);
    }
    const QByteArray body = errorBody(exchange);
    const HeaderList headers = headersOf(exchange, organization, body.size());
    Reply reply;
    reply.pieces.push_back(
        {exchange.answer.firstByte, headBytes(exchange.status(), headers) + body, false});
    return reply;
}

Reply jsonReply(int status, const HeaderList& headers, const QByteArray& body)
{
    Reply reply;
    reply.pieces.push_back({Micros(0), headBytes(status, headers) + body, false});
    return reply;
}

Reply protocolError(int status, const QByteArray& reason)
{
    Reply reply;
    reply.pieces.push_back({Micros(0),
                            "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason
                                + "\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
                            false});
    reply.end = ReplyEnd::Close;
    return reply;
}

} // namespace plimsoll::simulator
