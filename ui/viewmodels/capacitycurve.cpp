// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/capacitycurve.h"

#include <QCoreApplication>

#include <algorithm>

namespace plimsoll {

namespace {

CapacityCurve curveOf(const ModelCapacity& capacity, const std::vector<StepValues>& steps,
                      const CurveFrame& frame)
{
    CapacityCurve curve;
    std::vector<TimeRange> covered;
    for (const CapacityStep& step : capacity.steps) {
        if (step.admission.asked > 0) {
            covered.push_back(step.range);
        }
    }
    curve.gaps = frameGaps(covered, frame);
    curve.pieces = stepPieces(steps, curve.gaps);
    bool first = true;
    for (const StepValues& step : steps) {
        const auto [least, most] = std::ranges::minmax_element(step.values);
        curve.lowest = first ? *least : std::min(curve.lowest, *least);
        curve.highest = std::max(curve.highest, *most);
        first = false;
    }
    return curve;
}

std::optional<StepValues> deliveryValues(const CapacityStep& step, DeliveryMetric metric)
{
    const Delivery& delivery = step.delivery;
    const auto& value = metric == DeliveryMetric::FirstToken ? delivery.medianFirstToken.value
                                                             : delivery.tokensPerSecond;
    if (!value) {
        return std::nullopt;
    }
    const auto& interval = delivery.medianFirstToken.interval;
    const bool hasInterval = metric == DeliveryMetric::FirstToken && interval;
    return StepValues {.range = step.range,
                       .values = {hasInterval ? interval->low : *value, *value,
                                  hasInterval ? interval->high : *value}};
}

} // namespace

CapacityCurve admissionCurve(const ModelCapacity& capacity, const CurveFrame& frame)
{
    std::vector<StepValues> steps;
    for (const CapacityStep& step : capacity.steps) {
        if (const auto& admitted = step.admission.admitted) {
            const double overloaded = *step.admission.shareOf(step.admission.overloaded);
            steps.push_back({.range = step.range,
                             .values = {admitted->low, admitted->value, admitted->high,
                                        admitted->value + overloaded}});
        }
    }
    return curveOf(capacity, steps, frame);
}

CapacityCurve deliveryCurve(const ModelCapacity& capacity, DeliveryMetric metric,
                            const CurveFrame& frame)
{
    std::vector<StepValues> steps;
    for (const CapacityStep& step : capacity.steps) {
        if (auto values = deliveryValues(step, metric)) {
            steps.push_back(std::move(*values));
        }
    }
    return curveOf(capacity, steps, frame);
}

QString label(DeliveryMetric metric)
{
    return metric == DeliveryMetric::FirstToken
        ? QCoreApplication::translate("DeliveryMetric", "First token, p50")
        : QCoreApplication::translate("DeliveryMetric", "Tokens per second");
}

} // namespace plimsoll
