// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/tunnel.h"

#include <QHostAddress>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

constexpr char version5 = 5;
constexpr char noLogin = 0;
constexpr char userLogin = 2;
constexpr qsizetype longestField = 255;

QByteArray bytesOf(std::initializer_list<char> bytes)
{
    return {bytes.begin(), qsizetype(bytes.size())};
}

// One length byte and the text, as SOCKS writes names.
QByteArray counted(const QByteArray& text)
{
    const QByteArray field = text.left(longestField);
    return QByteArray(1, char(field.size())).append(field);
}

QByteArray bigEndian(quint16 port)
{
    QByteArray bytes(2, 0);
    qToBigEndian(port, bytes.data());
    return bytes;
}

QByteArray socksAddress(const QString& host)
{
    const QHostAddress address(host);
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        QByteArray bytes(5, 1);
        qToBigEndian(address.toIPv4Address(), bytes.data() + 1);
        return bytes;
    }
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR raw = address.toIPv6Address();
        return QByteArray(1, 4).append(reinterpret_cast<const char*>(raw.c), sizeof raw.c);
    }
    return QByteArray(1, 3).append(counted(QUrl::toAce(host)));
}

QString socksProblem(int reply)
{
    switch (reply) {
    case 2:
        return u"it does not allow this connection"_s;
    case 3:
        return u"it found the network unreachable"_s;
    case 4:
        return u"it found the host unreachable"_s;
    case 5:
        return u"it says that the connection was refused"_s;
    case 6:
        return u"it got no answer in time"_s;
    case 7:
    case 8:
        return u"it does not know how to make such a connection"_s;
    default:
        return u"it gave up with SOCKS error %1"_s.arg(reply);
    }
}

} // namespace

Tunnel::Tunnel(Proxy proxy, QString host, quint16 port)
    : m_proxy(std::move(proxy))
    , m_host(std::move(host))
    , m_port(port)
    , m_step(m_proxy.kind == Proxy::Kind::Connect ? Step::Http : Step::SocksMethod)
    , m_http(std::make_unique<HttpReader>())
{
}

QByteArray Tunnel::begin()
{
    if (m_step == Step::Http) {
        return connectRequest();
    }
    return m_proxy.user.isEmpty() ? bytesOf({version5, 1, noLogin})
                                  : bytesOf({version5, 2, noLogin, userLogin});
}

QByteArray Tunnel::connectRequest() const
{
    const bool six = m_host.contains(u':');
    const QByteArray name = six ? QByteArray("[" + m_host.toLatin1() + "]") : QUrl::toAce(m_host);
    const QByteArray where = name + ":" + QByteArray::number(m_port);
    QByteArray request = "CONNECT " + where + " HTTP/1.1\r\nHost: " + where + "\r\n";
    if (!m_proxy.user.isEmpty()) {
        const QString login = m_proxy.user + u":"_s + m_proxy.password;
        request += "Proxy-Authorization: Basic " + login.toUtf8().toBase64() + "\r\n";
    }
    return request + "\r\n";
}

QByteArray Tunnel::feed(QByteArrayView bytes)
{
    if (m_state != State::Shaking) {
        return {};
    }
    if (m_step == Step::Http) {
        return readHttp(bytes);
    }
    m_unread.append(bytes);
    return readSocks();
}

QByteArray Tunnel::readHttp(QByteArrayView bytes)
{
    const HttpReader::State state = m_http->feed(bytes);
    if (state == HttpReader::State::Bad) {
        refuse(u"it does not speak HTTP"_s);
    } else if (state != HttpReader::State::Head) {
        const int status = m_http->status();
        if (status >= 200 && status < 300) {
            open(m_http->takeBody().isEmpty());
        } else if (status == 407) {
            refuse(m_proxy.user.isEmpty()
                       ? u"it asks for a user name and a password, HTTP 407"_s
                       : u"it did not accept the user name and the password, HTTP 407"_s);
        } else {
            refuse(u"it answered HTTP %1"_s.arg(status));
        }
    }
    return {};
}

QByteArray Tunnel::readSocks()
{
    if (m_unread.size() < 2) {
        return {};
    }
    switch (m_step) {
    case Step::SocksMethod:
        return readSocksMethod();
    case Step::SocksLogin: {
        const bool accepted = m_unread[1] == 0;
        m_unread.remove(0, 2);
        if (!accepted) {
            refuse(u"it did not accept the user name and the password"_s);
            return {};
        }
        m_step = Step::SocksReply;
        return socksRequest();
    }
    default:
        readSocksReply();
        return {};
    }
}

QByteArray Tunnel::readSocksMethod()
{
    const char version = m_unread[0];
    const char method = m_unread[1];
    m_unread.remove(0, 2);
    if (version != version5) {
        refuse(u"it does not speak SOCKS 5"_s);
    } else if (method == noLogin) {
        m_step = Step::SocksReply;
        return socksRequest();
    } else if (method == userLogin && !m_proxy.user.isEmpty()) {
        m_step = Step::SocksLogin;
        return socksLogin();
    } else {
        refuse(m_proxy.user.isEmpty() ? u"it asks for a user name and a password"_s
                                      : u"it offers no way to log in with a password"_s);
    }
    return {};
}

QByteArray Tunnel::socksLogin() const
{
    return QByteArray(1, 1)
        .append(counted(m_proxy.user.toUtf8()))
        .append(counted(m_proxy.password.toUtf8()));
}

QByteArray Tunnel::socksRequest() const
{
    return bytesOf({version5, 1, 0}).append(socksAddress(m_host)).append(bigEndian(m_port));
}

// Version, reply, 0, and the proxy's own address, whose length depends on its type.
void Tunnel::readSocksReply()
{
    if (m_unread[0] != version5) {
        refuse(u"it does not speak SOCKS 5"_s);
        return;
    }
    if (m_unread[1] != 0) {
        refuse(socksProblem(quint8(m_unread[1])));
        return;
    }
    if (m_unread.size() < 5) {
        return;
    }
    const char type = m_unread[3];
    const qsizetype address = type == 1 ? 4 : type == 4 ? 16 : 1 + quint8(m_unread[4]);
    const qsizetype length = 4 + address + 2;
    if (m_unread.size() >= length) {
        open(m_unread.size() == length);
    }
}

// The service never speaks first, so nothing can follow the handshake.
void Tunnel::open(bool nothingLeft)
{
    if (nothingLeft) {
        m_state = State::Open;
    } else {
        refuse(u"it sent more than an answer"_s);
    }
}

void Tunnel::refuse(const QString& problem)
{
    m_state = State::Refused;
    m_problem = problem;
}

} // namespace plimsoll
