// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/tablereader.h"
#include "storage/query/claims/claim.h"

namespace plimsoll {

// One [[claim]] table. Its metric says which keys it needs and which it takes; what is missing,
// wrong or of no use to it goes to the problems of the reader.
Claim readClaim(TableReader& row);

} // namespace plimsoll
