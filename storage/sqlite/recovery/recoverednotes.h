// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/recovery/recovery.h"
#include "storage/store.h"

#include <vector>

namespace plimsoll::sqlite {

// Limit history, events, gaps, memories and what is known of imports, of a damaged store into a new
// one. `saved` reads the new one, which has its rows already.
std::vector<Salvage> recoverNotes(SQLite::Database& from, SQLite::Database& to,
                                  const StoreReader& saved);

} // namespace plimsoll::sqlite
