// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "storage/stats/interval.h"
#include "storage/store.h"

#include <optional>
#include <vector>

namespace plimsoll {

// What one pair of cache probes says. Both were answered; where the read found nothing in the
// cache the ratios are of two requests without one, which says nothing of caching.
struct CachePair
{
    qint64 tokensWritten = 0; // by the write
    qint64 tokensRead = 0; // by the read; 0 is a miss
    std::optional<double> costToWrite; // cost of the read by that of the write
    // Cost of the read by what the same tokens cost at list price without a cache.
    std::optional<double> costToUncached;
    std::optional<double> firstToken; // time of the read by that of the write

    bool hit() const { return tokensRead > 0; }
    bool wrote() const { return tokensWritten > 0; }
};

// Absent when either was not answered or did not tell its usage.
std::optional<CachePair> cachePair(const Observation& write, const Observation& read,
                                   const Catalogue& catalogue);

// The median of ratios and its 95 % interval from binomial ranks (Conover 1999, section 3.2);
// absent ends: too few. Assumes independent pairs.
struct MedianRatio
{
    std::size_t n = 0;
    double value = 0;
    std::optional<double> low;
    std::optional<double> high;
};
std::optional<MedianRatio> medianRatio(std::vector<double> ratios);

// The pairs of one model. Each ratio is taken within a pair, whose two requests met the same hour
// and the same line, and only of pairs that hit.
struct CacheEffect
{
    QString model;
    QString displayName;
    QString organization;
    std::size_t pairs = 0; // both answered, and the first one wrote
    std::size_t unwritten = 0; // both answered, but nothing was written: no test of the cache
    std::optional<stats::Proportion> hits; // of `pairs`, Wilson
    std::optional<MedianRatio> costToWrite;
    std::optional<MedianRatio> costToUncached;
    std::optional<MedianRatio> firstToken;
};

// By model and organization; those without an answered pair are left out. A read belongs to the
// write before it, within the five minutes that the cache keeps.
Result<std::vector<CacheEffect>> cacheEffects(const StoreReader& reader, const Catalogue& catalogue,
                                              TimeRange range, const QStringList& models);

} // namespace plimsoll
