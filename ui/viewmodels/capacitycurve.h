// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/currencies.h"
#include "ui/viewmodels/ratecurve.h"
#include "ui/viewmodels/steppieces.h"

namespace plimsoll {

// What of the speed of answers is shown.
enum class DeliveryMetric { FirstToken, TokensPerSecond };

QString label(DeliveryMetric metric); // "First token, p50"

// One currency over time, level within a step.
struct CapacityCurve
{
    std::vector<StepLines> pieces; // by AdmissionLine or DeliveryLine
    std::vector<TimeRange> gaps; // in which nothing was asked for
    double lowest = 0; // of any line; 0 without a value
    double highest = 0;
};

// Shares of what was asked for. What lies from Admitted to Overloaded was overloaded, what lies
// from there to 1 was limited by our own account.
enum class AdmissionLine : std::size_t { Low, Admitted, High, Overloaded };
CapacityCurve admissionCurve(const ModelCapacity& capacity, const CurveFrame& frame);

// Milliseconds, or tokens per second, which have no interval: its ends are the value.
enum class DeliveryLine : std::size_t { Low, Value, High };
CapacityCurve deliveryCurve(const ModelCapacity& capacity, DeliveryMetric metric,
                            const CurveFrame& frame);

} // namespace plimsoll
