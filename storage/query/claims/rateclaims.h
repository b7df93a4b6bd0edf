// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claimscope.h"
#include "storage/stats/permutation.h"

namespace plimsoll {

// Long-run rates come in bursts, of which a lull shows none: they are not decided before the
// evidence spans that many days.
inline constexpr std::chrono::days leastRateSpan {21};

// One-sided bounds of 95 % each, widened for bursts (stats::oneSided), those of overloads also for
// how they varied by day over the model's history. While they lie on both sides
// it is told when nine times in ten they will not (stats::probesToDecide).
Result<Measured> overloadRate(const ClaimScope& scope, const Claim& claim);
Result<Measured> serverErrorRate(const ClaimScope& scope, const Claim& claim);

// Differences of overload rates with the interval of the comparison (stats::compare), and no less
// data than its verdict asks for. Of a gap the two models are compared hour of the day by hour of
// the day, and exchanged by whole days.
Result<Measured> peakContrast(const ClaimScope& scope, const Claim& claim);
Result<Measured> modelGap(const ClaimScope& scope, const Claim& claim);

// The same of any comparison: what it measured, and what it lacks.
Measured measuredOf(const std::optional<stats::Comparison>& comparison);

} // namespace plimsoll
