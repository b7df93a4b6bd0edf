// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/watch/answeringserver.h"

#include "tests/support/scriptedserver.h"

namespace plimsoll::test {

namespace {

QByteArray pathOf(const QByteArray& request)
{
    const QByteArray target = request.split(' ').value(1);
    const qsizetype query = target.indexOf('?');
    return query < 0 ? target : target.first(query);
}

} // namespace

QUrl AnsweringServer::start()
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no free port on the loopback interface");
    }
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(serverPort());
    return url;
}

std::vector<QByteArray> AnsweringServer::requests(const QByteArray& path) const
{
    std::vector<QByteArray> found;
    for (const QByteArray& request : m_requests) {
        if (path.isEmpty() || pathOf(request) == path) {
            found.push_back(request);
        }
    }
    return found;
}

void AnsweringServer::incomingConnection(qintptr handle)
{
    auto* socket = new QTcpSocket(this); // deletes itself below
    socket->setSocketDescriptor(handle);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
        const QByteArray request = socket->property("unread").toByteArray() + socket->readAll();
        socket->setProperty("unread", request);
        if (!request.contains("\r\n\r\n")) {
            return;
        }
        socket->setProperty("unread", QByteArray());
        m_requests.push_back(request);
        const auto found = m_answers.find(pathOf(request));
        const QByteArray text =
            found == m_answers.end() ? httpAnswer(404, {}, "not here") : found->second;
        if (!text.isEmpty()) {
            socket->write(text);
            socket->disconnectFromHost();
        }
    });
}

QByteArray headerIn(const QByteArray& request, const QByteArray& name)
{
    for (const QByteArray& line : request.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0) {
            return line.mid(colon + 1).trimmed();
        }
    }
    return {};
}

} // namespace plimsoll::test
