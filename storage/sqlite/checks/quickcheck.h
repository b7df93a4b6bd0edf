// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <SQLiteCpp/Database.h>

namespace plimsoll::sqlite {

// The look at a store that every opening can afford: all of a file of at most `wholeBytes`, of a
// larger one the small tables that everything else hangs on. Throws SQLITE_CORRUPT with what is
// wrong. The rest is looked at by `db verify` and in the copy of each backup.
void checkQuickly(SQLite::Database& db, qint64 wholeBytes);

// The whole file, however long that takes.
void checkWhole(SQLite::Database& db);

} // namespace plimsoll::sqlite
