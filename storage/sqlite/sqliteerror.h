// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/result.h"

#include <SQLiteCpp/Exception.h>

namespace plimsoll::sqlite {

enum class Attempt { Open, Read, Write };

// What SQLite said as a sentence for a person: what was tried on which store, why it failed and
// what to do.
Error storeError(Attempt attempt, const QString& path, int sqliteCode, const QString& sqliteText);
Error storeError(Attempt attempt, const QString& path, const SQLite::Exception& failure);

// For bytes in a row that no version of ours wrote: treated like any other damage of the file.
[[noreturn]] void throwDamaged(const char* what);

} // namespace plimsoll::sqlite
