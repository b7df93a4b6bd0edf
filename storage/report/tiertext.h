// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/tier.h"

#include <QJsonArray>
#include <QLatin1String>
#include <QString>

namespace plimsoll {

// One line per organization, "Tier: Start (tables of 2026-06-26), since 2026-06-26\n". Days in UTC.
QString tierText(const std::vector<TierAnswer>& tiers);

// "Tier 1 to Tier 2", "Tier 1 to Start, tables of 2026-06-26", or, where the tier stayed, "tables
// of 2026-05-06 (Tier 1)".
QString tierChangeText(const TierChange& change);

// For a program: of each organization what fits, in which tables, since when.
QJsonArray tiersJson(const std::vector<TierAnswer>& tiers);

QLatin1String name(TierFit fit); // "one", "several", "none", "mixed", "unknown"

} // namespace plimsoll
