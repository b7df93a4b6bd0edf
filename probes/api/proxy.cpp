// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/proxy.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

std::optional<Proxy::Kind> kindOf(QNetworkProxy::ProxyType type)
{
    switch (type) {
    case QNetworkProxy::HttpProxy:
    case QNetworkProxy::HttpCachingProxy: // asked to pass through as well
        return Proxy::Kind::Connect;
    case QNetworkProxy::Socks5Proxy:
        return Proxy::Kind::Socks5;
    default:
        return std::nullopt;
    }
}

} // namespace

bool isThisMachine(const QString& host)
{
    return host.compare(u"localhost"_s, Qt::CaseInsensitive) == 0
        || host.endsWith(u".localhost"_s, Qt::CaseInsensitive) || QHostAddress(host).isLoopback();
}

std::optional<Proxy> usableProxy(const QList<QNetworkProxy>& proxies)
{
    for (const QNetworkProxy& proxy : proxies) {
        if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy) {
            return std::nullopt;
        }
        if (const auto kind = kindOf(proxy.type()); kind && !proxy.hostName().isEmpty()) {
            const quint16 usual = *kind == Proxy::Kind::Socks5 ? 1080 : 8080;
            return Proxy {*kind, proxy.hostName(), proxy.port() == 0 ? usual : proxy.port(),
                          proxy.user(), proxy.password()};
        }
    }
    return std::nullopt;
}

std::optional<Proxy> systemProxyFor(const QUrl& url)
{
    return isThisMachine(url.host())
        ? std::nullopt
        : usableProxy(QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)));
}

} // namespace plimsoll
