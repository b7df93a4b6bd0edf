// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rows/targetstore.h"
#include "storage/store.h"

namespace plimsoll::sqlite {

// Limit history from the rows of a store, where that which was kept is damaged. All of it goes
// through memory: 32 bytes for each limit that an observation tells.

// Takes the place of every span that does not end before the first reading of its account and kind.
void rebuildSpans(SQLite::Database& db, const StoreReader& reader,
                  const std::vector<StoredTarget>& targets);
void rebuildNewest(SQLite::Database& db, const StoreReader& reader,
                   const std::vector<StoredTarget>& targets);

} // namespace plimsoll::sqlite
