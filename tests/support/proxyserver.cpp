// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/proxyserver.h"

#include <QtEndian>

namespace plimsoll::test {

using namespace Qt::StringLiterals;

namespace {

const QByteArray login = QByteArray("probe:secret-word").toBase64();

} // namespace

ProxyServer::ProxyServer(Kind kind, Manner manner, const QUrl& forwardTo)
    : m_kind(kind)
    , m_manner(manner)
    , m_forwardTo(forwardTo)
{
}

quint16 ProxyServer::start()
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no free port on the loopback interface");
    }
    return serverPort();
}

void ProxyServer::incomingConnection(qintptr handle)
{
    auto* client = new QTcpSocket(this);
    client->setSocketDescriptor(handle);
    connect(client, &QTcpSocket::readyRead, this, [this, client] { read(client); });
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
}

void ProxyServer::read(QTcpSocket* client)
{
    if (m_manner == Manner::HangUp) {
        client->disconnectFromHost();
    } else if (m_manner == Manner::Garbage) {
        client->write("SSH-2.0-OpenSSH_9.2\r\n");
    } else if (m_manner != Manner::Hold) {
        m_kind == Kind::Connect ? readConnect(client) : readSocks(client);
    }
}

void ProxyServer::readConnect(QTcpSocket* client)
{
    if (!client->peek(65'536).contains("\r\n\r\n")) {
        return;
    }
    const QByteArray request = client->readAll();
    m_received << request;
    m_asked << QString::fromLatin1(request.split(' ').value(1));
    if (m_manner == Manner::Forbid) {
        client->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    } else if (m_manner == Manner::WantLogin && !request.contains("Basic " + login + "\r\n")) {
        client->write("HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                      "Content-Length: 0\r\n\r\n");
    } else {
        pass(client, "HTTP/1.1 200 Connection established\r\nX-Proxy: little\r\n\r\n");
    }
}

void ProxyServer::readSocks(QTcpSocket* client)
{
    const QByteArray bytes = client->readAll();
    m_received << bytes;
    if (bytes.startsWith(QByteArray("\5\1\0", 3)) && bytes.size() > 3) {
        readSocksRequest(client, bytes);
    } else if (bytes.startsWith('\5')) {
        const bool canLogIn = bytes.mid(2).contains('\2');
        const char wanted = m_manner != Manner::WantLogin ? '\0' : canLogIn ? '\2' : '\xFF';
        client->write(QByteArray("\5") + wanted);
    } else {
        const bool known = bytes == QByteArray("\1\5probe\13secret-word");
        client->write(known ? QByteArray("\1\0", 2) : QByteArray("\1\1"));
    }
}

void ProxyServer::readSocksRequest(QTcpSocket* client, const QByteArray& bytes)
{
    const qsizetype length = quint8(bytes[4]);
    const bool named = bytes[3] == 3;
    const QByteArray host = named ? bytes.mid(5, length) : bytes.mid(4, bytes[3] == 1 ? 4 : 16);
    const quint16 port = qFromBigEndian<quint16>(bytes.constData() + bytes.size() - 2);
    m_asked << QString::fromLatin1(named ? host : host.toHex()) + u":%1"_s.arg(port);
    if (m_manner == Manner::Forbid) {
        client->write(QByteArray("\5\2\0\1\0\0\0\0\0\0", 10));
    } else {
        pass(client, QByteArray("\5\0\0\1\177\0\0\1\0\7", 10));
    }
}

// The greeting goes out in two pieces, as a slow proxy's does.
void ProxyServer::pass(QTcpSocket* client, const QByteArray& hello)
{
    client->disconnect(this);
    auto* server = new QTcpSocket(client);
    connect(server, &QTcpSocket::connected, client, [client, server, hello] {
        client->write(hello.first(1));
        client->flush();
        client->write(hello.sliced(1));
        connect(client, &QTcpSocket::readyRead, server,
                [client, server] { server->write(client->readAll()); });
    });
    connect(server, &QTcpSocket::readyRead, client,
            [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    server->connectToHost(m_forwardTo.host(), quint16(m_forwardTo.port()));
}

} // namespace plimsoll::test
