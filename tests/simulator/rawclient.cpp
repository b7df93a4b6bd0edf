// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulator/rawclient.h"

#include <QHostAddress>
#include <QTest>

namespace plimsoll::simulator {

namespace {

// Joins chunks; the returned length is what they took, -1 when the last has not come.
qsizetype joinChunks(const QByteArray& bytes, QByteArray& body)
{
    qsizetype at = 0;
    while (true) {
        const qsizetype end = bytes.indexOf("\r\n", at);
        if (end < 0) {
            return -1;
        }
        const qsizetype size = bytes.mid(at, end - at).toLongLong(nullptr, 16);
        if (bytes.size() < end + 2 + size + 2) {
            return -1;
        }
        body += bytes.mid(end + 2, size);
        at = end + 2 + size + 2;
        if (size == 0) {
            return at;
        }
    }
}

} // namespace

std::optional<RawAnswer> takeAnswer(QByteArray& bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0) {
        return std::nullopt;
    }
    RawAnswer answer;
    const QList<QByteArray> lines = bytes.left(end).split('\n');
    answer.statusLine = lines.first().chopped(lines.size() > 1 ? 1 : 0);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(": ");
        answer.headers.emplace_back(lines[i].left(colon), lines[i].mid(colon + 2).trimmed());
    }
    const QByteArray rest = bytes.mid(end + 4);
    qsizetype taken = -1;
    if (answer.has("transfer-encoding")) {
        taken = joinChunks(rest, answer.body);
    } else {
        const qsizetype length = answer.header("content-length").toLongLong();
        answer.body = rest.left(length);
        taken = rest.size() >= length ? length : -1;
    }
    answer.complete = taken >= 0;
    if (answer.complete) {
        bytes = rest.mid(taken);
    }
    return answer;
}

RawClient::RawClient(quint16 port)
{
    m_socket.connectToHost(QHostAddress::LocalHost, port);
}

std::optional<RawAnswer> RawClient::nextAnswer()
{
    std::optional<RawAnswer> answer;
    (void)QTest::qWaitFor([&] {
        answer = takeAnswer(received());
        return answer && answer->complete;
    });
    return answer;
}

void RawClient::post(const QByteArray& json, const QByteArray& path)
{
    send("POST " + path
         + " HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: sk-ant-api03-test\r\n"
           "anthropic-version: 2023-06-01\r\ncontent-type: application/json\r\ncontent-length: "
         + QByteArray::number(json.size()) + "\r\n\r\n" + json);
}

} // namespace plimsoll::simulator
