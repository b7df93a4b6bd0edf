// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/dial.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslError>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr std::chrono::milliseconds longestPatience {2000}; // a lost SYN is sent again after 1 s
constexpr qsizetype mostAddresses = 6;

bool isSecure(const QUrl& url)
{
    return url.scheme() == u"https"_s;
}

quint16 portOf(const QUrl& url)
{
    return quint16(url.port(isSecure(url) ? 443 : 80));
}

quint8 familyOf(const QHostAddress& address)
{
    bool isFour = false;
    address.toIPv4Address(&isFour); // also of ::ffff:127.0.0.1
    if (isFour) {
        return 4;
    }
    return address.protocol() == QAbstractSocket::IPv6Protocol ? 6 : 0;
}

QString sslSentences(const QSslSocket& socket)
{
    QStringList sentences;
    for (const QSslError& error : socket.sslHandshakeErrors()) {
        sentences << error.errorString();
    }
    sentences.removeDuplicates();
    return sentences.isEmpty() ? socket.errorString() : sentences.join(u"; "_s);
}

} // namespace

DialPlan planFor(const QUrl& url, std::chrono::milliseconds timeout)
{
    DialPlan plan;
    plan.host = url.host();
    plan.port = portOf(url);
    plan.secure = isSecure(url);
    plan.timeout = timeout;
    return plan;
}

QList<QHostAddress> inTurn(const QList<QHostAddress>& addresses)
{
    QList<QHostAddress> same;
    QList<QHostAddress> other;
    for (const QHostAddress& address : addresses) {
        auto& list = familyOf(address) == familyOf(addresses.first()) ? same : other;
        list << address;
    }
    QList<QHostAddress> turns;
    for (qsizetype i = 0; i < std::max(same.size(), other.size()); ++i) {
        turns << same.mid(i, 1) << other.mid(i, 1);
    }
    return turns.first(std::min(turns.size(), mostAddresses));
}

QString hostAndPort(const QUrl& url)
{
    return u"%1 port %2"_s.arg(url.host()).arg(portOf(url));
}

Dial::Dial(DialPlan plan, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_clock(std::move(clock))
    , m_dns(this)
    , m_patience(this)
{
    m_connection.proxied = m_plan.proxy.has_value();
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Dial::connectToNext);
    connect(&m_dns, &QDnsLookup::finished, this, [this] {
        if (!m_done && !m_dns.hostAddressRecords().isEmpty()) {
            m_timing.resolve = lap();
        }
        askSystem();
    });
}

Dial::~Dial()
{
    dropSocket();
    if (m_lookup >= 0) {
        QHostInfo::abortHostLookup(m_lookup);
    }
}

void Dial::start()
{
    Q_ASSERT(QThread::currentThread() == thread());
    lap();
    const QString& name = m_plan.proxy ? m_plan.proxy->host : m_plan.host;
    if (const QHostAddress literal(name); m_plan.addresses.isEmpty() && !literal.isNull()) {
        m_plan.addresses = {literal};
    }
    if (!m_plan.addresses.isEmpty()) {
        // Later: a connection that fails at once would be reported before anybody listens.
        QMetaObject::invokeMethod(
            this, [this] { connectTo(inTurn(m_plan.addresses)); }, Qt::QueuedConnection);
    } else if (m_plan.askDns && !m_plan.proxy && name.contains(u'.')) {
        askDns();
    } else {
        askSystem();
    }
}

void Dial::askDns()
{
    m_dns.setType(QDnsLookup::A);
    m_dns.setName(m_plan.host);
    m_dns.lookup();
}

// The addresses to connect to are the system's choice, as they are for every other program.
void Dial::askSystem()
{
    if (!m_done) {
        // By name: QHostInfo never frees a slot object whose look-up was given up.
        m_lookup = QHostInfo::lookupHost(m_plan.proxy ? m_plan.proxy->host : m_plan.host, this,
                                         SLOT(onSystemAnswer(QHostInfo)));
    }
}

void Dial::onSystemAnswer(const QHostInfo& info)
{
    m_lookup = -1;
    if (m_done) {
        return;
    }
    const bool found = info.error() == QHostInfo::NoError && !info.addresses().isEmpty();
    if (!found && m_plan.proxy) {
        fail(Failure::Proxy,
             u"the name of the proxy, %1, could not be resolved"_s.arg(m_plan.proxy->host));
        return;
    }
    if (!found) {
        fail(Failure::NameNotFound, info.errorString());
        return;
    }
    const Micros took = lap();
    if (!m_timing.resolve && !m_plan.proxy) {
        m_timing.resolve = took;
        m_note =
            m_plan.askDns ? u"the name came from the system, perhaps from a cache"_s : QString();
    }
    connectTo(inTurn(info.addresses()));
}

