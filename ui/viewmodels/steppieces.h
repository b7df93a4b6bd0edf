// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"

#include <QPointF>

#include <vector>

namespace plimsoll {

// What holds for one step of time: a value for each line.
struct StepValues
{
    TimeRange range;
    std::vector<double> values;
};

// A line for each value, level within a step; x is in epoch milliseconds.
using StepLines = std::vector<std::vector<QPointF>>;

// The steps, which ascend, as pieces that are never joined: between any two of them a step is
// missing, or a gap lies. What a gap covers of a step is cut out.
std::vector<StepLines> stepPieces(const std::vector<StepValues>& steps,
                                  const std::vector<TimeRange>& gaps);

} // namespace plimsoll
