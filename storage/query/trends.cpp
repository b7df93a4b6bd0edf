// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/trends.h"

#include "storage/query/localweek.h"
#include "storage/query/probedmodels.h"
#include "storage/query/sums.h"
#include "storage/query/trendrow.h"

#include <algorithm>
#include <map>

namespace plimsoll {

namespace {

// The hours of a local week up to a moment.
Result<void> fillWeek(const StoreReader& reader, const ProbedModel& model, const LocalWeek& week,
                      TimePoint until, std::array<Summary, 168>& hours)
{
    const TimeRange range {week.range().from, std::min(week.range().to, until)};
    const SumQuestion question {model.rateTargets, range, Level::Hour};
    return accumulate(reader, question, [&](const TargetId&, TimePoint t) -> Summary* {
        const int hour = week.hourOf(t);
        return hour < 0 ? nullptr : &hours[std::size_t(hour)];
    });
}

Result<ModelTrend> modelTrend(const StoreReader& reader, const ProbedModel& model,
                              const LocalWeek& thisWeek, TimePoint asOf)
{
    ModelTrend trend {model.model, model.organization, model.displayName, model.series, {}, {}, {}};
    const LocalWeek lastWeek = thisWeek.previous();
    if (auto done = fillWeek(reader, model, lastWeek, asOf, trend.lastWeek); !done) {
        return done.error();
    }
    if (auto done = fillWeek(reader, model, thisWeek, asOf, trend.thisWeek); !done) {
        return done.error();
    }
    trend.rows = trendRows(trend.lastWeek, trend.thisWeek, thisWeek.hourOf(asOf));
    return trend;
}

// Whole weeks from the rollups; the one under way exactly up to asOf.
Result<void> addWeeks(const StoreReader& reader, const ProbedModel& model, TimePoint asOf,
                      std::vector<WeekTotal>& weeks)
{
    const TimePoint current = bucketStart(Level::Week, asOf);
    std::map<TimePoint, Summary> byMonday;
    for (const TargetId& target : model.rateTargets) {
        const auto rollups = reader.rollups(target, Level::Week, {fromEpochMs(0), current});
        if (!rollups) {
            return rollups.error();
        }
        for (const Rollup& rollup : *rollups) {
            byMonday[rollup.start] += rollup.summary;
        }
    }
    auto underWay = sumOver(reader, model.rateTargets, {current, asOf});
    if (!underWay) {
        return underWay.error();
    }
    for (auto& [monday, summary] : byMonday) {
        weeks.push_back({model.model, model.organization, monday, std::move(summary), true});
    }
    if (underWay->counts.total() > 0) {
        weeks.push_back({model.model, model.organization, current, std::move(*underWay), false});
    }
    return {};
}

} // namespace

Result<Trends> trends(const StoreReader& reader, const Catalogue& catalogue,
                      const QStringList& models, TimePoint asOf, const QTimeZone& zone)
{
    const auto targets = reader.targets();
    if (!targets) {
        return targets.error();
    }
    const LocalWeek thisWeek(asOf, zone);
    Trends trends;
    trends.thisMonday = thisWeek.monday();
    trends.comparedUntil = std::chrono::floor<std::chrono::hours>(asOf);
    for (const ProbedModel& model : probedModels(*targets, catalogue, models)) {
        auto trend = modelTrend(reader, model, thisWeek, asOf);
        if (!trend) {
            return trend.error();
        }
        trends.models.push_back(std::move(*trend));
        if (auto done = addWeeks(reader, model, asOf, trends.weeks); !done) {
            return done.error();
        }
    }
    return trends;
}

} // namespace plimsoll
