// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/httpreader.h"
#include "probes/api/proxy.h"

#include <optional>

namespace plimsoll {

// The handshake after which a proxy passes bytes through to a host, without the socket: bytes in,
// bytes out. The proxy looks the host's name up. One attempt; of the ways to log in, Basic (HTTP)
// and user name with password (SOCKS) are known.
class Tunnel
{
public:
    enum class State { Shaking, Open, Refused };

    Tunnel(Proxy proxy, QString host, quint16 port);

    QByteArray begin(); // the first bytes to send
    QByteArray feed(QByteArrayView bytes); // what to send next, may be nothing
    State state() const { return m_state; }
    // Of Refused, to follow "the proxy made no connection to ...": "it answered HTTP 403".
    const QString& problem() const { return m_problem; }

private:
    enum class Step { Http, SocksMethod, SocksLogin, SocksReply };

    QByteArray connectRequest() const;
    QByteArray socksLogin() const;
    QByteArray socksRequest() const;
    QByteArray readHttp(QByteArrayView bytes);
    QByteArray readSocks();
    QByteArray readSocksMethod();
    void readSocksReply();
    void open(bool nothingLeft);
    void refuse(const QString& problem);

    Proxy m_proxy;
    QString m_host;
    quint16 m_port;
    Step m_step;
    State m_state = State::Shaking;
    QString m_problem;
    std::unique_ptr<HttpReader> m_http;
    QByteArray m_unread; // of a SOCKS proxy
};

} // namespace plimsoll
