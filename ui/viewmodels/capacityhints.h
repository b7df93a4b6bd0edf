// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/currencies.h"
#include "ui/format/format.h"

namespace plimsoll {

// What a hover over a step of a chart says.
struct StepHint
{
    TimeRange range;
    QString text;

    bool operator==(const StepHint&) const = default;
};

// Exact values with n, for each step in which something was asked for; of the ceiling for each in
// which it is known.
std::vector<StepHint> ceilingHints(const ModelCapacity& capacity, const Format& format);
std::vector<StepHint> admissionHints(const ModelCapacity& capacity, const Format& format);
std::vector<StepHint> deliveryHints(const ModelCapacity& capacity, const Format& format);

} // namespace plimsoll
