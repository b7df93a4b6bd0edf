// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/retention.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace plimsoll {

// [storage] backup_every, backup_directory, backup_keep
struct BackupPlan
{
    std::chrono::milliseconds every {0}; // 0: no backups by themselves
    QString directory {}; // "": "backups"; relative to that of the store
    int keep = 7; // older ones are removed, the newest never

    QStringList validate() const;
    // With the directory in full, for the store of this path.
    BackupPlan of(const QString& store) const;
    bool operator==(const BackupPlan&) const = default;
};

// [storage]
struct StorageSettings
{
    QString path; // of the SQLite file
    BackupPlan backup {};
    RetentionPolicy retention {}; // keep_raw, max_size
    std::optional<qint64> cacheBytes {}; // cache; absent: the usual

    QStringList validate() const;
    bool operator==(const StorageSettings&) const = default;
};

} // namespace plimsoll
