// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/recovery/recovery.h"
#include "storage/sqlite/rows/lostrows.h"

namespace plimsoll::sqlite {

// Settles the rollups of hours of a recovered store, which are summed up from the rows that were
// saved: where the damaged store's rollup counts more it knows of what was lost, or of what
// retention let go, and is taken over. Days and weeks are summed up from hours.
struct RecoveredHours
{
    Salvage hours;
    LostRows lost;
};

// `rawFrom`: raw data of earlier times were let go, so their rollups stand alone.
RecoveredHours recoverHours(SQLite::Database& from, SQLite::Database& to, TimePoint rawFrom);

} // namespace plimsoll::sqlite
