// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkProxy>
#include <QString>
#include <QUrl>

#include <optional>

namespace plimsoll {

// A proxy that passes bytes through to the service. Never printed with its password.
struct Proxy
{
    enum class Kind { Connect, Socks5 }; // HTTP CONNECT (RFC 9110, 9.3.6), SOCKS 5 (RFC 1928, 1929)

    Kind kind = Kind::Connect;
    QString host;
    quint16 port = 0;
    QString user; // "" logs in nowhere
    QString password;

    bool operator==(const Proxy&) const = default;
};

// What the system (settings, or http_proxy, https_proxy, all_proxy and no_proxy) names for an
// address; absent where the way is direct. This machine itself is always reached directly: a proxy
// means another machine by "localhost". May take as long as the system takes to decide.
std::optional<Proxy> systemProxyFor(const QUrl& url);

// The first of a list that we can use; absent where the first usable entry is "direct".
std::optional<Proxy> usableProxy(const QList<QNetworkProxy>& proxies);

bool isThisMachine(const QString& host);

} // namespace plimsoll
