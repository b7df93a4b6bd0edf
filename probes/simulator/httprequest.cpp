// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/httprequest.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace plimsoll::simulator {

namespace {

bool isToken(QByteArrayView text)
{
    static constexpr QByteArrayView extra = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || extra.contains(c);
    });
}

} // namespace

bool HttpParser::fail(int status, QByteArray reason)
{
    m_error = HttpError {status, std::move(reason)};
    m_head.reset();
    m_buffer.clear();
    return false;
}

bool HttpParser::takeContinue()
{
    return std::exchange(m_continue, false);
}

std::optional<HttpRequest> HttpParser::next()
{
    if (m_error || (!m_head && !parseHead()) || m_buffer.size() < m_bodyLength) {
        return std::nullopt;
    }
    m_continue = false;
    m_head->body = m_buffer.left(m_bodyLength);
    m_buffer.remove(0, m_bodyLength);
    return std::exchange(m_head, std::nullopt);
}

bool HttpParser::parseHead()
{
    // Blank lines before a request are allowed (RFC 9112, 2.2).
    while (m_buffer.startsWith("\r\n")) {
        m_buffer.remove(0, 2);
    }
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end > largestHead || (end < 0 && m_buffer.size() > largestHead)) {
        return fail(431, "Request Header Fields Too Large");
    }
    if (end < 0) {
        return false;
    }
    const QByteArray head = m_buffer.left(end);
    m_buffer.remove(0, end + 4);
    m_head.emplace();
    const QList<QByteArray> lines = head.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArrayView line = QByteArrayView(lines[i]).trimmed();
        if (!(i == 0 ? parseRequestLine(line) : parseHeader(line))) {
            return fail(m_error ? m_error->status : 400,
                        m_error ? m_error->reason : QByteArrayLiteral("Bad Request"));
        }
    }
    return parseFraming();
}

bool HttpParser::parseRequestLine(QByteArrayView line)
{
    const QList<QByteArray> words = line.toByteArray().split(' ');
    if (words.size() != 3 || !isToken(words[0]) || !words[1].startsWith('/')) {
        return false;
    }
    if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0") {
        return fail(505, "HTTP Version Not Supported");
    }
    const QUrl url = QUrl::fromEncoded(words[1], QUrl::StrictMode);
    m_head->method = words[0];
    m_head->path = url.path();
    m_head->query = QUrlQuery(url);
    m_head->keepAlive = words[2] == "HTTP/1.1";
    return url.isValid();
}

bool HttpParser::parseHeader(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 1 || !isToken(line.first(colon))) {
        return false;
    }
    m_head->headers.emplace_back(line.first(colon).toByteArray(),
                                 line.sliced(colon + 1).trimmed().toByteArray());
    return true;
}

bool HttpParser::parseFraming()
{
    const QByteArray connection = m_head->header("connection").value_or(QByteArray()).toLower();
    m_head->keepAlive = m_head->keepAlive ? connection != "close" : connection == "keep-alive";
    m_bodyLength = 0;
    if (const auto coding = m_head->header("transfer-encoding")) {
        return coding->toLower() == "chunked" ? fail(411, "Length Required")
                                              : fail(501, "Not Implemented");
    }
    if (const auto length = m_head->header("content-length")) {
        const auto digit = [](char c) { return c >= '0' && c <= '9'; };
        if (length->isEmpty() || !std::ranges::all_of(*length, digit)) {
            return fail(400, "Bad Request");
        }
        bool ok = false;
        m_bodyLength = length->toLongLong(&ok);
        if (!ok || m_bodyLength > largestBody) {
            return fail(413, "Payload Too Large");
        }
    }
    const QByteArray expect = m_head->header("expect").value_or(QByteArray()).toLower();
    m_continue = m_bodyLength > 0 && expect == "100-continue";
    return true;
}

} // namespace plimsoll::simulator
