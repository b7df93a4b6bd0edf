// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <functional>
#include <string>

namespace plimsoll::sqlite {

// Reads the rows of a table whose pages may be damaged, by its integer key: from both ends up to
// where it breaks, then the middle in halves, down to single keys. So whatever an intact path of
// pages leads to is found, whichever pages are broken.
class KeyWalk
{
public:
    // select: "SELECT key, ... FROM table NOT INDEXED", without a condition; the key is column 0.
    KeyWalk(SQLite::Database& db, const std::string& select, const std::string& key);

    // Called for each row that can be read. When it throws SQLite::Exception the row counts as
    // damaged and the walk goes on.
    using Take = std::function<void(SQLite::Statement& row)>;
    // All keys of [from, to]; dense ones, for each that cannot be reached costs a look.
    void run(qint64 from, qint64 to, const Take& take);

    qint64 taken() const { return m_taken; }
    qint64 damagedRows() const { return m_damagedRows; }
    // Keys that may or may not have had a row: an upper bound of what is missing besides.
    qint64 unreachableKeys() const { return m_unreachable; }

private:
    enum class Direction { Up, Down };
    // The first key of the range, seen in this direction, that cannot be passed; none at its end.
    struct Stop
    {
        bool broken = false;
        qint64 key = 0;
    };
    Stop walk(Direction direction, qint64 from, qint64 to, const Take& take);
    void takeRow(SQLite::Statement& row, const Take& take);

    SQLite::Statement m_up;
    SQLite::Statement m_down;
    qint64 m_taken = 0;
    qint64 m_damagedRows = 0;
    qint64 m_unreachable = 0;
};

struct KeyRange
{
    qint64 from = 0;
    qint64 to = -1;
    bool isGuess = false; // the largest key is hidden by damage
};
// The smallest and largest key, or those of `guess` when damage hides them.
KeyRange keysOf(SQLite::Database& db, const std::string& table, const std::string& key,
                KeyRange guess);

// Of damage, not of a lack of memory or of a mistake of ours.
bool isDamage(const SQLite::Exception& failure);

} // namespace plimsoll::sqlite
