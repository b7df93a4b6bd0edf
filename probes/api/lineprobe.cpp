// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/lineprobe.h"

#include "probes/api/localnetwork.h"

#include <QNetworkProxy>
#include <QSslError>
#include <QThread>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

bool isSecure(const QUrl& url)
{
    return url.scheme() == u"https"_s;
}

quint16 portOf(const QUrl& url)
{
    return quint16(url.port(isSecure(url) ? 443 : 80));
}

Failure failureOf(QAbstractSocket::SocketError error, Phase phase)
{
    if (error == QAbstractSocket::ConnectionRefusedError) {
        return Failure::Refused;
    }
    if (phase == Phase::Tls || error == QAbstractSocket::SslHandshakeFailedError) {
        return Failure::Tls;
    }
    return Failure::Unreachable;
}

} // namespace

LineProbe::LineProbe(const QUrl& url, std::chrono::milliseconds timeout,
                     std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_url(url)
    , m_clock(std::move(clock))
{
    m_exchange.host = u"%1 port %2"_s.arg(url.host()).arg(portOf(url));
    m_overall.setSingleShot(true);
    m_overall.setTimerType(Qt::PreciseTimer);
    m_overall.setInterval(timeout);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_overall, &QTimer::timeout, this, [this] { end(Failure::TimedOut); });
    connect(&m_dns, &QDnsLookup::finished, this, [this] {
        if (!m_dns.hostAddressRecords().isEmpty()) {
            m_exchange.timing.resolve = lap();
            m_dnsAnswered = true;
        }
        askSystem();
    });
    connect(&m_socket, &QSslSocket::connected, this, &LineProbe::onConnected);
    connect(&m_socket, &QSslSocket::encrypted, this, &LineProbe::onEncrypted);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &LineProbe::onSocketError);
}

LineProbe::~LineProbe()
{
    m_socket.disconnect(this);
    m_socket.abort();
    if (m_lookup >= 0) {
        QHostInfo::abortHostLookup(m_lookup);
    }
}

void LineProbe::start()
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_exchange.at = m_clock->now();
    m_started = m_lapStart = std::chrono::duration_cast<Micros>(m_clock->monotonic());
    m_overall.start();
    const QHostAddress literal(m_url.host());
    if (!literal.isNull()) {
        m_addresses = {literal};
        connectToNext();
    } else if (m_url.host().contains(u'.')) {
        askDns();
    } else {
        askSystem();
    }
}

void LineProbe::askDns()
{
    m_exchange.phase = Phase::Resolve;
    m_dns.setType(QDnsLookup::A);
    m_dns.setName(m_url.host());
    m_dns.lookup();
}

// The addresses to connect to are the system's choice, as they are for every other request.
void LineProbe::askSystem()
{
    m_exchange.phase = Phase::Resolve;
    m_lookup = QHostInfo::lookupHost(m_url.host(), this, &LineProbe::onSystemAnswer);
}

void LineProbe::onSystemAnswer(const QHostInfo& info)
{
    m_lookup = -1;
    if (m_ended) {
        return;
    }
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
        end(Failure::NameNotFound, info.errorString());
        return;
    }
    const Micros took = lap();
    if (!m_dnsAnswered) {
        m_exchange.timing.resolve = took;
        m_exchange.failureText = u"the name came from the system, perhaps from a cache"_s;
    }
    m_addresses = info.addresses();
    connectToNext();
}

void LineProbe::connectToNext()
{
    m_exchange.phase = Phase::Connect;
    lap();
    m_socket.setPeerVerifyName(m_url.host());
    m_socket.connectToHost(m_addresses.takeFirst(), portOf(m_url));
}

void LineProbe::onConnected()
{
    m_exchange.timing.connect = lap();
    if (!isSecure(m_url)) {
        end(Failure::None, m_exchange.failureText);
        return;
    }
    m_exchange.phase = Phase::Tls;
    m_socket.startClientEncryption();
}

void LineProbe::onEncrypted()
{
    m_exchange.timing.tls = lap();
    end(Failure::None, m_exchange.failureText);
}

void LineProbe::onSocketError(QAbstractSocket::SocketError error)
{
    if (m_exchange.phase == Phase::Connect && !m_addresses.isEmpty()) {
        m_socket.abort();
        connectToNext();
        return;
    }
    QStringList sentences;
    for (const QSslError& sslError : m_socket.sslHandshakeErrors()) {
        sentences << sslError.errorString();
    }
    sentences.removeDuplicates();
    end(failureOf(error, m_exchange.phase),
        sentences.isEmpty() ? m_socket.errorString() : sentences.join(u"; "_s));
}

void LineProbe::end(Failure failure, const QString& text)
{
    if (m_ended) {
        return;
    }
    m_ended = true;
    m_overall.stop();
    m_exchange.timing.total = std::chrono::duration_cast<Micros>(m_clock->monotonic()) - m_started;
    m_exchange.failure = failure;
    m_exchange.failureText = text;
    if (failure == Failure::NameNotFound || failure == Failure::Unreachable) {
        m_exchange.localNetworkDown = !hasLocalNetwork();
    }
    emit finished(m_exchange);
}

Micros LineProbe::lap()
{
    const Micros now = std::chrono::duration_cast<Micros>(m_clock->monotonic());
    const Micros took = now - m_lapStart;
    m_lapStart = now;
    return took;
}

} // namespace plimsoll
