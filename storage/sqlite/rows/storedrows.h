// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/connection.h"

namespace plimsoll::sqlite {

// Opens a file that nobody writes to, as it lies there: no lock, no log beside it, no check. Throws
// SQLite::Exception.
Connection openUntouched(const QString& path);

// Observations, wherever they rest. Throws SQLite::Exception.
qint64 countStoredRows(SQLite::Database& db);

} // namespace plimsoll::sqlite
