// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "storage/sqlite/rows/headerstore.h"

#include <optional>
#include <string>

namespace plimsoll::sqlite {

// An observation the way it rests: its headers as the number of a set and the values that vary,
// text without secrets. Live rows and chunks hold the same.
struct StoredRow
{
    Observation observation; // without headers
    std::optional<qint64> headerSet;
    std::string headerValues;
};

StoredRow toStored(const Observation& observation, qint64 seq, HeaderStore& headers);
// With its headers again.
Observation fromStored(StoredRow&& row, HeaderSets& sets);

} // namespace plimsoll::sqlite
