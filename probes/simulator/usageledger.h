// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/clock.h"
#include "probes/simulator/exchange.h"

#include <map>

namespace plimsoll::simulator {

struct UsedTokens
{
    qint64 input = 0; // neither written to the cache nor read from it
    qint64 cacheWritten = 0;
    qint64 cacheRead = 0;
    qint64 output = 0;
    qint64 nanoUsd = 0; // at list prices; 0 where the price is unknown

    UsedTokens& operator+=(const UsedTokens& other);
};

// What the organization was billed for, by minute and model: the source of the Admin reports.
class UsageLedger
{
public:
    void add(const Exchange& exchange, const Catalogue& catalogue, TimePoint at);
    std::map<QString, UsedTokens> byModel(TimeRange range) const;

private:
    std::map<std::pair<TimePoint, QString>, UsedTokens> m_minutes; // of the last 31 days
};

} // namespace plimsoll::simulator
