// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/outcome.h"
#include "storage/query/estimates.h"
#include "storage/store.h"

namespace plimsoll {

// What the free probes say of a part of the way that a request takes.
struct PathStretch
{
    std::optional<TimePoint> newest; // that was sent within a day; absent: none
    Outcome outcome = Outcome::Skipped; // of it
    std::optional<double> took; // it, in milliseconds; of ok alone
    // Of ok ones within a day, in milliseconds: where nine of ten lie.
    quint64 n = 0;
    double usualFrom = 0;
    double usualTo = 0;
};

struct RequestPath
{
    PathStretch line; // name, TCP and TLS
    PathStretch edge; // a control request
};

// Within a snapshot of the reader; of every organization together.
Result<RequestPath> requestPath(const StoreReader& reader, const std::vector<TargetId>& targets,
                                TimePoint asOf);

} // namespace plimsoll
