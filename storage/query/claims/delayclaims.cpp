// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/delayclaims.h"

#include "storage/query/announcedchanges.h"
#include "storage/query/dailyhistory.h"
#include "storage/stats/changepoint.h"

#include <algorithm>
#include <map>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::days;

constexpr days longestHistory {366};
constexpr quint64 leastOfDay = 20; // values, for a median of the day

// A series by day and its levels.
struct DailyLevels
{
    std::vector<TimePoint> starts;
    std::optional<stats::Segmentation> levels;
};

TimePoint dayOf(TimePoint t)
{
    return std::chrono::floor<days>(t);
}

// Whole days, up to the next change that was announced.
Result<TimeRange> daysAround(const ClaimScope& scope, const Claim& claim)
{
    const TimePoint event = dayOf(*claim.event);
    TimeRange range {.from = event - longestHistory, .to = dayOf(scope.asOf())};
    const auto others =
        announcedChanges(scope.reader(), {.from = event + days(2), .to = scope.asOf()});
    if (!others) {
        return others.error();
    }
    if (!others->empty()) {
        range.to = std::min(range.to, dayOf(others->front().at));
    }
    return range;
}

Result<DailyLevels> overloadLevels(const StoreReader& reader, const ProbedModel& model,
                                   TimeRange range)
{
    const auto history = dailyHistory(reader, model, range.to);
    if (!history) {
        return history.error();
    }
    DailyLevels daily;
    for (std::size_t day = 0; day < history->days.size(); ++day) {
        daily.starts.push_back(history->from + days(day));
    }
    daily.levels = stats::rateChanges(history->days);
    return daily;
}

Result<DailyLevels> firstTokenLevels(const StoreReader& reader, const ProbedModel& model,
                                     TimeRange range)
{
    std::map<TimePoint, stats::Sketch> byDay;
    for (const TargetId& target : model.rateTargets) {
        const auto read = reader.rollups(
            target, Level::Day, range, {.firstToken = true},
            [&byDay](const Rollup& day) { byDay[day.start].merge(day.summary.firstToken); });
        if (!read) {
            return read.error();
        }
    }
    DailyLevels daily;
    std::vector<double> medians;
    for (const auto& [day, sketch] : byDay) {
        if (sketch.count() >= leastOfDay) {
            daily.starts.push_back(day);
            medians.push_back(*sketch.quantile(0.5));
        }
    }
    daily.levels = stats::meanChanges(medians);
    return daily;
}

Measured withLevels(Measured measured, const Claim& claim, const DailyLevels& daily,
                    const QString& what)
{
    const TimePoint event = dayOf(*claim.event);
    const auto apart = [&](std::size_t position) {
        return double((daily.starts[position] - event) / days(1));
    };
    measured.n = daily.starts.size();
    if (daily.starts.empty() || daily.starts.front() >= event) {
        measured.missing = u"nothing was measured before %1"_s.arg(dayText(event));
        measured.isOutOfReach = true;
        return measured;
    }
    if (!daily.levels) {
        measured.missing = u"more days"_s;
        return measured;
    }
    const auto& segments = daily.levels->segments;
    for (std::size_t i = 0; i < daily.levels->changes.size(); ++i) {
        const stats::Change& change = daily.levels->changes[i];
        if (segments[i + 1].estimate < segments[i].estimate && apart(change.latest) >= 0) {
            measured.value = apart(change.position);
            measured.low = apart(change.earliest);
            measured.high = apart(change.latest);
            measured.evidence = u"%1 of %2 is lower from %3 on, between %4 and %5."_s.arg(
                what, measured.subject, dayText(daily.starts[change.position]),
                dayText(daily.starts[change.earliest]), dayText(daily.starts[change.latest]));
            return measured;
        }
    }
    measured.missing = u"a lower level: none is found between %1 and %2"_s.arg(
        dayText(daily.starts.front()), dayText(daily.starts.back()));
    return measured;
}

using ReadLevels = Result<DailyLevels> (*)(const StoreReader&, const ProbedModel&, TimeRange);

Result<Measured> delayOf(const ClaimScope& scope, const Claim& claim, ReadLevels read,
                         const QString& what)
{
    const ProbedModel* model = scope.model(claim.model, claim);
    if (!model) {
        return notProbed(scope, claim.model);
    }
    const auto range = daysAround(scope, claim);
    const auto daily =
        range ? read(scope.reader(), *model, *range) : Result<DailyLevels>(range.error());
    if (!daily) {
        return daily.error();
    }
    Measured measured {.counted = u"days"_s,
                       .subject = model->displayName,
                       .method = u"change points of daily values up to the next announced change "
                                 "(PELT); 95 % confidence set of the day"_s};
    if (!daily->starts.empty()) {
        measured.window = TimeRange {daily->starts.front(), daily->starts.back() + days(1)};
    }
    return withLevels(std::move(measured), claim, *daily, what);
}

} // namespace

Result<Measured> overloadDelay(const ClaimScope& scope, const Claim& claim)
{
    return delayOf(scope, claim, overloadLevels, u"The overload rate"_s);
}

Result<Measured> firstTokenDelay(const ClaimScope& scope, const Claim& claim)
{
    return delayOf(scope, claim, firstTokenLevels, u"The median of the first token"_s);
}

} // namespace plimsoll
