// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace plimsoll::stats {

// A question about a rate: is it below the threshold (or not), with this confidence?
struct DecisionQuestion
{
    double threshold = 0.01;
    double confidence = 0.95; // of the one-sided bound
    double power = 0.5; // the chance that so many probes decide it
    double designEffect = 1; // of bursts, at least 1
};

// How many probes it takes to decide it if the rate is truly `rate`. The one-sided score test,
// whose inversion is Wilson's interval, decides when the share seen is further than z_c sqrt(t (1 -
// t) / n) from the threshold t; the share seen varies by sqrt(r (1 - r) / n) round the rate r.
// Hence
//     n = D ((z_c sqrt(t (1 - t)) + z_p sqrt(r (1 - r))) / (t - r))^2
// with the design effect D and the normal quantiles of confidence and power. A normal
// approximation: by the exact binomial distribution the power is off by some hundredths
// (tests/stats/tst_decision.cpp). With r = 0 it is the n at which a clean record decides.
// Nullopt when the rate is the threshold, for a rate, threshold, confidence or power outside 0..1
// (the ends are only allowed to the rate), and for a design effect below 1.
std::optional<double> probesToDecide(double rate, const DecisionQuestion& question = {});

} // namespace plimsoll::stats
