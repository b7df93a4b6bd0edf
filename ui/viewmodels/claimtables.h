// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/ledger.h"
#include "ui/format/format.h"
#include "ui/viewmodels/celltable.h"
#include "ui/viewmodels/sentences.h"

#include <optional>

namespace plimsoll {

// Columns of the ledger, and what it can be sorted by.
enum class ClaimColumn { Number, Claim, Claimed, Measured, N, Test, Verdict, Decided };
inline constexpr int claimColumns = int(ClaimColumn::Decided) + 1;

// Which claims are shown, and in which order; equal ones stay in that of the book.
struct ClaimView
{
    std::optional<ClaimVerdict> verdict {}; // absent: any
    ClaimColumn sortedBy = ClaimColumn::Number;
    bool isDescending = false;

    bool operator==(const ClaimView&) const = default;
};

// The shape and the words of a verdict.
Condition conditionOf(ClaimVerdict verdict);
QString verdictLabel(ClaimVerdict verdict); // "Not yet decidable"

Headline claimsHeadline(const Ledger& ledger, const Format& format);
// A row for each claim that was asked for; its key is the id.
TableContent claimTable(const Ledger& ledger, const ClaimView& view, const Format& format);
QString claimColumnTitle(ClaimColumn column);

// One claim in words, line by line; what there is nothing to say of is left out.
struct ClaimDetail
{
    struct Line
    {
        QString label; // "Evidence"
        QString text;
    };
    QString title; // "C17. Input limit rose by about 16 %"
    ClaimVerdict verdict = ClaimVerdict::NotYetDecidable;
    std::vector<Line> lines;
};
ClaimDetail claimDetail(const LedgerRow& row, const Format& format);
// The claims that cannot all be true beside this one, itself among them; no rows without a rival.
TableContent rivalTable(const Ledger& ledger, const QString& id);
// What their conflict is, and what decides it; "" without a rival.
QString rivalText(const Ledger& ledger, const QString& id);

} // namespace plimsoll
