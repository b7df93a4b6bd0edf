// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/headers.h"
#include "storage/sqlite/rows/headervalue.h"

namespace plimsoll::sqlite {

// The headers of an answer in two parts: what all answers of a kind have in common, stored once,
// and the values that differ from one answer to the next, stored with the row. Joining the two
// gives back the headers exactly: order, case and repetitions included.
struct SplitHeaders
{
    std::string common; // names and lasting values, in order; "" when there are no headers
    std::string varying;
};

SplitHeaders split(const HeaderList& headers, const RowContext& row);
HeaderList join(std::string_view common, std::string_view varying, const RowContext& row);

} // namespace plimsoll::sqlite
