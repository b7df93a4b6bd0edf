// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "storage/sqlite/chunks/chunktable.h"
#include "storage/sqlite/rows/targetstore.h"

namespace plimsoll::sqlite {

// Nano-USD of all observations at or after a moment. Whole hours are taken from the rollups, so
// that only the rows of a part of an hour are read, however far back it goes. Throws
// SQLite::Exception.
qint64 costSince(SQLite::Database& db, const ChunkTable& chunks,
                 const std::vector<StoredTarget>& targets, TimePoint from);

} // namespace plimsoll::sqlite
