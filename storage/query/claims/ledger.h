// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/claimscope.h"

namespace plimsoll {

// One claim with what was measured of it and what follows, see verdictOf().
struct LedgerRow
{
    Claim claim;
    Measured measured;
    ClaimVerdict verdict = ClaimVerdict::NotYetDecidable;
    std::optional<ClaimVerdict> strict {};
    bool isAsked = true; // false: here as the rival of one that is
};

struct Ledger
{
    TimePoint asOf;
    TimeRange evidence; // of claims that name no window
    QTimeZone zone;
    std::vector<LedgerRow> rows; // in the order of the book
    std::vector<Contradiction> contradictions; // that name a claim asked for

    const LedgerRow* find(const QString& id) const;
    std::size_t countOf(ClaimVerdict verdict) const; // of rows asked for
};

struct LedgerQuestion
{
    QStringList ids {}; // empty: all
    ClaimScope::Question scope;
};

// Within a snapshot of the reader. Each verdict is by itself: of twenty claims decided at 95 % one
// may be decided wrongly. An id that the book does not hold is an error.
Result<Ledger> ledger(const StoreReader& reader, const Catalogue& given, const ClaimBook& book,
                      const LedgerQuestion& question);

} // namespace plimsoll
