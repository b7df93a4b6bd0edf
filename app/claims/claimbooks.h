// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/settings.h"
#include "probes/domain/result.h"
#include "storage/query/claims/claim.h"

namespace plimsoll {

// The table compiled into the program.
const ClaimBook& shippedClaims();

// The shipped claims and those of the user's files, in this order. The error's message lists every
// mistake of the first file that has any, one a line.
Result<ClaimBook> claimsWith(const QStringList& files);
// The same with the file that the configuration names, if any.
Result<ClaimBook> claimsOf(const Settings& settings);

} // namespace plimsoll
