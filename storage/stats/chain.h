// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace plimsoll::stats {

// Outcomes of equally spaced probes in time order: 0 is answered, anything else overloaded.
using Outcomes = std::span<const std::uint8_t>;
// Runs of probes in time order with gaps between them. No transition is counted across a gap.
using Segments = std::span<const Outcomes>;

// How often one outcome follows another: n01 is an overload right after an answer.
struct Transitions
{
    std::uint64_t n00 = 0;
    std::uint64_t n01 = 0;
    std::uint64_t n10 = 0;
    std::uint64_t n11 = 0;

    bool operator==(const Transitions&) const = default;
};
Transitions countTransitions(Segments segments);

// Two-state Markov chain, fitted by the conditional maximum likelihood p01 = n01 / (n00 + n01),
// p11 = n11 / (n10 + n11) (Billingsley 1961, Annals of Mathematical Statistics 32:12). The
// autocorrelation of such a chain at lag k is rho^k with rho = p11 - p01 (Klotz 1973, Annals of
// Statistics 1:373). Assumes the same two probabilities all along.
struct Chain
{
    double p01 = 0; // an overload after an answer
    double p11 = 0; // an overload after an overload
    double rho = 0; // between -1 and 1
};

// Nullopt without a transition. Where all transitions start from one outcome (no hits, all hits, a
// single transition) the other probability is unknown: it is taken as the same, so that rho is 0.
std::optional<Chain> fitChain(const Transitions& transitions);

// Variance of the mean of n values with autocorrelation rho^k over the variance of independent
// ones, 1 + 2 * sum over k = 1..n-1 of (1 - k / n) * rho^k (Bayley and Hammersley 1946, Supplement
// to the JRSS 8:184). Below 1 when rho is negative; n when rho is 1. No unit. 1 when n is 0.
double chainDesignEffect(double rho, std::uint64_t n);

// Its limit for many values, (1 + rho) / (1 - rho). Infinite when rho is 1.
double chainDesignEffect(double rho);

} // namespace plimsoll::stats
