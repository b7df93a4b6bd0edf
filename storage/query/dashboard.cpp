// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/dashboard.h"

#include "probes/domain/retirement.h"
#include "storage/query/gaps.h"
#include "storage/query/learnedcatalogue.h"
#include "storage/query/modeloverview.h"
#include "storage/query/partsteps.h"
#include "storage/query/probedmodels.h"
#include "storage/query/resting.h"
#include "storage/query/sums.h"
#include "storage/subject.h"

#include <map>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;

bool wants(const Selection& selection, const TargetId& target)
{
    return selection.models.isEmpty() || target.model.isEmpty()
        || selection.models.contains(subjectOf(target));
}

Result<std::vector<TargetCounts>> countsByTarget(const StoreReader& reader,
                                                 const std::vector<TargetId>& targets,
                                                 const Selection& selection)
{
    std::map<TargetId, Summary> sums;
    SumQuestion question {{}, selection.range, Level::Week, Figures::none()};
    for (const TargetId& target : targets) {
        if (wants(selection, target)) {
            question.targets.push_back(target);
        }
    }
    const auto done = accumulate(
        reader, question, [&sums](const TargetId& target, TimePoint) { return &sums[target]; });
    if (!done) {
        return done.error();
    }
    std::vector<TargetCounts> result;
    result.reserve(sums.size());
    for (const auto& [target, sum] : sums) {
        result.push_back({target, sum.counts});
    }
    return result;
}

Result<QStringList> unpricedModels(const StoreReader& reader, const std::vector<TargetId>& targets,
                                   TimeRange range)
{
    QStringList models;
    for (const TargetId& target : targets) {
        if (!isPaid(target.kind) || models.contains(target.model)) {
            continue;
        }
        const auto sum = sumOver(reader, {target}, range, {.cost = true});
        if (!sum) {
            return sum.error();
        }
        if (!sum->knownCost()) {
            models << target.model;
        }
    }
    return models;
}

// What is told of the collector as a whole, whatever models are selected.
Result<void> fillCollector(const StoreReader& reader, const std::vector<TargetId>& targets,
                           Dashboard& board)
{
    const TimePoint today = bucketStart(Level::Day, board.asOf);
    const auto cost = sumOver(reader, targets, {today, board.asOf}, {.cost = true});
    const auto day = sumOver(reader, targets, {board.asOf - 24h, board.asOf}, Figures::none());
    if (!cost || !day) {
        return !cost ? cost.error() : day.error();
    }
    board.costTodayNanoUsd = cost->costNanoUsd;
    const auto unpriced = unpricedModels(reader, targets, {today, board.asOf});
    if (!unpriced) {
        return unpriced.error();
    }
    board.unpricedToday = *unpriced;
    board.probesInDay = day->counts.total() - day->counts[Outcome::Skipped];
    return {};
}

Result<void> fillOverview(const StoreReader& reader, const std::vector<ProbedModel>& models,
                          const DashboardQuestion& question, Dashboard& board)
{
    auto limits = reader.limitsNow();
    if (!limits) {
        return limits.error();
    }
    const OverviewMoment moment {question.asOf, question.silence, std::move(*limits)};
    std::vector<ModelFinding> findings;
    for (const ProbedModel& model : models) {
        auto judged = judgedModel(reader, model, moment);
        if (!judged) {
            return judged.error();
        }
        board.models.push_back(std::move(judged->overview));
        findings.push_back(std::move(judged->finding));
    }
    board.verdict = judgeAll(findings, question.asOf);
    return {};
}

void addNotices(const Catalogue& catalogue, Dashboard& board)
{
    for (ModelOverview& model : board.models) {
        if (const ModelInfo* info = catalogue.find(model.model)) {
            model.notice = retirementNotice(model.model, *info, board.asOf).value_or(QString());
        }
    }
}

Result<void> addResting(const StoreReader& reader, const std::vector<TargetId>& targets,
                        const Catalogue& catalogue, const DashboardQuestion& question,
                        Dashboard& board)
{
    for (const TargetId& target : targets) {
        const auto model =
            std::ranges::find(board.models, subjectOf(target), &ModelOverview::subject);
        // Follow-ups come in bursts alone: what was left out then says nothing of now.
        if (model == board.models.end() || target.kind == ProbeKind::Followup) {
            continue;
        }
        const auto resting = restingOf(reader, target, catalogue, question.asOf, question.silence);
        if (!resting) {
            return resting.error();
        }
        if (*resting) {
            model->resting.push_back(**resting);
        }
    }
    return {};
}

// One that cannot be read is as good as none: the next look replaces it.
Result<void> fillStatusPage(const StoreReader& reader, Dashboard& board)
{
    const QString name = QLatin1String(statusMemoryName);
    const auto memories = reader.memories(name);
    if (!memories) {
        return memories.error();
    }
    const auto memory = std::ranges::find(*memories, name, &Memory::name);
    if (memory != memories->end()) {
        if (auto report = statusReportIn(*memory)) {
            board.statusPage = asOf(std::move(*report), board.asOf);
        }
    }
    return {};
}

} // namespace

Result<Dashboard> dashboard(const StoreReader& reader, const Catalogue& given,
                            const DashboardQuestion& question)
{
    const Selection& selection = question.selection;
    const auto targets = reader.targets();
    if (!targets) {
        return targets.error();
    }
    const auto learned = learnedCatalogue(reader, given);
    if (!learned) {
        return learned.error();
    }
    const Catalogue& catalogue = learned->catalogue;
    const auto models = probedModels(*targets, catalogue, selection.models);
    Dashboard board;
    board.selection = selection;
    board.asOf = question.asOf;
    board.step = stepFor(selection.range);

    board.parts = question.parts;

    using Part = DashboardPart;
    const std::vector<PartStep<DashboardParts>> steps {
        {{}, [&] { return put(reader.info(), board.store); }},
        {{}, [&] { return fillOverview(reader, models, question, board); }},
        {{}, [&] { return addResting(reader, *targets, catalogue, question, board); }},
        {{}, [&] { return fillCollector(reader, *targets, board); }},
        {{}, [&] { return fillStatusPage(reader, board); }},
        {Part::Rates,
         [&] {
             return put(allSeries(reader, catalogue, selection,
                                  {.step = board.step, .lead = question.lead}),
                        board.series);
         }},
        {Part::Limits,
         [&] { return put(limitHistory(reader, catalogue, selection.models), board.limits); }},
        {Part::Limits,
         [&] { return put(ownTraffic(reader, catalogue, question.asOf), board.own); }},
        {Part::Trends,
         [&] {
             return put(trends(reader, catalogue, selection.models, question.asOf, question.zone),
                        board.trends);
         }},
        {Part::Counts,
         [&] {
             return put(cacheEffects(reader, catalogue, selection.range, selection.models),
                        board.cache);
         }},
        {Part::Counts,
         [&] { return put(countsByTarget(reader, *targets, selection), board.targets); }},
        {Part::Path, [&] { return put(requestPath(reader, *targets, board.asOf), board.path); }},
        {Part::Happenings, [&] { return put(reader.events(selection.range), board.events); }},
        {Part::Happenings, [&] { return put(gapsIn(reader, selection.range), board.gaps); }},
    };
    if (auto done = fillParts(steps, question.parts); !done) {
        return done.error();
    }
    addNotices(catalogue, board);
    return board;
}

} // namespace plimsoll
