// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/rows/blobcodec.h"

namespace plimsoll::sqlite {

using stats::putVarint;
using stats::unzigzag;
using stats::zigzag;

std::string encodeCounts(const OutcomeCounts& counts)
{
    std::string bytes;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        if (const quint64 n = counts[Outcome(i)]; n > 0) {
            putVarint(bytes, i);
            putVarint(bytes, n);
        }
    }
    return bytes;
}

OutcomeCounts decodeCounts(std::string_view bytes)
{
    OutcomeCounts counts;
    while (!bytes.empty()) {
        const std::uint64_t outcome = takeNumber(bytes);
        if (outcome >= outcomeCount) {
            throwDamaged("a rollup counts an outcome that does not exist");
        }
        counts[Outcome(outcome)] = takeNumber(bytes);
    }
    return counts;
}

std::string encodeLimits(const RateLimits& limits, TimePoint at)
{
    std::string bytes;
    if (limits.isEmpty()) {
        return bytes;
    }
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < limitKindCount; ++i) {
        const LimitReading& reading = limits.readings[i];
        mask |= (reading.limit ? 1ULL : 0ULL) << (3 * i);
        mask |= (reading.remaining ? 2ULL : 0ULL) << (3 * i);
        mask |= (reading.reset ? 4ULL : 0ULL) << (3 * i);
    }
    putVarint(bytes, mask);
    for (const LimitReading& reading : limits.readings) {
        if (reading.limit) {
            putVarint(bytes, zigzag(*reading.limit));
        }
        if (reading.remaining) {
            putVarint(bytes, zigzag(*reading.remaining));
        }
        if (reading.reset) {
            putVarint(bytes, zigzag((*reading.reset - at).count()));
        }
    }
    return bytes;
}

RateLimits decodeLimits(std::string_view bytes, TimePoint at)
{
    RateLimits limits;
    if (bytes.empty()) {
        return limits;
    }
    const std::uint64_t mask = takeNumber(bytes);
    for (std::size_t i = 0; i < limitKindCount; ++i) {
        LimitReading& reading = limits.readings[i];
        const std::uint64_t told = mask >> (3 * i);
        if (told & 1) {
            reading.limit = unzigzag(takeNumber(bytes));
        }
        if (told & 2) {
            reading.remaining = unzigzag(takeNumber(bytes));
        }
        if (told & 4) {
            reading.reset = at + std::chrono::milliseconds(unzigzag(takeNumber(bytes)));
        }
    }
    return limits;
}

std::string encodeGaps(const std::vector<Micros>& gaps)
{
    std::string bytes;
    for (const Micros gap : gaps) {
        putVarint(bytes, zigzag(gap.count()));
    }
    return bytes;
}

std::vector<Micros> decodeGaps(std::string_view bytes)
{
    std::vector<Micros> gaps;
    while (!bytes.empty()) {
        gaps.emplace_back(unzigzag(takeNumber(bytes)));
    }
    return gaps;
}

} // namespace plimsoll::sqlite
