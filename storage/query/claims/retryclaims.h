// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claimscope.h"

namespace plimsoll {

// Of overloads as burstsOf() tells them apart, by Kaplan and Meier from the first overloaded probe
// on, 95 % interval of Greenwood's variance. Where probes come less often than the wait lasts
// nothing is decided.
Result<Measured> overWithin(const ClaimScope& scope, const Claim& claim);

// Calls that begin within the measured overloads under the retry policy of a known client. Calls
// that are undecided count as failed for the low end and as brought through for the high one.
// clusteredShare() over the overloads by their length.
Result<Measured> retrySuccess(const ClaimScope& scope, const Claim& claim);

// clusteredShare() over the overloads by their overloaded probes.
Result<Measured> otherAnswers(const ClaimScope& scope, const Claim& claim);

struct TwoEnds
{
    double low = 0;
    double high = 1;
};

// The low end of Wilson's 95 % interval for the one share and the high end of that for the other,
// as if there were as many independent trials as clusters of these weights are worth, (sum w)^2 /
// sum w^2 (Kish 1965, Survey Sampling, section 11.7), rounded so that it is never too narrow. All
// of a cluster is taken to end alike, which is the worst case. Nullopt without a weight above 0.
std::optional<TwoEnds> clusteredShare(double least, double most,
                                      const std::vector<double>& weights);

} // namespace plimsoll
