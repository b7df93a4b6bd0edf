// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/claims/ledger.h"

#include <QJsonObject>
#include <QString>

namespace plimsoll {

// Version of the shape of claimsJson(); keys are only ever added within one.
inline constexpr int claimsSchema = 1;

// For a terminal: how many stand how, then a paragraph for each claim, with the verdicts of its
// rivals, and how it was decided.
QString claimsText(const Ledger& ledger);

// For a program. Values in the unit of the metric: shares and differences of shares between -1 and
// 1, times RFC 3339 UTC, null for unknown.
QJsonObject claimsJson(const Ledger& ledger);

} // namespace plimsoll
