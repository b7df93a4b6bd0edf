// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/api.h"
#include "tests/simulator/scenariobuilder.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <vector>

namespace plimsoll::simulator {

inline const TimePoint now = utc(2026, 11, 21, 9);

struct Parsed
{
    int status = 0;
    HeaderList headers;
    QJsonObject json;
};

// The bytes of a whole reply, read back.
inline Parsed parsed(const Reply& reply)
{
    QByteArray bytes;
    for (const Piece& piece : reply.pieces) {
        bytes += piece.bytes;
    }
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    Parsed result;
    const QList<QByteArray> lines = bytes.left(end).split('\n');
    result.status = lines.first().mid(9, 3).toInt();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(": ");
        result.headers.emplace_back(lines[i].left(colon), lines[i].mid(colon + 2).trimmed());
    }
    result.json = QJsonDocument::fromJson(bytes.mid(end + 4)).object();
    return result;
}

inline HttpRequest request(const QByteArray& method, const QString& path,
                           const QByteArray& body = {})
{
    HttpRequest http;
    http.method = method;
    http.path = path.section(u'?', 0, 0);
    http.query = QUrlQuery(path.section(u'?', 1));
    http.body = body;
    http.headers = {{"x-api-key", "sk-ant-api03-test"}, {"anthropic-version", "2023-06-01"}};
    return http;
}

// An empty value takes the header away.
inline void setHeader(HttpRequest& http, const QByteArray& name, const QByteArray& value)
{
    std::erase_if(http.headers, [&](const auto& header) { return header.first == name; });
    if (!value.isEmpty()) {
        http.headers.emplace_back(name, value);
    }
}

inline const QByteArray plainBody = R"({"model":"claude-opus-4-7","max_tokens":1,)"
                                    R"("messages":[{"role":"user","content":"."}]})";

inline QString errorType(const Parsed& answer)
{
    return answer.json[u"error"][u"type"].toString();
}

} // namespace plimsoll::simulator
