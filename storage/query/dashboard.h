// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/watch/statusreport.h"
#include "storage/query/cacheeffect.h"
#include "storage/query/limithistory.h"
#include "storage/query/overview.h"
#include "storage/query/owntraffic.h"
#include "storage/query/selection.h"
#include "storage/query/series.h"
#include "storage/query/trends.h"
#include "storage/store.h"

#include <QTimeZone>

namespace plimsoll {

// How often each outcome occurred for one target.
struct TargetCounts
{
    TargetId target;
    OutcomeCounts counts;
};

// Everything every page shows, from one snapshot at one moment: their numbers cannot disagree.
struct Dashboard
{
    Selection selection;
    TimePoint asOf;
    StoreInfo store;
    Verdict verdict; // of all models together, for the top of the overview and the wall
    std::vector<ModelOverview> models;
    std::vector<ModelSeries> series;
    std::chrono::milliseconds step {0}; // length of a step of `series`
    LimitHistory limits;
    std::vector<OwnTraffic> own; // of every pool
    Trends trends;
    std::vector<Event> events;
    std::vector<Gap> gaps; // recorded ones, within the range
    qint64 costTodayNanoUsd = 0; // UTC day, of probes whose price is known
    QStringList unpricedToday; // models answered today whose price is not known
    quint64 probesInDay = 0; // trailing 24 h, all kinds, sent
    std::optional<StatusReport> statusPage; // as of now; absent: never asked
    std::vector<CacheEffect> cache; // of the pairs within the range
    std::vector<TargetCounts> targets; // every target, of every kind, within the range

    // Absent where nothing that was answered today has a known price.
    std::optional<qint64> knownCostToday() const
    {
        const bool unknown = costTodayNanoUsd == 0 && !unpricedToday.isEmpty();
        return unknown ? std::nullopt : std::optional(costTodayNanoUsd);
    }
};

struct DashboardQuestion
{
    Selection selection;
    TimePoint asOf; // now
    QTimeZone zone; // for the weeks of the trends
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    std::chrono::milliseconds lead {0}; // how far ModelSeries::before reaches back
};

// Within a snapshot of the reader. What the service's lists of models told last is taken over into
// the catalogue. Range edges are exact: rollups inside, rows at the ends.
Result<Dashboard> dashboard(const StoreReader& reader, const Catalogue& given,
                            const DashboardQuestion& question);

} // namespace plimsoll
