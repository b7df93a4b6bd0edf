// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/backupfiles.h"
#include "storage/sqlite/backup.h"
#include "storage/store.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <optional>

namespace plimsoll {

// Makes the backups of a plan. Lives in the store thread and copies through the writer's own
// connection, a few milliseconds at a time between commits; a thread of its own flushes and checks
// the copy. A backup that fails is told and tried again later; it never stands in the way of
// observations.
class ScheduledBackup final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScheduledBackup)

public:
    // Null while the store fails.
    using Writer = std::function<StoreWriter*()>;
    ScheduledBackup(const QString& store, const BackupPlan& plan, Writer writer,
                    QObject* parent = nullptr);
    ~ScheduledBackup() override; // waits for a check under way

    void start(); // looks at once, and then every minute, whether one is due

signals:
    void made(const plimsoll::BackupReport& report);
    void failed(const plimsoll::Error& error);

private:
    void look();
    void step();
    void seal();
    void sealed(const Result<BackupReport>& result);
    void fail(const Error& error);

    QString m_store;
    BackupFiles m_files;
    BackupPlan m_plan;
    Writer m_writer;
    QTimer m_looking;
    QTimer m_stepping;
    QString m_file; // that is being made, or ""
    std::optional<TimePoint> m_notBefore; // after a failure
    std::unique_ptr<QThread> m_sealing;
};

} // namespace plimsoll
