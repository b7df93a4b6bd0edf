// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedserver.h"

#include "tests/support/paths.h"

#include <QFile>
#include <QSslSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace plimsoll::test {

namespace {

// The length of the first complete request in a buffer, 0 while it is incomplete.
qsizetype requestLength(const QByteArray& buffer)
{
    const qsizetype head = buffer.indexOf("\r\n\r\n");
    if (head < 0) {
        return 0;
    }
    qsizetype body = 0;
    for (const QByteArray& line : buffer.left(head).split('\n')) {
        if (line.toLower().startsWith("content-length:")) {
            body = line.mid(15).trimmed().toLongLong();
        }
    }
    const qsizetype length = head + 4 + body;
    return buffer.size() >= length ? length : 0;
}

} // namespace

ScriptedServer::ScriptedServer(Script script, Transport transport, QObject* parent)
    : QTcpServer(parent)
    , m_script(std::move(script))
    , m_transport(transport)
{
}

QUrl ScriptedServer::start()
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no free port on the loopback interface");
    }
    QUrl url;
    url.setScheme(m_transport == Transport::Tls ? u"https"_s : u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(serverPort());
    return url;
}

void ScriptedServer::incomingConnection(qintptr handle)
{
    ++m_connections;
    QTcpSocket* socket = nullptr;
    if (m_transport == Transport::Tls) {
        auto* secure = new QSslSocket(this);
        secure->setSocketDescriptor(handle);
        secure->setLocalCertificate(QSslCertificate(fixture(u"tls/selfsigned.crt"_s), QSsl::Pem));
        secure->setPrivateKey(QSslKey(fixture(u"tls/selfsigned.key"_s), QSsl::Rsa));
        secure->startServerEncryption();
        socket = secure;
    } else {
        socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    emit connected(socket);
}

void ScriptedServer::read(QTcpSocket* socket)
{
    QByteArray buffer = socket->property("unread").toByteArray() + socket->readAll();
    if (const qsizetype length = requestLength(buffer)) {
        m_requests.push_back(buffer.first(length));
        buffer.remove(0, length);
        play(socket, 0, std::chrono::steady_clock::now());
    }
    socket->setProperty("unread", buffer);
}

void ScriptedServer::play(QTcpSocket* socket, std::size_t piece,
                          std::chrono::steady_clock::time_point asked)
{
    if (piece == m_script.pieces.size()) {
        finish(socket);
        return;
    }
    const Script::Piece& next = m_script.pieces[piece];
    QTimer::singleShot(next.after, Qt::PreciseTimer, socket, [this, socket, piece, asked] {
        // Before the write, for whoever waits for it may run before the next line does.
        const auto delay = std::chrono::steady_clock::now() - asked;
        socket->write(m_script.pieces[piece].bytes);
        socket->flush();
        if (piece == 0) {
            emit answered(std::chrono::duration_cast<std::chrono::microseconds>(delay).count());
        }
        play(socket, piece + 1, asked);
    });
}

void ScriptedServer::finish(QTcpSocket* socket)
{
    switch (m_script.end) {
    case Script::End::Close:
        socket->disconnectFromHost();
        break;
    case Script::End::Reset:
        socket->abort();
        break;
    case Script::End::Hold:
        break;
    case Script::End::RepeatLastPiece:
        connect(socket, &QTcpSocket::bytesWritten, socket, [this, socket] {
            if (socket->bytesToWrite() == 0) {
                socket->write(m_script.pieces.back().bytes);
            }
        });
        socket->write(m_script.pieces.back().bytes);
        break;
    }
}

QByteArray httpAnswer(int status, const QByteArray& headers, const QByteArray& body)
{
    return QByteArray("HTTP/1.1 " + QByteArray::number(status) + " \r\nConnection: close\r\n"
                      + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
                      + body);
}

QByteArray streamHead(const QByteArray& headers)
{
    return QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream; "
                      "charset=utf-8\r\n"
                      + headers + "\r\n");
}

QByteArray fixture(const QString& path)
{
    QFile file(dataFile(path));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(file.fileName()));
    }
    return file.readAll();
}

} // namespace plimsoll::test
