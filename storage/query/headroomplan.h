// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/query/limithistory.h"
#include "storage/stats/headroom.h"

#include <array>

namespace plimsoll {

// What a workload makes of the limits of one pool: those that an organization was told, or those of
// a tier in the tables.
struct PoolHeadroom
{
    QString pool;
    QString organization {};
    QString tier {}; // "": measured
    QString tables {}; // label of the version that the tier is of
    stats::MinuteLimits limits;
    std::array<std::optional<TimePoint>, 3> toldAt {}; // last, by stats::MinuteLimit; if measured
    std::optional<stats::Headroom>
        answer; // absent: the workload or a limit cannot be reckoned with

    bool isMeasured() const { return tier.isEmpty(); }
    QString displayName() const { return subjectLabel(pool, organization); }
};

// As the limits were told last. Within a snapshot of the reader; `models` (subjects as text) empty:
// every pool that told a limit.
Result<std::vector<PoolHeadroom>> measuredHeadroom(const StoreReader& reader,
                                                   const Catalogue& catalogue,
                                                   const QStringList& models,
                                                   const stats::Workload& load);

// Every row of these tables, of one pool or ("") of all, and of one tier or ("") of all.
std::vector<PoolHeadroom> publishedHeadroom(const TierVersion& version, const QString& pool,
                                            const QString& tier, const stats::Workload& load);

} // namespace plimsoll
