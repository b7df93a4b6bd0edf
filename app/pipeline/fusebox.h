// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pipeline/fusefile.h"
#include "probes/domain/clock.h"
#include "probes/domain/event.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>

namespace plimsoll {

// The state of the fuse of a running collector and its file. Lives in the main thread. It learns
// at once, or within 20 s where the file system tells nothing, when somebody deletes the file or
// puts one there. A trip that cannot be written stays in memory, and writing is tried again.
class FuseBox final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FuseBox)

public:
    FuseBox(QString file, std::shared_ptr<const Clock> clock, QObject* parent = nullptr);

    // Looks for the file and goes on watching for it.
    void start();
    void trip(const FuseTrip& trip);
    const std::optional<FuseTrip>& state() const { return m_trip; }

signals:
    // advice: "" or a sentence about what went wrong with the file.
    void tripped(const plimsoll::FuseTrip& trip, const QString& advice);
    void reset();
    void happened(const plimsoll::Event& event); // each trip and each reset, for the store

private:
    void look();
    void watch();
    void set(const FuseTrip& trip, const QString& advice);

    QString m_file;
    std::shared_ptr<const Clock> m_clock;
    QFileSystemWatcher m_watcher;
    QTimer m_timer;
    std::optional<FuseTrip> m_trip;
    bool m_onDisk = false;
};

Event eventOf(const FuseTrip& trip);
Event fuseResetEvent(TimePoint at);

} // namespace plimsoll
