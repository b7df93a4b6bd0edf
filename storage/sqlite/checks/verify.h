// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/sqlitereader.h"

namespace plimsoll::sqlite {

// Sums the rows up again, another way than the writer does, and compares. Within a snapshot. Throws
// SQLite::Exception when the file cannot be read.
QStringList disagreements(const SqliteReader& reader);

} // namespace plimsoll::sqlite
