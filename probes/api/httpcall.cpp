// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/httpcall.h"

#include <algorithm>

namespace plimsoll {

namespace {

bool fitsOneLine(const QByteArray& text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

QByteArray target(const QUrl& url)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1();
    return (path.isEmpty() ? QByteArray("/") : path)
        + (query.isEmpty() ? QByteArray() : QByteArray("?" + query));
}

} // namespace

QByteArray requestBytes(const HttpCall& call)
{
    QUrl where = call.url;
    where.setUserInfo({});
    QByteArray bytes = (call.body.isEmpty() ? "GET " : "POST ") + target(call.url)
        + " HTTP/1.1\r\nHost: " + where.authority(QUrl::FullyEncoded).toLatin1() + "\r\n";
    for (const auto& [name, value] : call.headers) {
        if (fitsOneLine(value)) {
            bytes += name + ": " + value + "\r\n";
        }
    }
    if (!call.body.isEmpty()) {
        bytes += "Content-Length: " + QByteArray::number(call.body.size()) + "\r\n";
    }
    bytes += "\r\n" + call.body;
    return bytes;
}

} // namespace plimsoll
