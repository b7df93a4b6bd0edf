// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <SQLiteCpp/Database.h>
#include <set>

namespace plimsoll::sqlite {

// Hours of targets whose rollup knows of observations that a recovery could not save: there the
// rollup is right and the rows are too few. Kept in meta under "lost_rows" by every recovery.
class LostRows
{
public:
    static LostRows read(SQLite::Database& db);
    void write(SQLite::Database& db) const;

    void add(qint64 hour) { m_hours.insert(hour); } // as rollupKey() makes it
    bool contains(qint64 hour) const { return m_hours.contains(hour); }
    qint64 hours() const { return qint64(m_hours.size()); }
    // What is not known by rows may then be known to the limit history, too.
    bool isOfRecovered() const { return m_recovered; }

private:
    std::set<qint64> m_hours;
    bool m_recovered = false;
};

} // namespace plimsoll::sqlite
