// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/exchange.h"
#include "probes/api/tunnel.h"
#include "probes/domain/clock.h"

#include <QDnsLookup>
#include <QHostInfo>
#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace plimsoll {

// Whom to reach, and how.
struct DialPlan
{
    QString host;
    quint16 port = 0;
    bool secure = true;
    bool askDns = false; // ask the DNS anew before the system, which may answer from a cache
    std::optional<Proxy> proxy;
    QList<QHostAddress> addresses; // where they are known already: nothing is looked up
    std::chrono::milliseconds timeout {60'000}; // kept by the owner; addresses share it
};

DialPlan planFor(const QUrl& url, std::chrono::milliseconds timeout);
// The system's order, but families in turn, so that one that leads nowhere costs one attempt.
QList<QHostAddress> inTurn(const QList<QHostAddress>& addresses);
QString hostAndPort(const QUrl& url); // "127.0.0.1 port 9"

// Makes one connection: name, TCP, the tunnel of a proxy, TLS, each timed by itself on the
// monotonic clock in the slots of the thread it lives in. Nothing is sent to the service, no
// certificate error is ignored.
//
// The name's time is that of the system's look-up, which every other program gets too and which may
// come from a cache. Where a name has several addresses they are tried one after another, families
// in turn; one that is silent gets at most two seconds while others are left. `connect` is the time
// of the address that answered.
class Dial final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Dial)

public:
    Dial(DialPlan plan, std::shared_ptr<const Clock> clock, QObject* parent = nullptr);
    ~Dial() override;

    void start();
    // The connection, from connected() on; stays ours.
    QSslSocket& socket() { return *m_socket; }
    // Fills in how far it came: phase, timing, connection, and what there is to say about the name.
    void report(Exchange& exchange) const;
    // What it is when the time is up before connected(), and whose fault.
    void giveUp();

signals:
    void connected();
    void failed(plimsoll::Failure failure, const QString& text);

private slots:
    void onSystemAnswer(const QHostInfo& info);

private:
    void askDns();
    void askSystem();
    void connectTo(const QList<QHostAddress>& addresses);
    void connectToNext();
    void dropSocket();
    void onConnected();
    void onTunnelData();
    void onOpen();
    void onEncrypted();
    void onSocketError(QAbstractSocket::SocketError error);
    void finish();
    void fail(Failure failure, const QString& text);
    quint16 port() const { return m_plan.proxy ? m_plan.proxy->port : m_plan.port; }
    Micros lap();

    DialPlan m_plan;
    std::shared_ptr<const Clock> m_clock;
    QDnsLookup m_dns;
    QSslSocket* m_socket = nullptr; // child
    std::optional<Tunnel> m_tunnel; // while the proxy is asked
    QTimer m_patience; // for one address
    QList<QHostAddress> m_addresses; // not tried yet
    int m_lookup = -1;
    Phase m_phase = Phase::Resolve;
    Timing m_timing; // resolve, connect, tls
    Connection m_connection;
    QString m_note;
    Micros m_lapStart {0};
    bool m_done = false;
};

} // namespace plimsoll
