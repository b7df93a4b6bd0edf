// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/schema.h"
#include "storage/sqlite/sqlitestore.h"

namespace plimsoll::sqlite {

using Connection = std::unique_ptr<SQLite::Database>;

inline constexpr int busyTimeoutMs = 1000; // how long another's lock is waited for

// An empty file that only its owner may read, in a directory that is made if need be.
Result<void> createPrivateFile(const QString& path);

// An error of this code when the path of a store names a directory.
Result<void> refuseDirectory(const QString& path, Error::Code code);

// Checks, settles and migrates the file. The caller holds the writer lock.
Result<Connection> connectWriter(const QString& path, const OpenOptions& options);

struct ReadConnection
{
    Connection db;
    StoreMark mark;
};
Result<ReadConnection> connectReader(const QString& path);

} // namespace plimsoll::sqlite
