// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <SQLiteCpp/Database.h>

namespace plimsoll::sqlite {

// "PLIM" in the header of the file: tells our stores from other SQLite databases.
inline constexpr int applicationId = 0x504c494d;
// The layout this program writes; 0 is an empty file.
extern const int newestSchema;

struct StoreMark
{
    int applicationId = 0;
    int schema = 0; // 0: nothing in it yet
    QByteArray agent;
    bool demo = false;
};

StoreMark readMark(SQLite::Database& db);

// Brings the store to the newest layout, one transaction per version. A new store is marked with
// agent and demo; in an old one they stay what they are.
void migrate(SQLite::Database& db, int fromSchema, const StoreMark& markOfNew);

} // namespace plimsoll::sqlite
