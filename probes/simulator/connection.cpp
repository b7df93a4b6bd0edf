// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/connection.h"

#include <utility>

namespace plimsoll::simulator {

using std::chrono::steady_clock;

namespace {
constexpr qint64 readBuffer = 1 << 20;
} // namespace

Connection::Connection(QTcpSocket* socket, Handler handler, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_handler(std::move(handler))
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_due.setSingleShot(true);
    m_due.setTimerType(Qt::PreciseTimer);
    connect(&m_due, &QTimer::timeout, this, &Connection::writeDue);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &Connection::onDisconnected);
    m_socket->setReadBufferSize(readBuffer);
}

void Connection::read()
{
    // What comes while a reply plays stays in the socket, whose buffer is bounded.
    if (!m_busy) {
        m_requested = steady_clock::now();
        m_parser.feed(m_socket->readAll());
        takeRequest();
    }
}

void Connection::takeRequest()
{
    const std::optional<HttpRequest> request = m_parser.next();
    if (request) {
        play(m_handler(*request), request->keepAlive);
    } else if (m_parser.error()) {
        play(protocolError(m_parser.error()->status, m_parser.error()->reason), false);
    } else if (m_parser.takeContinue()) {
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

void Connection::play(Reply reply, bool keepAlive)
{
    m_busy = true;
    m_reply = std::move(reply);
    m_keepAlive = keepAlive;
    m_next = 0;
    writeDue();
}

void Connection::writeDue()
{
    while (m_next < m_reply.pieces.size()) {
        const Piece& piece = m_reply.pieces[m_next];
        const auto left = m_requested + piece.at - steady_clock::now();
        if (left > steady_clock::duration::zero()) {
            m_due.start(std::chrono::ceil<std::chrono::milliseconds>(left));
            return;
        }
        measure(piece);
        m_socket->write(piece.bytes);
        m_socket->flush();
        ++m_next;
    }
    finishReply();
}

void Connection::measure(const Piece& piece)
{
    if (!m_reply.served) {
        return;
    }
    const auto delay = std::chrono::duration_cast<Micros>(steady_clock::now() - m_requested);
    if (m_next == 0) {
        m_reply.served->firstByteDelay = delay;
    }
    if (piece.isToken && m_reply.served->firstTokenDelay == Micros(0)) {
        m_reply.served->firstTokenDelay = delay;
    }
}

void Connection::finishReply()
{
    if (m_reply.end == ReplyEnd::Silent) {
        return;
    }
    report();
    if (m_reply.end == ReplyEnd::Close || !m_keepAlive) {
        m_socket->disconnectFromHost();
        return;
    }
    m_busy = false;
    QMetaObject::invokeMethod(this, &Connection::read, Qt::QueuedConnection);
}

void Connection::report()
{
    if (const auto request = std::exchange(m_reply.served, std::nullopt)) {
        emit served(*request);
    }
}

void Connection::onDisconnected()
{
    m_due.stop();
    report();
    deleteLater();
}

} // namespace plimsoll::simulator
