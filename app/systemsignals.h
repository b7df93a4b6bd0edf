// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace plimsoll {

// Turns what the system asks of a running program into Qt signals. One per program, in the main
// thread. A second SIGINT ends the program at once, whatever it does.
class SystemSignals final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SystemSignals)

public:
    explicit SystemSignals(QObject* parent = nullptr);
    ~SystemSignals() override;

signals:
    void stopRequested(); // SIGTERM, SIGINT, Ctrl+C
    void reloadRequested(); // SIGHUP

private:
    void onWoken();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace plimsoll
