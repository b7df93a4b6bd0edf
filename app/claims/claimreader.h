// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/problem.h"
#include "storage/query/claims/claim.h"

#include <QByteArray>

namespace plimsoll {

// The format that this version reads; a file says it as `version = 1`.
inline constexpr int claimsVersion = 1;

// A file of claims, on top of those that are known: its ids are new, and its contradictions may
// name both. With problems `added` must not be used. Never stops at the first mistake, except where
// the text is not TOML at all.
struct ParsedClaims
{
    ClaimBook added;
    ConfigProblems problems;
};
ParsedClaims parseClaims(const QByteArray& text, const ClaimBook& known);

} // namespace plimsoll
