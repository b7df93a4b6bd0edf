// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <chrono>
#include <vector>

namespace plimsoll::test {

// What a server does with every request it has read to the end: writes pieces, each some time after
// the one before, and then closes, resets or goes on holding the connection.
struct Script
{
    struct Piece
    {
        QByteArray bytes;
        std::chrono::milliseconds after {0};
    };
    enum class End { Close, Reset, Hold, RepeatLastPiece };

    std::vector<Piece> pieces;
    End end = End::Close;
};

// A raw HTTP/1.1 server on 127.0.0.1 that knows nothing of HTTP but where a request ends: good
// answers, broken ones and silence all come from the script. Lives in one thread with an event
// loop.
class ScriptedServer final : public QTcpServer
{
    Q_OBJECT

public:
    enum class Transport { Plain, Tls };

    explicit ScriptedServer(Script script, Transport transport = Transport::Plain,
                            QObject* parent = nullptr);

    QUrl start(); // listens on a free port; the base URL
    const std::vector<QByteArray>& requests() const { return m_requests; }
    int connections() const { return m_connections; }

signals:
    void connected(QTcpSocket* socket);
    // The first byte of an answer was about to be written this long after the last of the request
    // was read.
    void answered(qint64 delayMicros);

protected:
    void incomingConnection(qintptr handle) override;

private:
    void read(QTcpSocket* socket);
    void play(QTcpSocket* socket, std::size_t piece, std::chrono::steady_clock::time_point asked);
    void finish(QTcpSocket* socket);

    Script m_script;
    Transport m_transport;
    std::vector<QByteArray> m_requests;
    int m_connections = 0;
};

// "HTTP/1.1 200 OK", headers as "Name: value\r\n", Content-Length and the body.
QByteArray httpAnswer(int status, const QByteArray& headers, const QByteArray& body);
// The head of an answer that ends when the connection closes.
QByteArray streamHead(const QByteArray& headers = {});
QByteArray fixture(const QString& path); // below tests/data

} // namespace plimsoll::test
