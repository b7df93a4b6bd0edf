// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/retention.h"
#include "storage/sqlite/chunks/chunktable.h"
#include "storage/sqlite/rows/targetstore.h"

#include <optional>

namespace plimsoll::sqlite {

// Takes away raw data, whole days of all targets, the oldest first, until the policy holds. Today
// and yesterday are never taken.
class Trimmer
{
public:
    Trimmer(SQLite::Database& db, const TargetStore& targets, ChunkWriter& chunks,
            const RetentionPolicy& policy);

    bool isDue(TimePoint now);
    // Within a transaction: takes away the oldest day.
    void step();

private:
    std::optional<qint64> oldestDay();
    bool isTooLarge();

    SQLite::Database& m_db;
    const TargetStore& m_targets;
    ChunkWriter& m_chunks;
    RetentionPolicy m_policy;
    SQLite::Statement m_oldestChunk;
    SQLite::Statement m_oldestRow;
    SQLite::Statement m_removeRows;
};

// A number in meta that outlives the rows it was learned from.
std::optional<qint64> metaNumber(SQLite::Database& db, const char* name);
void setMetaNumber(SQLite::Database& db, const char* name, qint64 value);

inline constexpr const char* rawFromName = "raw_from_day"; // raw data of earlier days may be gone
inline constexpr const char* nextSeqName = "next_seq";

// The seq for the next observation: of all that were ever written, whether or not they are kept.
qint64 nextSeq(SQLite::Database& db);

} // namespace plimsoll::sqlite