void Dial::connectTo(const QList<QHostAddress>& addresses)
{
    if (m_done) {
        return;
    }
    m_phase = Phase::Connect;
    m_addresses = addresses;
    connectToNext();
}

void Dial::connectToNext()
{
    dropSocket();
    m_socket = new QSslSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setPeerVerifyName(m_plan.host);
    connect(m_socket, &QSslSocket::connected, this, &Dial::onConnected);
    connect(m_socket, &QSslSocket::encrypted, this, &Dial::onEncrypted);
    connect(m_socket, &QSslSocket::errorOccurred, this, &Dial::onSocketError);
    if (m_addresses.size() > 1) {
        m_patience.start(std::min<std::chrono::milliseconds>(longestPatience,
                                                             m_plan.timeout / m_addresses.size()));
    } else {
        m_patience.stop();
    }
    lap();
    m_socket->connectToHost(m_addresses.takeFirst(), port());
}

void Dial::dropSocket()
{
    if (m_socket) {
        m_socket->blockSignals(true); // whoever listens may be going away as well
        m_socket->abort();
        m_socket->deleteLater();
        m_socket = nullptr;
    }
}

void Dial::onConnected()
{
    m_patience.stop();
    m_addresses.clear();
    m_connection.addressFamily = familyOf(m_socket->peerAddress());
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (m_plan.proxy) {
        m_tunnel.emplace(*m_plan.proxy, m_plan.host, m_plan.port);
        connect(m_socket, &QSslSocket::readyRead, this, &Dial::onTunnelData);
        m_socket->write(m_tunnel->begin());
    } else {
        onOpen();
    }
}

void Dial::onTunnelData()
{
    if (!m_tunnel) {
        return;
    }
    const QByteArray reply = m_tunnel->feed(m_socket->readAll());
    if (!reply.isEmpty()) {
        m_socket->write(reply);
    }
    if (m_tunnel->state() == Tunnel::State::Refused) {
        fail(Failure::Proxy, m_tunnel->problem());
    } else if (m_tunnel->state() == Tunnel::State::Open) {
        m_tunnel.reset();
        onOpen();
    }
}

void Dial::onOpen()
{
    m_timing.connect = lap();
    if (!m_plan.secure) {
        finish();
        return;
    }
    m_phase = Phase::Tls;
    QSslConfiguration configuration = m_socket->sslConfiguration();
    configuration.setAllowedNextProtocols({QByteArray("http/1.1")});
    m_socket->setSslConfiguration(configuration);
    m_socket->startClientEncryption();
}

void Dial::onEncrypted()
{
    m_timing.tls = lap();
    finish();
}

void Dial::onSocketError(QAbstractSocket::SocketError error)
{
    if (m_phase == Phase::Tls) {
        const bool closed = error == QAbstractSocket::RemoteHostClosedError;
        fail(closed ? Failure::Closed : Failure::Tls, sslSentences(*m_socket));
    } else if (m_tunnel) {
        fail(Failure::Proxy, u"it closed the connection"_s);
    } else if (!m_addresses.isEmpty()) {
        connectToNext();
    } else if (m_plan.proxy) {
        fail(Failure::Proxy,
             u"%1 port %2: %3"_s.arg(m_plan.proxy->host)
                 .arg(m_plan.proxy->port)
                 .arg(m_socket->errorString()));
    } else {
        fail(error == QAbstractSocket::ConnectionRefusedError ? Failure::Refused
                                                              : Failure::Unreachable,
             m_socket->errorString());
    }
}

void Dial::giveUp()
{
    if (m_plan.proxy && m_phase != Phase::Tls) {
        fail(Failure::Proxy,
             u"%1 port %2 did not do so in time"_s.arg(m_plan.proxy->host).arg(m_plan.proxy->port));
    } else {
        fail(Failure::TimedOut, {});
    }
}

void Dial::finish()
{
    if (!m_done) {
        m_done = true;
        m_socket->disconnect(this);
        emit connected();
    }
}

void Dial::fail(Failure failure, const QString& text)
{
    if (!m_done) {
        m_done = true;
        m_patience.stop();
        if (m_socket) {
            m_socket->disconnect(this);
        }
        emit failed(failure, text);
    }
}

void Dial::report(Exchange& exchange) const
{
    exchange.phase = m_phase;
    exchange.timing.resolve = m_timing.resolve;
    exchange.timing.connect = m_timing.connect;
    exchange.timing.tls = m_timing.tls;
    exchange.connection = m_connection;
    exchange.failureText = m_note;
}

Micros Dial::lap()
{
    const Micros now = std::chrono::duration_cast<Micros>(m_clock->monotonic());
    return now - std::exchange(m_lapStart, now);
}

} // namespace plimsoll
