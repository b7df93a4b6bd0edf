// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/health.h"

#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>

namespace plimsoll::sqlite {

namespace {

constexpr qint64 littleSpace = qint64 {256} * 1024 * 1024; // months of probing

QString size(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 0);
}

} // namespace

StoreHealth healthOf(const QString& path)
{
    StoreHealth health;
    const QFileInfo file(path);
    const QStorageInfo disk(file.absolutePath());
    health.databaseBytes = file.size();
    health.walBytes = QFileInfo(path + QStringLiteral("-wal")).size();
    if (disk.isValid() && disk.isReady()) {
        health.freeBytes = disk.bytesAvailable();
    }
    if (!file.exists()) {
        health.state = StoreHealth::State::Missing;
        health.sentence = QStringLiteral("The store %1 is no longer there. Bring it back, or start "
                                         "again to begin a new one.")
                              .arg(path);
    } else if (health.freeBytes && *health.freeBytes < littleSpace) {
        health.state = StoreHealth::State::LowSpace;
        health.sentence = QStringLiteral("Only %1 are free on the disk of %2. Make room, or "
                                         "observations cannot be written soon.")
                              .arg(size(*health.freeBytes), path);
    }
    return health;
}

} // namespace plimsoll::sqlite
