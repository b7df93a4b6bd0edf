// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/trends.h"

namespace plimsoll {

// Fewest values on either side for a verdict.
inline constexpr quint64 trendMinimum = 20;

// Compares shares by Newcombe's interval of the difference.
TrendRow shareRow(TrendRow::Metric metric, stats::Proportion last, stats::Proportion now);

// Compares the q-quantile of two sketches (microseconds) as the ratio this / last - 1. Each side's
// limits are the order statistics of stats::quantileRanks, widened by the sketch's bin error of
// 0.8 %; they are joined on the log scale by squaring and adding the distances from the estimates
// (MOVER: Zou and Donner 2008, Statistics in Medicine 27:1693). Assumes independent values.
TrendRow quantileRow(TrendRow::Metric metric, double q, const stats::Sketch& last,
                     const stats::Sketch& now);

// The five rows over the hours of the week, leaving out `hourUnderWay` (-1: none) and, per metric,
// hours that lack data in either week.
std::vector<TrendRow> trendRows(const std::array<Summary, 168>& last,
                                const std::array<Summary, 168>& now, int hourUnderWay);

} // namespace plimsoll
