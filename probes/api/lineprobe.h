// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/api/exchange.h"
#include "probes/domain/clock.h"

#include <QDnsLookup>
#include <QHostInfo>
#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace plimsoll {

// Name, TCP and TLS of one host, each timed by itself, with sockets driven by hand; nothing is
// asked of the service. Proxies are not used: this is the direct line. The name is asked of the DNS
// anew, for the system's own look-up may answer from a cache; where only that knows the name (hosts
// file, localhost), its time is taken and the exchange says so.
class LineProbe final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LineProbe)

public:
    LineProbe(const QUrl& url, std::chrono::milliseconds timeout,
              std::shared_ptr<const Clock> clock, QObject* parent = nullptr);
    ~LineProbe() override;

    void start();
    // The service was reached as far as the scheme goes.
    static bool succeeded(const Exchange& exchange) { return exchange.failure == Failure::None; }

signals:
    void finished(const plimsoll::Exchange& exchange);

private:
    void askDns();
    void askSystem();
    void onSystemAnswer(const QHostInfo& info);
    void connectToNext();
    void onConnected();
    void onEncrypted();
    void onSocketError(QAbstractSocket::SocketError error);
    void end(Failure failure, const QString& text = {});
    Micros lap();

    QUrl m_url;
    std::shared_ptr<const Clock> m_clock;
    Exchange m_exchange;
    QDnsLookup m_dns;
    QSslSocket m_socket;
    QTimer m_overall;
    QList<QHostAddress> m_addresses; // not tried yet
    int m_lookup = -1;
    bool m_dnsAnswered = false;
    Micros m_started {0};
    Micros m_lapStart {0};
    bool m_ended = false;
};

} // namespace plimsoll
