// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/observation.h"
#include "storage/stats/sketch.h"

#include <array>
#include <optional>
#include <vector>

namespace plimsoll {

// Bucket lengths that are kept. Weeks are ISO weeks, Monday 00:00 UTC; days and hours are UTC.
enum class Level : quint8 { Hour, Day, Week };

inline constexpr std::array<Level, 3> levels {Level::Hour, Level::Day, Level::Week};

TimePoint bucketStart(Level level, TimePoint t);
TimePoint bucketEnd(Level level, TimePoint start);

struct SampleBlock;
enum class SampleField : quint8;

// What of a sum is wanted beside its counts; the rest of it stays empty.
struct Figures
{
    bool firstByte = false;
    bool firstToken = false;
    bool total = false;
    bool tokenGap = false;
    bool cost = false;

    static constexpr Figures all() { return {true, true, true, true, true}; }
    static constexpr Figures none() { return {}; }
    bool sketches() const { return firstByte || firstToken || total || tokenGap; }
    bool operator==(const Figures&) const = default;
};

// What a set of observations of one target sums up to. Adding is exact in any order and grouping.
struct Summary
{
    OutcomeCounts counts;
    // Microseconds, of observations with outcome ok only: a fast error must not look like a good
    // latency.
    stats::Sketch firstByte;
    stats::Sketch firstToken;
    stats::Sketch total;
    stats::Sketch tokenGap; // one value per observation: the mean gap between its tokens
    qint64 costNanoUsd = 0; // of observations whose cost is known

    // Of paid probes: absent where answers came and none of them had a price, for an answer with a
    // price always costs something.
    std::optional<qint64> knownCost() const;

    void add(const Observation& observation);
    // One row of a block that has fieldsFor(figures).
    void add(const SampleBlock& block, std::size_t row, Figures figures);
    Summary& operator+=(const Summary& other);
    bool operator==(const Summary&) const = default;
};

std::vector<SampleField> fieldsFor(Figures figures);

// One bucket of one target.
struct Rollup
{
    TimePoint start;
    Summary summary;

    bool operator==(const Rollup&) const = default;
};

} // namespace plimsoll
