// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/comparedhours.h"
#include "storage/query/reckoning.h"
#include "storage/stats/quantileshift.h"

namespace plimsoll {

enum class LatencyFigure : quint8 { FirstTokenP50, FirstTokenP95, TokenGapP50, TotalP99 };

inline constexpr std::array latencyFigures {LatencyFigure::FirstTokenP50,
                                            LatencyFigure::FirstTokenP95,
                                            LatencyFigure::TokenGapP50, LatencyFigure::TotalP99};

double quantileOf(LatencyFigure figure); // 0.5

// A quantile of the latencies of answers in two periods; lower is better.
struct LatencyAnswer
{
    LatencyFigure figure = LatencyFigure::FirstTokenP50;
    std::optional<stats::QuantileShift> shift; // microseconds; absent: nothing to compare
    double p = 1; // adjusted, see answers()
    // NotEnoughData below stats::valuesNeeded() of either period.
    stats::Verdict verdict = stats::Verdict::NotEnoughData;
};

// Each figure, in the order of latencyFigures. Hours of the local week are compared with the same
// ones, each kind of probe with itself: a kind that was sent more often in one period moves
// nothing.
Result<std::vector<LatencyAnswer>> latencyAnswers(const StoreReader& reader,
                                                  const std::vector<TargetId>& targets,
                                                  const ComparedHours& hours);
// The same, read and still to be reckoned.
Result<Reckoning<std::vector<LatencyAnswer>>> latencyReckoning(const StoreReader& reader,
                                                               const std::vector<TargetId>& targets,
                                                               const ComparedHours& hours);
// Without periods to compare.
std::vector<LatencyAnswer> noLatencyAnswers();

void setVerdict(LatencyAnswer& answer, double adjustedP);

} // namespace plimsoll
