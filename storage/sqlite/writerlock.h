// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <SQLiteCpp/Database.h>
#include <memory>

namespace plimsoll::sqlite {

// Keeps a second writer away from a store for as long as it lives. The lock is a pending
// transaction on a small database beside the store: the system lets go of it when the process ends,
// however that happens, so there is no stale lock to judge by process numbers, which containers
// reuse. The database tells who holds it.
class WriterLock
{
public:
    // TryLater when another writer, in this process or another, has it.
    static Result<std::unique_ptr<WriterLock>> take(const QString& storePath);

private:
    explicit WriterLock(const QString& lockPath);
    void hold();

    SQLite::Database m_db;
};

} // namespace plimsoll::sqlite
