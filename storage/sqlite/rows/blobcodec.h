// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "storage/sqlite/sqliteerror.h"
#include "storage/stats/varint.h"

#include <string>
#include <string_view>

namespace plimsoll::sqlite {

// Small values of a row as varints. Each pair is exact; what no version of ours wrote is thrown as
// damage. An empty value is an empty blob.

// (outcome, count) pairs of outcomes that occurred.
std::string encodeCounts(const OutcomeCounts& counts);
OutcomeCounts decodeCounts(std::string_view bytes);

// A mask of the values told, then the values; resets relative to `at`.
std::string encodeLimits(const RateLimits& limits, TimePoint at);
RateLimits decodeLimits(std::string_view bytes, TimePoint at);

std::string encodeGaps(const std::vector<Micros>& gaps);
std::vector<Micros> decodeGaps(std::string_view bytes);

// One varint off the front, or damage.
inline std::uint64_t takeNumber(std::string_view& bytes)
{
    const auto value = stats::takeVarint(bytes);
    if (!value) {
        throwDamaged("a packed value ends too early");
    }
    return *value;
}

} // namespace plimsoll::sqlite
