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

struct SentProbe
{
    RecentProbe probe;
    qint64 seq = 0;
};

void addCounted(LastDay& day, TimePoint at, Outcome outcome, qint64 firstToken, TimePoint hourStart)
{
    const bool inHour = at >= hourStart;
    ++day.day[outcome];
    day.hour[outcome] += inHour ? 1 : 0;
    ++day.steps[at - at.time_since_epoch() % sparkStep][outcome];
    if (outcome == Outcome::Ok && firstToken != SampleBlock::absent) {
        day.firstTokenDay.add(double(firstToken));
        if (inHour) {
            day.firstTokenHour.add(double(firstToken));
        }
    }
}

void addBlock(LastDay& day, const SampleBlock& block, TimePoint hourStart,
              std::vector<SentProbe>& sent)
{
    const ProbeKind kind = block.target.kind;
    const auto firstTokens = block[SampleField::FirstToken];
    const auto seqs = block[SampleField::Seq];
    for (std::size_t row = 0; row < block.size(); ++row) {
        const TimePoint at = fromEpochMs(block.atMs[row]);
        const auto outcome = Outcome(block.outcome[row]);
        if (outcome != Outcome::Skipped) {
            sent.push_back({{at, kind, outcome}, seqs[row]});
        }
        if (countsInRate(kind)) {
            addCounted(day, at, outcome, firstTokens[row], hourStart);
        }
    }
}

// By time, and within a millisecond in the order written.
std::vector<RecentProbe> inOrder(std::vector<SentProbe> sent)
{
    std::ranges::sort(sent, {},
                      [](const SentProbe& one) { return std::pair(one.probe.at, one.seq); });
    std::vector<RecentProbe> probes;
    probes.reserve(sent.size());
    std::ranges::transform(sent, std::back_inserter(probes), &SentProbe::probe);
    return probes;
}

Result<LastDay> lastDay(const StoreReader& reader, const ProbedModel& model, TimePoint asOf)
{
    auto targets = reader.targets();
    if (!targets) {
        return targets.error();
    }
    std::erase_if(*targets, [subject = model.subject()](const TargetId& target) {
        return subjectOf(target) != subject;
    });
    LastDay day;
    if (targets->empty()) {
        return day;
    }
    std::vector<SentProbe> sent;
    const SampleQuestion question {.targets = std::move(*targets),
                                   .range = {asOf - dayLength, asOf},
                                   .fields = {SampleField::FirstToken, SampleField::Seq}};
    const auto read = reader.samples(question, [&](int, const SampleBlock& block) {
        addBlock(day, block, asOf - 1h, sent);
        return true;
    });
    if (!read) {
        return read.error();
    }
    day.probes = inOrder(std::move(sent));
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
    const auto week =
        sumOver(reader, model.rateTargets, {asOf - weekLength, asOf}, Figures::none());
    const auto before = sumOver(reader, model.rateTargets, {asOf - 1h - weekLength, asOf - 1h},
                                {.firstToken = true});
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
    const auto lastWeek =
        sumOver(reader, model.rateTargets, {end - weekLength, end}, Figures::none());
    if (!lastKnown || !lastWeek) {
        return !lastKnown ? lastKnown.error() : lastWeek.error();
    }
    setFigures(overview, *lastKnown, *lastWeek);
    return judged;
}

} // namespace plimsoll
