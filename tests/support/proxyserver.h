// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace plimsoll::test {

// A little proxy on 127.0.0.1 that speaks HTTP CONNECT or SOCKS 5. Whatever host it is asked for,
// it connects to one server of ours, so that names which nobody resolves can be used.
class ProxyServer final : public QTcpServer
{
    Q_OBJECT

public:
    enum class Kind { Connect, Socks5 };
    enum class Manner { Pass, WantLogin, Forbid, Hold, HangUp, Garbage };

    ProxyServer(Kind kind, Manner manner, const QUrl& forwardTo);

    quint16 start(); // listens on a free port
    const QStringList& asked() const { return m_asked; } // "api.example:443"
    const QByteArrayList& received() const { return m_received; } // handshakes, as they came

protected:
    void incomingConnection(qintptr handle) override;

private:
    void read(QTcpSocket* client);
    void readConnect(QTcpSocket* client);
    void readSocks(QTcpSocket* client);
    void readSocksRequest(QTcpSocket* client, const QByteArray& bytes);
    void pass(QTcpSocket* client, const QByteArray& hello);

    Kind m_kind;
    Manner m_manner;
    QUrl m_forwardTo;
    QStringList m_asked;
    QByteArrayList m_received;
};

} // namespace plimsoll::test
