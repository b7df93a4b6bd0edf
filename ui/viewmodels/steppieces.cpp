// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/steppieces.h"

#include "ui/viewmodels/gapspans.h"

#include <algorithm>
#include <optional>

namespace plimsoll {

std::vector<StepLines> stepPieces(const std::vector<StepValues>& steps,
                                  const std::vector<TimeRange>& gaps)
{
    std::vector<StepLines> pieces;
    std::optional<TimePoint> reached;
    for (const StepValues& step : steps) {
        std::vector<TimeRange> within;
        std::ranges::copy_if(gaps, std::back_inserter(within), [&step](TimeRange gap) {
            return gap.from < step.range.to && step.range.from < gap.to;
        });
        for (const TimeRange span : gapSpans(step.range, within, std::chrono::milliseconds(0))) {
            if (reached != span.from) {
                pieces.emplace_back(step.values.size());
            }
            for (std::size_t i = 0; i < step.values.size(); ++i) {
                pieces.back()[i].emplace_back(double(toEpochMs(span.from)), step.values[i]);
                pieces.back()[i].emplace_back(double(toEpochMs(span.to)), step.values[i]);
            }
            reached = span.to;
        }
    }
    return pieces;
}

} // namespace plimsoll
