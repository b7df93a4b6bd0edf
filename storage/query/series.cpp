// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/series.h"

#include "storage/query/sums.h"

#include <algorithm>
#include <map>

namespace plimsoll {

using namespace std::chrono_literals;

namespace {

// The longest stored bucket that fits into one step.
std::optional<Level> coarsestWithin(std::chrono::milliseconds step)
{
    if (step < 1h) {
        return std::nullopt;
    }
    return step < 24h ? Level::Hour : Level::Day;
}

Result<std::vector<ModelSeries::Step>> stepsOf(const StoreReader& reader, const ProbedModel& model,
                                               TimeRange range, std::chrono::milliseconds step)
{
    Q_ASSERT(step > 0ms && std::chrono::milliseconds(24h) % step == 0ms);
    std::map<qint64, Summary> byStep; // key: epoch ms / step
    const SumQuestion question {model.rateTargets, range, coarsestWithin(step)};
    const auto done = accumulate(reader, question, [&](const TargetId&, TimePoint t) {
        return &byStep[t.time_since_epoch() / step];
    });
    if (!done) {
        return done.error();
    }
    std::vector<ModelSeries::Step> steps;
    steps.reserve(byStep.size());
    for (auto& [index, summary] : byStep) {
        const TimePoint start(step * index);
        const TimeRange cut {std::max(start, range.from), std::min(start + step, range.to)};
        steps.push_back({cut, std::move(summary)});
    }
    return steps;
}

} // namespace

std::chrono::milliseconds stepFor(TimeRange range)
{
    using days = std::chrono::days;
    if (range.length() <= 6h) {
        return 10min;
    }
    if (range.length() <= days(14)) {
        return 1h;
    }
    return range.length() <= days(60) ? std::chrono::milliseconds(6h) : days(1);
}

Result<ModelSeries> modelSeries(const StoreReader& reader, const ProbedModel& model,
                                TimeRange range, std::chrono::milliseconds step)
{
    auto steps = stepsOf(reader, model, range, step);
    if (!steps) {
        return steps.error();
    }
    auto whole = sumOver(reader, model.rateTargets, range);
    if (!whole) {
        return whole.error();
    }
    return ModelSeries {.model = model.model,
                        .organization = model.organization,
                        .displayName = model.displayName,
                        .series = model.series,
                        .steps = std::move(*steps),
                        .whole = std::move(*whole),
                        .before = {}};
}

Result<std::vector<ModelSeries>> allSeries(const StoreReader& reader, const Catalogue& catalogue,
                                           const Selection& selection, const SeriesOptions& options)
{
    const auto targets = reader.targets();
    if (!targets) {
        return targets.error();
    }
    const TimeRange range = selection.range;
    const std::chrono::milliseconds step = options.step.value_or(stepFor(range));
    std::vector<ModelSeries> all;
    for (const ProbedModel& model : probedModels(*targets, catalogue, selection.models)) {
        auto series = modelSeries(reader, model, range, step);
        if (!series) {
            return series.error();
        }
        if (options.lead > 0ms) {
            auto before = stepsOf(reader, model, {range.from - options.lead, range.from}, step);
            if (!before) {
                return before.error();
            }
            series->before = std::move(*before);
        }
        all.push_back(std::move(*series));
    }
    return all;
}

} // namespace plimsoll
