// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/sealer.h"
#include "storage/sqlite/rollups/daycloser.h"
#include "storage/sqlite/trimmer.h"

namespace plimsoll::sqlite {

// What keeps a store small and quick, in short steps of one transaction each.
class Upkeep
{
public:
    Upkeep(SQLite::Database& db, const QString& path, const TargetStore& targets,
           ChunkWriter& chunks, const RetentionPolicy& policy);

    // False when nothing is left to do at this time.
    bool step(TimePoint now);

private:
    void shrinkLog();
    bool giveBackPages();

    SQLite::Database& m_db;
    QString m_log; // the write-ahead log's file
    DayCloser m_closer;
    Sealer m_sealer;
    Trimmer m_trimmer;
};

} // namespace plimsoll::sqlite
