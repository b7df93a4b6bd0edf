// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/canary.h"

#include "tests/support/leaks.h"

#include <QUrl>

using namespace std::chrono_literals;

namespace plimsoll::test {

namespace {

Canary canary(const char* name, const QByteArray& prefix, const QByteArray& telling)
{
    return {name, prefix + telling, telling};
}

QByteArray apiError(const QByteArray& words)
{
    return R"({"type":"error","error":{"type":")" + words + R"(","message":")" + words
        + R"(","details":{"error_code":")" + words + R"("}},"request_id":")" + words + R"("})";
}

QByteArray everyCharacterEscaped(const QByteArray& secret)
{
    QByteArray result;
    for (const char c : secret) {
        result += "\\u00" + QByteArray(1, c).toHex();
    }
    return result;
}

QByteArray chunk(const QByteArray& bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

// One event stream in chunks of a few bytes, so that no piece holds the secret, and then trailers.
Script chunkedStream(const QByteArray& secret)
{
    const QByteArray stream = "event: " + secret
        + "\ndata: {\"type\":\"message_start\","
          "\"message\":{\"id\":\""
        + secret
        + "\"}}\n\n"
          "data: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\""
        + secret + "\"}}\n\ndata: " + apiError(secret) + "\n\n";
    QByteArray chunks;
    for (qsizetype at = 0; at < stream.size(); at += 9) {
        chunks += chunk(stream.mid(at, 9));
    }
    const qsizetype half = chunks.size() / 2;
    return {{{"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
              "Trailer: X-Late\r\nConnection: close\r\n\r\n"
              + chunks.first(half)},
             {chunks.sliced(half), 5ms},
             {"0\r\nX-Late: " + secret + "\r\n" + secret + ": 1\r\n\r\n"}}};
}

// Behind more bytes than are kept, so that the secret lies across the edge of what is kept.
QByteArray acrossEdges(const QByteArray& secret)
{
    QByteArray body;
    for (const qsizetype edge : {200, 500, 2048, 16'384, 65'536}) {
        body += QByteArray(std::max<qsizetype>(edge - body.size() - secret.size() / 2, 1), '.');
        body += secret;
    }
    return body;
}

} // namespace

const Canary& apiCanary()
{
    static const Canary key = canary("the API key", "sk-ant-api03-",
                                     "mQ7xW2Lz9pT5vB8nR3kD6hJ1gF0sYcAeUiOo-Canary_5519-aAx9");
    return key;
}

const Canary& gatewayCanary()
{
    static const Canary key = canary("the key of a gateway", "", "Canary/Gw+77.hZq81==xN4vP2%rT");
    return key;
}

const Canary& adminCanary()
{
    static const Canary key =
        canary("the admin key", "sk-ant-admin01-", "wE4tYu8iOp2aSd6fGh0jKl-Canary_zXcVbNm13579");
    return key;
}

const Canary& proxyCanary()
{
    static const Canary key = canary("the proxy's password", "", "Canary-Pr0xy~pass=w0rd.9Zt7");
    return key;
}

QByteArray leakIn(const QByteArray& text, const char* where)
{
    for (const Canary* canary : {&apiCanary(), &gatewayCanary(), &adminCanary(), &proxyCanary()}) {
        const QByteArray part = partOf(canary->telling, text);
        if (!part.isEmpty()) {
            const qsizetype at = std::max<qsizetype>(text.indexOf(part), 0);
            return QByteArray(where) + " holds \"" + part + "\" of " + canary->name + ": ..."
                + text.mid(std::max<qsizetype>(at - 60, 0), 160).replace('\0', '.') + "...";
        }
    }
    return {};
}

std::vector<HostileAnswer> hostileAnswers(const QByteArray& secret)
{
    const auto whole = [](int status, const QByteArray& headers, const QByteArray& body) {
        return Script {.pieces = {{httpAnswer(status, headers, body)}}};
    };
    const QByteArray percent = QByteArray(secret).toPercentEncoding();
    const QByteArray slashes = QByteArray(secret).replace('/', "\\/");
    const QByteArray half = secret.left(secret.size() / 2);
    return {
        {"in every header and name",
         whole(400,
               "X-Echo: " + secret + "\r\n" + secret + ": 1\r\nrequest-id: " + secret
                   + "\r\ncf-ray: 8f-" + secret + "\r\nSet-Cookie: k=" + secret
                   + "\r\nServer-Timing: " + secret + "\r\nRetry-After: " + secret + "\r\n",
               apiError("invalid_request_error"))},
        {"in every word of an error", whole(400, {}, apiError(secret))},
        {"as header lines in a text",
         whole(403, {}, apiError("x-api-key: " + secret + ", authorization: Bearer " + secret))},
        {"on a page",
         whole(502, {}, "<html><head><title>" + secret + "</title></head>" + secret + "</html>")},
        {"percent-encoded", whole(503, "X-Echo: ?k=" + percent + "\r\n", "at /?k=" + percent)},
        {"escaped as in JSON",
         whole(500, {},
               "{\"error\":{\"type\":\"api_error\",\"message\":\"" + slashes + ' '
                   + everyCharacterEscaped(secret) + "\"},\"raw\":\"" + slashes + "\"}")},
        {"behind a control character",
         whole(400, {},
               R"({"error":{"type":"x","message":")" + half + "\\u0007" + secret.sliced(half.size())
                   + R"("}})")},
        {"in a redirect",
         whole(307,
               "Location: http://u:" + percent + "@" + percent + ".example/?k=" + percent + "\r\n",
               {})},
        {"in the reason phrase",
         {.pieces = {{"HTTP/1.1 500 " + secret + "\r\nContent-Length: 0\r\n\r\n"}}}},
        {"in an answer that is not HTTP", {.pieces = {{secret + "\r\n" + secret + "\r\n\r\n"}}}},
        {"in a stream of small chunks and its trailers", chunkedStream(secret)},
        {"in a stream that is cut in the middle of it",
         {.pieces = {{streamHead("X-Echo: " + secret + "\r\n")
                      + "data: {\"type\":\"message_start\"}"
                        "\n\ndata: {\"x\":\""
                      + half},
                     {secret.sliced(half.size()) + "\"}\n\n" + half, 5ms}}}},
        {"across the edges of what is kept", whole(500, {}, acrossEdges(secret))},
        {"as the name of a model",
         whole(200, {},
               R"({"data":[{"type":"model","id":")" + secret + R"(","display_name":")" + secret
                   + R"("}],"has_more":false})")},
    };
}

} // namespace plimsoll::test
