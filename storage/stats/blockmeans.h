// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/stats/chain.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll::stats {

// The segments one after the other. Blocks may reach across a gap: what they measure is the
// variance of the sum over all probes, in which probes on both sides of a gap vary together as
// well.
std::vector<std::uint8_t> joined(Segments segments);

// Autocovariances at lags 0..maxLag, with the divisor n (Box and Jenkins 1976, section 2.1.5).
std::vector<double> autocovariances(Outcomes outcomes, std::size_t maxLag);

// Block length, in probes, for which a circular block bootstrap estimates the variance of the mean
// with the least mean square error: (2 G^2 / D)^(1/3) * n^(1/3), from the autocovariances up to the
// lag at which they vanish (Politis and White 2004, Econometric Reviews 23:53, with the D = 4/3
// g(0)^2 of Patton, Politis and White 2009, ibid. 28:372). At least 1, at most min(3 sqrt(n), n/3)
// rounded up. Assumes a stationary sequence with short memory. 1 when all outcomes are the same.
std::size_t blockLength(Outcomes outcomes);

struct BlockEffect
{
    double designEffect = 1; // not floored: below 1 where blocks are more alike than by chance
    double degreesOfFreedom = 1;
    std::size_t blocks = 0;
    double largest = 0; // y - p m of the block with the most hits for its probes
};

// Design effect of the mean from the counts y of `blocks` = round(n / length) blocks of m probes
// each, equal in length but for one probe: B / (B - 1) * sum (y - p m)^2 / (n p (1 - p)), the
// linearized variance of a ratio (Cochran 1977, section 6.3) over the binomial one. Assumes blocks
// that are independent, hence longer than a burst.
// Degrees of freedom by Satterthwaite 1946 (Biometrics Bulletin 2:110), 2 B / (K - (B - 3) / (B -
// 1)) with the kurtosis K of y - p m, from the variance of a variance (Kenney and Keeping 1951,
// page 164). At most B - 1, far fewer where few blocks hold most hits: counting blocks in which
// nothing happened as evidence would make the interval too narrow. Nullopt with fewer than two
// blocks or when all outcomes are the same.
std::optional<BlockEffect> blockEffect(Outcomes outcomes, std::size_t length);

// The same, free of most of the bias of a finite block: with V(b) the design effect at blocks of b
// = blockLength(), the largest of V(b), V(2b) and 2 V(2b) - V(b); the last is Vats and Flegal 2022
// (Biometrika 109:735) with r = 2, c = 1/2. The smaller degrees of freedom of both lengths, the
// largest block of the longer one.
std::optional<BlockEffect> longBlockEffect(Outcomes outcomes);

} // namespace plimsoll::stats
