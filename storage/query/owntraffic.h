// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/store.h"

#include <optional>
#include <vector>

namespace plimsoll {

// What our own paid probes used of one limit of one pool of one organization. Free probes have
// limits of their own; what is read from a cache counts in none.
struct OwnTraffic
{
    QString organization;
    QString pool;
    LimitKind kind = LimitKind::Requests;
    qint64 lastMinute = 0; // in the last complete minute
    qint64 lastHour = 0; // in the 60 complete minutes up to its end
    std::optional<qint64> limit; // per minute; absent: never told

    // Of the limit; absent while that is unknown.
    std::optional<double> shareOfMinute() const;
    std::optional<double> shareOfHour() const; // the mean of the 60 minutes

    bool operator==(const OwnTraffic&) const = default;
};

// What one probe used of a limit, as far as the service told; nothing unless it arrived there.
qint64 usedOf(LimitKind kind, const Observation& observation);

// By organization, pool and kind: every account that a limit is known of or that was probed within
// the hour.
Result<std::vector<OwnTraffic>> ownTraffic(const StoreReader& reader, const Catalogue& catalogue,
                                           TimePoint asOf);

} // namespace plimsoll
