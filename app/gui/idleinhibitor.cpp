// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/idleinhibitor.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace plimsoll {

namespace {

QDBusMessage callTo(const QString& method)
{
    return QDBusMessage::createMethodCall(u"org.freedesktop.ScreenSaver"_s,
                                          u"/org/freedesktop/ScreenSaver"_s,
                                          u"org.freedesktop.ScreenSaver"_s, method);
}

} // namespace

IdleInhibitor::IdleInhibitor(QDBusConnection bus, const QString& reason, QObject* parent)
    : QObject(parent)
    , m_bus(std::move(bus))
    , m_reason(reason)
    , m_service(u"org.freedesktop.ScreenSaver"_s, m_bus, QDBusServiceWatcher::WatchForRegistration)
{
    connect(&m_service, &QDBusServiceWatcher::serviceRegistered, this, &IdleInhibitor::ask);
    ask();
}

IdleInhibitor::~IdleInhibitor()
{
    if (m_cookie) {
        QDBusMessage call = callTo(u"UnInhibit"_s);
        call << *m_cookie;
        m_bus.send(call);
    }
}

void IdleInhibitor::ask()
{
    m_cookie.reset();
    QDBusMessage call = callTo(u"Inhibit"_s);
    call << u"Plimsoll"_s << m_reason;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this); // deletes itself
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError()) {
            emit refused(reply.error().message());
        } else {
            m_cookie = reply.value();
            emit held();
        }
    });
}

} // namespace plimsoll
