// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probes/domain/catalogue.h"
#include "probes/watch/statusreport.h"
#include "storage/query/cacheeffect.h"
#include "storage/query/limithistory.h"
#include "storage/query/overview.h"
#include "storage/query/owntraffic.h"
#include "storage/query/requestpath.h"
#include "storage/query/selection.h"
#include "storage/query/series.h"
#include "storage/query/trends.h"
#include "storage/store.h"

#include <QFlags>
#include <QTimeZone>

#include <memory>

namespace plimsoll {

// How often each outcome occurred for one target.
struct TargetCounts
{
    TargetId target;
    OutcomeCounts counts;
};

// What not every page shows, and is read only where it is asked for.
enum class DashboardPart : unsigned {
    Rates = 1, // series
    Limits = 2, // limits, own
    Trends = 4,
    Happenings = 8, // events, gaps
    Counts = 16, // cache, targets
    Path = 32 // path
};
Q_DECLARE_FLAGS(DashboardParts, DashboardPart)
Q_DECLARE_OPERATORS_FOR_FLAGS(DashboardParts)

constexpr DashboardParts allDashboardParts()
{
    return {DashboardPart::Rates,      DashboardPart::Limits, DashboardPart::Trends,
            DashboardPart::Happenings, DashboardPart::Counts, DashboardPart::Path};
}

constexpr bool covers(DashboardParts parts, DashboardParts needed)
{
    return (parts & needed) == needed;
}

// What the pages show, from one snapshot at one moment: their numbers cannot disagree.
struct Dashboard
{
    DashboardParts parts = allDashboardParts(); // those it holds; the members of others are empty
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
    RequestPath path;
    std::vector<TargetCounts> targets; // every target, of every kind, within the range

    // Absent where nothing that was answered today has a known price.
    std::optional<qint64> knownCostToday() const
    {
        const bool unknown = costTodayNanoUsd == 0 && !unpricedToday.isEmpty();
        return unknown ? std::nullopt : std::optional(costTodayNanoUsd);
    }
};

// It is large, and nobody changes it: pages share one.
using SharedDashboard = std::shared_ptr<const Dashboard>;

struct DashboardQuestion
{
    Selection selection;
    TimePoint asOf; // now
    QTimeZone zone; // for the weeks of the trends
    std::chrono::milliseconds silence = std::chrono::minutes(6); // that the schedule may explain
    std::chrono::milliseconds lead {0}; // how far ModelSeries::before reaches back
    DashboardParts parts = allDashboardParts();
};

// Within a snapshot of the reader. What the service's lists of models told last is taken over into
// the catalogue. Range edges are exact: rollups inside, rows at the ends.
Result<Dashboard> dashboard(const StoreReader& reader, const Catalogue& given,
                            const DashboardQuestion& question);

} // namespace plimsoll
