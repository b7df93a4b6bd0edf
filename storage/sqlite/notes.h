// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/event.h"

#include <SQLiteCpp/Database.h>
#include <vector>

namespace plimsoll::sqlite {

// The small tables beside the observations. Secrets that slipped through are redacted on the way
// in. Throws SQLite::Exception.

// Does nothing when an event of its identity is there.
void insertEvent(SQLite::Database& db, const Event& event);
std::vector<Event> readEvents(SQLite::Database& db, TimeRange range);

void insertGap(SQLite::Database& db, const Gap& gap);
std::vector<Gap> readGaps(SQLite::Database& db, TimeRange range); // that overlap the range

// In place of the one of the same name.
void keepMemory(SQLite::Database& db, const Memory& memory);
std::vector<Memory> readMemories(SQLite::Database& db, const QString& prefix); // by name

} // namespace plimsoll::sqlite
