// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/domain/result.h"

#include <QObject>
#include <QTemporaryDir>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <memory>

namespace plimsoll {

namespace simulator {
class Simulator;
} // namespace simulator

// The world of --demo: a temporary store filled with the history of scenario "capacity-deal" up to
// now, then a live simulator of the same scenario, each in its own thread. Everything is gone when
// it is destroyed.
class DemoWorld final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoWorld)

public:
    static constexpr quint64 seed = 7;
    static constexpr const char* key = "sk-ant-demo"; // accepted by the simulator, secret to nobody

    explicit DemoWorld(std::shared_ptr<const Clock> clock, QObject* parent = nullptr);
    ~DemoWorld() override;

    QString database() const; // exists from the start of the filling

public slots:
    void start();

signals:
    void progressed(double share); // of the history
    void filled(); // the history is complete and the store closed
    void ready(const QUrl& baseUrl); // after filled(): the simulator answers here
    void failed(const plimsoll::Error& error);

private:
    void fill(); // in the fill thread
    void listen();

    std::shared_ptr<const Clock> m_clock;
    QTemporaryDir m_directory;
    std::unique_ptr<QThread> m_fillThread;
    std::atomic<bool> m_stop = false;
    QThread m_simulatorThread;
    simulator::Simulator* m_simulator = nullptr; // lives in m_simulatorThread
};

} // namespace plimsoll
