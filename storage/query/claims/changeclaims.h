// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claimscope.h"

namespace plimsoll {

// Before and after an event, hour of the week by hour of the week, with the intervals of
// eventAnswer() and no less data than its verdicts ask for. Nothing from before the event is out of
// reach. p is not adjusted: a claim is one question.
Result<Measured> overloadChange(const ClaimScope& scope, const Claim& claim);
Result<Measured> latencyChange(const ClaimScope& scope, const Claim& claim); // by its metric

} // namespace plimsoll
