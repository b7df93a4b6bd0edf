// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/sqlite/rows/targetstore.h"
#include "storage/store.h"

#include <functional>
#include <vector>

namespace plimsoll::sqlite {

// A ceiling that a stored observation tells of and the limit history does not.
struct UncoveredReading
{
    Account account;
    LimitKind kind = LimitKind::Requests;
    qint64 value = 0;
    TimePoint at;
};

// What holds of every limit history, also of one that knows more than the rows: each reading of a
// row lies in a span of its value. Those of which it does not hold, at most so many. Throws
// SQLite::Exception when the store cannot be read.
std::vector<UncoveredReading> uncoveredReadings(const StoreReader& reader,
                                                const std::vector<StoredTarget>& targets,
                                                std::size_t most);

// All observations with limits, in order of seq, with the account that they are about.
using VisitLimits = std::function<bool(const Account& account, const Observation& observation)>;
void visitLimits(const StoreReader& reader, const std::vector<StoredTarget>& targets,
                 const VisitLimits& visit);

} // namespace plimsoll::sqlite
