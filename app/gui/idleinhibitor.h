// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QObject>

#include <optional>

namespace plimsoll {

// Asks org.freedesktop.ScreenSaver, as the Idle Inhibition Service draft of freedesktop.org has it,
// to leave the screen on. Never waits for an answer; asks anew when the service starts again. The
// service itself forgets us when our connection ends, also in a crash.
class IdleInhibitor final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IdleInhibitor)

public:
    IdleInhibitor(QDBusConnection bus, const QString& reason, QObject* parent = nullptr);
    ~IdleInhibitor() override;

    bool isHeld() const { return m_cookie.has_value(); }

signals:
    void held();
    void refused(const QString& why); // no bus, no service, or it says no

private:
    void ask();

    QDBusConnection m_bus;
    QString m_reason;
    QDBusServiceWatcher m_service;
    std::optional<uint> m_cookie;
};

} // namespace plimsoll
