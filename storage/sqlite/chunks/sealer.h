// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/chunktable.h"
#include "storage/sqlite/rows/targetstore.h"

#include <optional>

namespace plimsoll::sqlite {

// Moves live rows of hours that are over into the chunks of their days, one target and day at a
// time. A chunk takes in a late row as it takes in the next hour.
class Sealer
{
public:
    Sealer(SQLite::Database& db, const TargetStore& targets, ChunkWriter& chunks);

    // Within a transaction: seals one target and day. False when nothing was worth it.
    bool step(TimePoint now);
    // Before its transaction: may there be something?
    bool isDue(TimePoint now) const;

private:
    bool seal(qint64 target, TimePoint horizon);

    const TargetStore& m_targets;
    ChunkWriter& m_chunks;
    SQLite::Statement m_find;
    SQLite::Statement m_read;
    SQLite::Statement m_remove;
    std::optional<TimePoint> m_sealedUntil; // of the last time that nothing was left
};

} // namespace plimsoll::sqlite
