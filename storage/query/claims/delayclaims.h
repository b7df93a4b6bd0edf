// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claimscope.h"

namespace plimsoll {

// Days from the UTC day of an event to the first lower level after it: of the overload rate by day,
// or of the median of the first token by day. Levels by PELT over whole days up to the next
// announced change; the interval is the 95 % confidence set of the change's day
// (stats::Change::earliest), and a change whose set ends before the event is none of it. 0 is the
// day of the event itself. Of both, nothing from before the event is out of reach.
Result<Measured> overloadDelay(const ClaimScope& scope, const Claim& claim);
Result<Measured> firstTokenDelay(const ClaimScope& scope, const Claim& claim);

} // namespace plimsoll
