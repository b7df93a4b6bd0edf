// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/simulator/httprequest.h"
#include "probes/simulator/reply.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <functional>

namespace plimsoll::simulator {

// One client: reads its requests one after another and plays the reply of each at its times. It
// measures the delays that it really kept. Owns the socket and goes with it.
class Connection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connection)

public:
    using Handler = std::function<Reply(const HttpRequest&)>;

    Connection(QTcpSocket* socket, Handler handler, QObject* parent);

    void read(); // what came before anybody listened

signals:
    void served(const plimsoll::simulator::ServedRequest& request);

private:
    void takeRequest();
    void play(Reply reply, bool keepAlive);
    void writeDue();
    void measure(const Piece& piece);
    void finishReply();
    void report();
    void onDisconnected();

    QTcpSocket* m_socket; // child
    Handler m_handler;
    HttpParser m_parser;
    QTimer m_due;
    Reply m_reply;
    std::size_t m_next = 0; // piece of the reply
    bool m_busy = false;
    bool m_keepAlive = true;
    std::chrono::steady_clock::time_point m_requested;
};

} // namespace plimsoll::simulator
