// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claimscope.h"

namespace plimsoll {

// Of the 429s that told how long to wait: after how many the first probe sent no sooner was not
// told the same. Wilson's 95 % interval; probes later than an hour after say nothing of it.
Result<Measured> resetKept(const ClaimScope& scope, const Claim& claim);

// The median over pairs of cache probes that hit, 95 % interval from binomial ranks; see
// cacheEffects().
Result<Measured> cacheCost(const ClaimScope& scope, const Claim& claim);

} // namespace plimsoll
