// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <chrono>
#include <memory>

namespace plimsoll::sqlite {

QString partOf(const QString& file); // "FILE.part"
Error copyError(const QString& store, const QString& file, int sqliteCode, const QString& why);

// A copy of an open database under way, into FILE.part. What is written through the same connection
// meanwhile goes into it; what others write starts it again. Half a copy is removed with it.
class StoreCopy
{
    Q_DISABLE_COPY_MOVE(StoreCopy)

public:
    static Result<std::unique_ptr<StoreCopy>> begin(SQLite::Database& source, const QString& store,
                                                    const QString& file);
    ~StoreCopy();

    const QString& file() const { return m_file; }
    // Copies for about so long, at least a little; true while there is more. After false FILE.part
    // is complete and stays, to be sealed. An error ends it.
    Result<bool> step(std::chrono::microseconds most);
    qint64 doneBytes() const;
    qint64 totalBytes() const;

private:
    StoreCopy(SQLite::Database& source, const QString& store, const QString& file);

    QString m_store;
    QString m_file;
    std::unique_ptr<SQLite::Database> m_to;
    std::unique_ptr<SQLite::Backup> m_backup;
    qint64 m_pageBytes = 0;
    bool m_complete = false;
};

} // namespace plimsoll::sqlite
