// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/modeloverview.h"

#include "storage/query/sums.h"

#include <algorithm>
#include <map>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds sparkStep = 10min;
constexpr milliseconds dayLength = 24h;
constexpr milliseconds weekLength = 24h * 7;

// The rows of the last day, read once for everything that a tile shows of it.
struct LastDay
{
    std::vector<RecentProbe> probes; // sent, by time
    OutcomeCounts hour;
    OutcomeCounts day;
    std::map<TimePoint, OutcomeCounts> steps; // by start of the step
    stats::Sketch firstTokenHour;
    stats::Sketch firstTokenDay;
};

void addCounted(LastDay& day, const Observation& observation, TimePoint hourStart)
{
    const Outcome outcome = observation.outcome;
    const bool inHour = observation.at >= hourStart;
    ++day.day[outcome];
    day.hour[outcome] += inHour ? 1 : 0;
    const TimePoint stepStart = observation.at - observation.at.time_since_epoch() % sparkStep;
    ++day.steps[stepStart][outcome];
    if (outcome == Outcome::Ok && observation.timing.firstToken) {
        const auto value = double(observation.timing.firstToken->count());
        day.firstTokenDay.add(value);
        if (inHour) {
            day.firstTokenHour.add(value);
        }
    }
}

Result<LastDay> lastDay(const StoreReader& reader, const ProbedModel& model, TimePoint asOf)
{
    LastDay day;
    RowFilter filter;
    filter.range = {asOf - dayLength, asOf};
    filter.models = {model.subject()};
    filter.brief = true;
    const auto read = reader.observations(filter, [&](const Observation& observation) {
        if (observation.outcome != Outcome::Skipped) {
            day.probes.push_back({observation.at, observation.target.kind, observation.outcome});
        }
        if (countsInRate(observation.target.kind)) {
            addCounted(day, observation, asOf - 1h);
        }
        return true;
    });
    if (!read) {
        return read.error();
    }
    // Rows come in the order written, which is the order of their ends.
    std::ranges::stable_sort(day.probes, {}, &RecentProbe::at);
    return day;
}

// The newest probe that was sent, for a model that was silent for longer than a day.
Result<std::optional<RecentProbe>> newestBefore(const StoreReader& reader, const ProbedModel& model,
                                                TimePoint before)
{
    RowFilter filter;
    filter.range = {fromEpochMs(0), before};
    filter.models = {model.subject()};
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        if (Outcome(i) != Outcome::Skipped) {
            filter.outcomes.push_back(Outcome(i));
        }
    }
    filter.newestFirst = true;
    filter.brief = true;
    filter.limit = 1;
    std::optional<RecentProbe> newest;
    const auto read = reader.observations(filter, [&newest](const Observation& observation) {
        newest = {observation.at, observation.target.kind, observation.outcome};
        return false;
    });
    if (!read) {
        return read.error();
    }
    return newest;
}

void setFigures(ModelOverview& overview, const LastDay& day, const Summary& week)
{
    overview.hour = day.hour;
    overview.day = day.day;
    overview.week = week.counts;
    overview.firstToken = estimateLatency(day.firstTokenDay);
}

std::vector<RateStep> sparkOf(const LastDay& day, TimeRange range)
{
    std::vector<RateStep> spark;
    for (const auto& [start, counts] : day.steps) {
        spark.push_back(
            {{std::max(start, range.from), std::min(start + sparkStep, range.to)}, counts});
    }
    return spark;
}

} // namespace

std::optional<LimitNow> tightestLimit(const std::vector<LimitNow>& limits, const ProbedModel& model)
{
    const auto share = [](const LimitNow& limit) {
        return double(*limit.remaining) / double(*limit.limit);
    };
    std::optional<LimitNow> tightest;
    for (const LimitNow& limit : limits) {
        const bool theirs = limit.pool == model.pool && limit.organization == model.organization;
        if (!theirs || !limit.remaining || limit.limit.value_or(0) <= 0) {
            continue;
        }
        if (!tightest || share(limit) < share(*tightest)) {
            tightest = limit;
        }
    }
    return tightest;
}

Result<JudgedModel> judgedModel(const StoreReader& reader, const ProbedModel& model,
                                const OverviewMoment& moment)
{
    const TimePoint asOf = moment.asOf;
    const auto day = lastDay(reader, model, asOf);
    const auto week = sumOver(reader, model.rateTargets, {asOf - weekLength, asOf});
    const auto before = sumOver(reader, model.rateTargets, {asOf - 1h - weekLength, asOf - 1h});
    if (!day || !week || !before) {
        return !day ? day.error() : !week ? week.error() : before.error();
    }
    std::optional<RecentProbe> newest;
    if (!day->probes.empty()) {
        newest = day->probes.back();
    } else {
        const auto older = newestBefore(reader, model, asOf - dayLength);
        if (!older) {
            return older.error();
        }
        newest = *older;
    }

    ModelEvidence evidence {.name = model.displayName,
                            .asOf = asOf,
                            .silence = moment.silence,
                            .probes = day->probes,
                            .lastProbe = newest ? std::optional(newest->at) : std::nullopt,
                            .firstTokenHour = estimateLatency(day->firstTokenHour),
                            .firstTokenBefore = estimateLatency(before->firstToken)};
    JudgedModel judged {.overview = {}, .finding = judgeModel(evidence)};
    ModelOverview& overview = judged.overview;
    overview.model = model.model;
    overview.organization = model.organization;
    overview.displayName = model.displayName;
    overview.pool = model.pool;
    overview.series = model.series;
    overview.verdict = judged.finding.verdict;
    overview.lastProbe = evidence.lastProbe;
    overview.lastOutcome = newest ? std::optional(newest->outcome) : std::nullopt;
    if (judged.finding.state == ModelState::Overloaded) {
        overview.overloadedSince = burstStart(day->probes);
    }
    overview.tightest = tightestLimit(moment.limits, model);
    overview.spark = sparkOf(*day, {asOf - dayLength, asOf});
    if (judged.finding.state != ModelState::Silent || !newest) {
        setFigures(overview, *day, *week);
        return judged;
    }
    // While nobody probes the figures stay those of the last probe instead of melting away.
    const TimePoint end = newest->at + 1ms;
    const auto lastKnown = lastDay(reader, model, end);
    const auto lastWeek = sumOver(reader, model.rateTargets, {end - weekLength, end});
    if (!lastKnown || !lastWeek) {
        return !lastKnown ? lastKnown.error() : lastWeek.error();
    }
    setFigures(overview, *lastKnown, *lastWeek);
    return judged;
}

} // namespace plimsoll
