// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/latencycurve.h"

#include <QCoreApplication>

#include <algorithm>

namespace plimsoll {

LatencyCurve latencyCurve(const LatencyReport& report, LatencyMetric metric,
                          const CurveFrame& frame)
{
    LatencyCurve curve;
    std::vector<TimeRange> covered;
    std::vector<StepValues> steps;
    for (const LatencyStep& step : report.steps) {
        if (step.probes > 0) {
            covered.push_back(step.range);
        }
        const LatencyQuantiles& values = step[metric];
        if (values.n == 0) {
            continue;
        }
        steps.push_back(
            {.range = step.range,
             .values = {*values.p5, *values.p25, *values.p50, *values.p75, *values.p95}});
        curve.lowest = steps.size() == 1 ? *values.p5 : std::min(curve.lowest, *values.p5);
        curve.highest = std::max(curve.highest, *values.p95);
    }
    curve.gaps = frameGaps(covered, frame);
    curve.pieces = stepPieces(steps, curve.gaps);
    return curve;
}

QString label(LatencyMetric metric)
{
    static constexpr std::array labels {"First token", "Per token", "Total"};
    return QCoreApplication::translate("LatencyMetric", labels[std::size_t(metric)]);
}

} // namespace plimsoll
