// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/simulator.h"

#include "probes/simulator/api.h"
#include "probes/simulator/connection.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QThread>

namespace plimsoll::simulator {

using namespace Qt::StringLiterals;

namespace {

QByteArray shippedFile(const QString& name)
{
    QFile file(u":/plimsoll/simulator/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslConfiguration localhostConfiguration()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(shippedFile(u"localhost.crt"_s)));
    configuration.setPrivateKey(QSslKey(shippedFile(u"localhost.key"_s), QSsl::Ec));
    configuration.setAllowedNextProtocols({"http/1.1"});
    return configuration;
}

} // namespace

class Simulator::Private
{
public:
    Private(SimulatorSettings given, Catalogue catalogue)
        : settings(std::move(given))
        , api(settings.scenario, settings.seed, std::move(catalogue))
    {
        if (!settings.startAt) {
            settings.startAt = settings.scenario.liveAt;
        }
    }

    Arrival arrival() const
    {
        const TimePoint now = clock.now();
        const std::chrono::nanoseconds monotonic = clock.monotonic();
        if (!settings.startAt) {
            return {now, now, monotonic};
        }
        const auto elapsed =
            std::chrono::duration_cast<std::chrono::milliseconds>(monotonic - started);
        return {*settings.startAt + elapsed, now, monotonic};
    }

    SimulatorSettings settings;
    Api api;
    SystemClock clock;
    std::chrono::nanoseconds started {0};
    QTcpServer* server = nullptr; // child of the simulator
};

Simulator::Simulator(SimulatorSettings settings, Catalogue catalogue, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(settings), std::move(catalogue)))
{
}

Simulator::~Simulator()
{
    // Sockets may still report while they close; what they report to must not be half gone.
    delete d->server;
}

Result<QUrl> Simulator::listen()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (d->settings.tls) {
        if (!QSslSocket::supportsSsl()) {
            return Error {Error::Code::Unavailable,
                          u"The simulator cannot speak TLS: Qt finds no TLS library."_s};
        }
        auto* server = new QSslServer(this); // parent
        server->setSslConfiguration(localhostConfiguration());
        d->server = server;
    } else {
        d->server = new QTcpServer(this); // parent
    }
    connect(d->server, &QTcpServer::pendingConnectionAvailable, this, &Simulator::accept);
    if (!d->server->listen(QHostAddress::LocalHost, d->settings.port)) {
        return Error {
            Error::Code::Unavailable,
            u"The simulator cannot listen on 127.0.0.1 port %1: %2."_s.arg(d->settings.port)
                .arg(d->server->errorString())};
    }
    d->started = d->clock.monotonic();
    const auto scheme = d->settings.tls ? "https"_L1 : "http"_L1;
    return QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(d->server->serverPort()));
}

void Simulator::accept()
{
    while (QTcpSocket* socket = d->server->nextPendingConnection()) {
        const auto handle = [this](const HttpRequest& request) {
            return d->api.handle(request, d->arrival());
        };
        auto* connection = new Connection(socket, handle, d->server); // parent
        connect(connection, &Connection::served, this, &Simulator::servedRequest);
        connection->read();
    }
}

const std::map<QString, OutcomeCounts>& Simulator::served() const
{
    return d->api.served();
}

} // namespace plimsoll::simulator
