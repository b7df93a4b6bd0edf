// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <optional>

namespace plimsoll {

// The limit that an answer shows as used up, or else as the nearest to it.
struct ToldLimit
{
    LimitKind kind = LimitKind::Requests;
    bool isEmpty = false; // nothing remains of it
};

// By remaining / limit; requests, input and output before their sum. Absent when no limit is told
// with what remains of it.
std::optional<ToldLimit> limitTold(const RateLimits& limits);

// What was known of one limit of a pool right before an answer.
struct PoolBefore
{
    std::optional<qint64> remaining; // absent: not told within blameRules::lookBack
    std::chrono::milliseconds age {0}; // of it
    qint64 ownMinute = 0; // that our own paid probes used in the minute before
};

// `poolSubjects`: the models that share the pool.
Result<PoolBefore> poolBefore(const StoreReader& reader, const QStringList& poolSubjects,
                              const Observation& answer, LimitKind kind);

} // namespace plimsoll
