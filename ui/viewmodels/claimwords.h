// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/ledger.h"
#include "ui/format/format.h"

namespace plimsoll::claimwords {

// The words of `plimsollctl claims`, for a table and for sentences.

QString measured(const LedgerRow& row); // "1.28 % (0.88 to 1.84)", "× 16.7, exact", "—"
QString test(const Claim& claim); // "below 1.00 %", "—" for what cannot be tested
QString strictTest(const LedgerRow& row); // "below 0.50 %: refuted"; "" without a second reading
QString undecided(const LedgerRow& row); // why, as the end of a sentence
// When it was decided, or when there will be enough, or what stands in the way; short.
QString decided(const LedgerRow& row, TimePoint asOf, const Format& format);

} // namespace plimsoll::claimwords
