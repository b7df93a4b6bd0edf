// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/modeloverview.h"

#include "storage/query/sums.h"
#include "storage/subject.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds sparkStep = 10min;
constexpr milliseconds dayLength = 24h;
constexpr milliseconds weekLength = 24h * 7;

Result<std::vector<TargetId>> targetsOf(const StoreReader& reader, const ProbedModel& model)
{
    auto targets = reader.targets();
    if (targets) {
        std::erase_if(*targets, [subject = model.subject()](const TargetId& target) {
            return subjectOf(target) != subject;
        });
    }
    return targets;
}

// The probes of every kind that were sent, by time, and within a millisecond in the order written.
Result<std::vector<RecentProbe>> sentProbes(const StoreReader& reader, const ProbedModel& model,
                                            TimeRange range)
{
    struct Sent
    {
        RecentProbe probe;
        qint64 seq = 0;
    };
    auto targets = targetsOf(reader, model);
    if (!targets || targets->empty()) {
        return targets ? Result(std::vector<RecentProbe>()) : targets.error();
    }
    std::vector<Sent> sent;
    const SampleQuestion question {
        .targets = std::move(*targets), .range = range, .fields = {SampleField::Seq}};
    const auto read = reader.samples(question, [&](int, const SampleBlock& block) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            const auto outcome = Outcome(block.outcome[row]);
            if (outcome != Outcome::Skipped) {
                sent.push_back({{fromEpochMs(block.atMs[row]), block.target.kind, outcome},
                                block[SampleField::Seq][row]});
            }
        }
        return true;
    });
    if (!read) {
        return read.error();
    }
    std::ranges::sort(sent, {}, [](const Sent& one) { return std::pair(one.probe.at, one.seq); });
    std::vector<RecentProbe> probes;
    probes.reserve(sent.size());
    std::ranges::transform(sent, std::back_inserter(probes), &Sent::probe);
    return probes;
}

// The newest hour of them is enough where it holds all that a state rests on.
Result<std::vector<RecentProbe>> recentProbes(const StoreReader& reader, const ProbedModel& model,
                                              TimePoint asOf)
{
    auto probes = sentProbes(reader, model, {asOf - 1h, asOf});
    const auto counts = [](const RecentProbe& probe) { return countsInRate(probe.kind); };
    if (probes && std::size_t(std::ranges::count_if(*probes, counts)) < rules::lookedAt) {
        return sentProbes(reader, model, {asOf - dayLength, asOf});
    }
    return probes;
}

using CountsByStep = std::map<TimePoint, OutcomeCounts>; // by start of the step

Result<CountsByStep> stepCounts(const StoreReader& reader, const ProbedModel& model,
                                TimeRange range)
{
    CountsByStep steps;
    if (model.rateTargets.empty()) {
        return steps;
    }
    const SampleQuestion question {.targets = model.rateTargets, .range = range};
    const auto read = reader.samples(question, [&](int, const SampleBlock& block) {
        TimeRange step; // that of the row before, where most rows are
        OutcomeCounts* counts = nullptr;
        for (std::size_t row = 0; row < block.size(); ++row) {
            const TimePoint at = fromEpochMs(block.atMs[row]);
            if (!counts || !step.contains(at)) {
                step.from = at - at.time_since_epoch() % sparkStep;
                step.to = step.from + sparkStep;
                counts = &steps[step.from];
            }
            ++(*counts)[Outcome(block.outcome[row])];
        }
        return true;
    });
    if (!read) {
        return read.error();
    }
    return steps;
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

Result<LatencyEstimate> firstTokens(const StoreReader& reader, const ProbedModel& model,
                                    TimeRange range)
{
    const auto sum = sumOver(reader, model.rateTargets, range, {.firstToken = true});
    if (!sum) {
        return sum.error();
    }
    return estimateLatency(sum->firstToken);
}

// The figures of a tile: of the hour, the day and the week that end at a moment.
struct Figured
{
    CountsByStep day;
    Summary hour;
    OutcomeCounts week;
    LatencyEstimate firstToken; // of the day
};

Result<Figured> figuresUntil(const StoreReader& reader, const ProbedModel& model, TimePoint end)
{
    auto day = stepCounts(reader, model, {end - dayLength, end});
    auto hour = sumOver(reader, model.rateTargets, {end - 1h, end}, {.firstToken = true});
    const auto week = sumOver(reader, model.rateTargets, {end - weekLength, end}, Figures::none());
    const auto firstToken = firstTokens(reader, model, {end - dayLength, end});
    if (!day || !hour) {
        return !day ? day.error() : hour.error();
    }
    if (!week || !firstToken) {
        return !week ? week.error() : firstToken.error();
    }
    return Figured {std::move(*day), std::move(*hour), week->counts, *firstToken};
}

void setFigures(ModelOverview& overview, const Figured& figures)
{
    overview.hour = figures.hour.counts;
    for (const auto& [start, counts] : figures.day) {
        overview.day += counts;
    }
    overview.week = figures.week;
    overview.firstToken = figures.firstToken;
}

std::vector<RateStep> sparkOf(const CountsByStep& steps, TimeRange range)
{
    std::vector<RateStep> spark;
    for (const auto& [start, counts] : steps) {
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
    const auto figures = figuresUntil(reader, model, asOf);
    // Whole hours, which the rollups hold: what it is compared with is no part of them.
    const TimePoint hourBefore = std::chrono::floor<std::chrono::hours>(asOf - 1h);
    const auto before = firstTokens(reader, model, {hourBefore - weekLength, hourBefore});
    auto probes = recentProbes(reader, model, asOf);
    if (!figures || !before || !probes) {
        return !figures ? figures.error() : !before ? before.error() : probes.error();
    }
    std::optional<RecentProbe> newest;
    if (!probes->empty()) {
        newest = probes->back();
    } else {
        const auto older = newestBefore(reader, model, asOf - dayLength);
        if (!older) {
            return older.error();
        }
        newest = *older;
    }

    const ModelEvidence evidence {.name = model.displayName,
                                  .asOf = asOf,
                                  .silence = moment.silence,
                                  .probes = std::move(*probes),
                                  .lastProbe = newest ? std::optional(newest->at) : std::nullopt,
                                  .firstTokenHour = estimateLatency(figures->hour.firstToken),
                                  .firstTokenBefore = *before};
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
        const auto day = sentProbes(reader, model, {asOf - dayLength, asOf});
        if (!day) {
            return day.error();
        }
        overview.overloadedSince = burstStart(*day);
    }
    overview.tightest = tightestLimit(moment.limits, model);
    overview.spark = sparkOf(figures->day, {asOf - dayLength, asOf});
    if (judged.finding.state != ModelState::Silent || !newest) {
        setFigures(overview, *figures);
        return judged;
    }
    // While nobody probes the figures stay those of the last probe instead of melting away.
    const auto lastKnown = figuresUntil(reader, model, newest->at + 1ms);
    if (!lastKnown) {
        return lastKnown.error();
    }
    setFigures(overview, *lastKnown);
    return judged;
}

} // namespace plimsoll
