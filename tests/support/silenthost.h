// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace plimsoll::test {

// An address on this machine where a connection attempt gets no answer: somebody listens and never
// accepts, and the queue of those who wait is full.
class SilentHost
{
public:
    explicit SilentHost(const QString& address = QStringLiteral("127.0.0.1"), quint16 port = 0)
    {
        m_server.setListenBacklogSize(1);
        if (!m_server.listen(QHostAddress(address), port)) {
            qFatal("%s cannot be listened on", qPrintable(address));
        }
        m_server.pauseAccepting();
        for (QTcpSocket& waiting : m_waiting) {
            waiting.connectToHost(m_server.serverAddress(), m_server.serverPort());
        }
        // Those who found a place have one; the others go on asking.
        const auto full = [this] {
            return std::ranges::count(m_waiting, QAbstractSocket::ConnectedState,
                                      &QTcpSocket::state)
                >= 2;
        };
        if (!QTest::qWaitFor(full, 5000)) {
            qFatal("the queue does not fill");
        }
    }

    quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
    std::array<QTcpSocket, 6> m_waiting;
};

} // namespace plimsoll::test
