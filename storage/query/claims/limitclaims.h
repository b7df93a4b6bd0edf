// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claimscope.h"

namespace plimsoll {

// Limits as the answers told them: exact. That around an event is the nearest change whose bracket
// lies within two days of it; a limit that was seen unchanged over these days changed by 1. Where
// the claim names the limit before (`old`) and ours was another, it is of another tier and cannot
// be observed from here.
Measured limitRatio(const ClaimScope& scope, const Claim& claim);

// The limit in force two days after the event, or the newest one. A number that counts something
// else than the limit does is not compared.
Measured limitValue(const ClaimScope& scope, const Claim& claim);

} // namespace plimsoll
