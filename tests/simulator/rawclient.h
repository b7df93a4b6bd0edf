// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/headers.h"

#include <QTcpSocket>

#include <optional>

namespace plimsoll::simulator {

// An answer as its bytes were on the wire.
struct RawAnswer
{
    QByteArray statusLine;
    HeaderList headers;
    QByteArray body; // chunks joined
    bool complete = false; // content-length reached, or the last chunk came

    int status() const { return statusLine.mid(9, 3).toInt(); }
    QByteArray header(QByteArrayView name) const
    {
        return headerValue(headers, name).value_or(QByteArray());
    }
    bool has(QByteArrayView name) const { return headerValue(headers, name).has_value(); }
};

// Splits what came; absent until the head is whole. Takes a complete answer off the bytes.
std::optional<RawAnswer> takeAnswer(QByteArray& bytes);

// A socket and what it received, without any HTTP library between.
class RawClient
{
public:
    explicit RawClient(quint16 port);

    void send(const QByteArray& bytes) { m_socket.write(bytes); }
    // Messages with the usual headers.
    void post(const QByteArray& json, const QByteArray& path = "/v1/messages");
    QByteArray& received()
    {
        m_received += m_socket.readAll();
        return m_received;
    }
    // Waits up to five seconds for the next answer; what came of it if it is not complete by then.
    std::optional<RawAnswer> nextAnswer();
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace plimsoll::simulator
