// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/chunks/chunkpages.h"
#include "storage/sqlite/recovery/recovery.h"
#include "storage/sqlite/rollups/rollupstore.h"
#include "storage/sqlite/rows/storedrow.h"
#include "storage/sqlite/rows/targetstore.h"

#include <map>
#include <set>

namespace plimsoll::sqlite {

// Targets, header sets, packed days and live rows of a damaged store, written into a new one under
// the numbers they had, with the rollups of their hours.
class RecoveredRows
{
public:
    RecoveredRows(SQLite::Database& from, SQLite::Database& to);

    Salvage targets();
    Salvage headerSets();
    Salvage packedDays();
    Salvage liveRows();
    qint64 withoutHeaders() const { return m_withoutHeaders; }

private:
    struct Day;
    Day readDay(SQLite::Statement& entry);
    std::string readable(qint64 key);
    void writeDay(const Day& day);
    StoredRow readLive(SQLite::Statement& row);
    void dropBrokenHeaders(StoredRow& row);
    void writeLive(const StoredRow& row);
    void keepHeaders(const StoredRow& row);
    void commit();

    SQLite::Database& m_from;
    SQLite::Database& m_to;
    TargetStore m_targets;
    RollupStore m_rollups;
    SQLite::Statement m_page;
    SQLite::Statement m_rest;
    HeaderSets m_savedSets;
    SQLite::Statement m_insertRow;
    SQLite::Statement m_insertLostSet;
    std::set<qint64> m_headerSets;
    std::map<qint64, qint64> m_lostSets; // and the last day of a row that names it
    qint64 m_withoutHeaders = 0;
    int m_uncommitted = 0;
};

} // namespace plimsoll::sqlite
