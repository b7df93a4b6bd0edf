// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <optional>

namespace plimsoll {

// Which file this is, whatever it is called: the numbers that the system gave to it.
struct FileIdentity
{
    quint64 device = 0;
    quint64 inode = 0;

    bool operator==(const FileIdentity&) const = default;
};

// Absent when nothing is there, and where the system lets nobody take away a file in use (Windows).
std::optional<FileIdentity> fileIdentity(const QString& path);

// An error when the file was deleted, moved or replaced since `opened` was taken.
Result<void> refuseOtherFile(const QString& path, const std::optional<FileIdentity>& opened);

// "ext4", "nfs4": of the nearest directory of the path that exists.
QString fileSystemAt(const QString& path);

// Unavailable on a file system that another machine serves: locks and shared memory do not hold
// there, and SQLite databases break (https://www.sqlite.org/wal.html, "same host computer").
Result<void> refuseNetwork(const QString& path, const QString& fileSystem);

} // namespace plimsoll
