// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <functional>
#include <optional>
#include <vector>

namespace plimsoll {

struct SumQuestion
{
    std::vector<TargetId> targets;
    TimeRange range;
    std::optional<Level> coarsest = Level::Week; // longest bucket that may be taken whole
    Figures figures = Figures::all(); // what else than counts is summed up
};

// Where what happened at a moment is added to; for a bucket, the moment of its start. Null leaves
// it out.
using SummaryAt = std::function<Summary*(const TargetId&, TimePoint)>;

// Adds every observation of the targets within the range exactly once: whole buckets from the
// rollups, the edges from rows.
Result<void> accumulate(const StoreReader& reader, const SumQuestion& question,
                        const SummaryAt& summaryAt);

Result<Summary> sumOver(const StoreReader& reader, const std::vector<TargetId>& targets,
                        TimeRange range, Figures figures = Figures::all());

} // namespace plimsoll
