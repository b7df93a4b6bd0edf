// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/currencies.h"

#include "storage/query/sums.h"

#include <algorithm>
#include <map>

namespace plimsoll {

namespace {

using Summaries = std::map<TimePoint, Summary>; // by start of the step

Result<Summaries> summariesOf(const StoreReader& reader, const ProbedModel& model, TimeRange range,
                              Level level)
{
    Summaries sums;
    const SumQuestion question {.targets = model.rateTargets,
                                .range = range,
                                .coarsest = level,
                                .figures = {.firstToken = true, .tokenGap = true}};
    const auto done = accumulate(reader, question, [&sums, level](const TargetId&, TimePoint t) {
        return &sums[bucketStart(level, t)];
    });
    if (!done) {
        return done.error();
    }
    return sums;
}

// `spans` are those of one limit, by time.
std::optional<Ceiling> ceilingIn(std::span<const LimitSpan> spans, TimeRange step)
{
    std::optional<Ceiling> ceiling;
    for (const LimitSpan& span : spans) {
        if (span.firstSeen >= step.to) {
            break;
        }
        const bool changed = ceiling && ceiling->perMinute != span.value;
        const quint32 before = ceiling ? ceiling->changes : 0;
        ceiling = {.perMinute = span.value,
                   .toldAt = std::min(span.lastSeen, step.to),
                   .changes = before + (changed && span.firstSeen >= step.from ? 1 : 0)};
    }
    return ceiling;
}

using PoolSpans = std::array<std::vector<LimitSpan>, limitKindCount>;

PoolSpans spansOf(const std::vector<LimitSpan>& all, const ProbedModel& model)
{
    PoolSpans spans;
    for (const LimitSpan& span : all) {
        if (span.pool == model.pool && span.organization == model.organization) {
            spans[std::size_t(span.kind)].push_back(span);
        }
    }
    return spans;
}

Delivery deliveryOf(const Summary& summary)
{
    Delivery delivery {.firstToken = estimateLatency(summary.firstToken),
                       .tokenGap = estimateLatency(summary.tokenGap),
                       .tokensPerSecond = {},
                       .medianFirstToken = estimateQuantile(summary.firstToken, 0.50)};
    if (delivery.tokenGap.p50.value_or(0) > 0) {
        delivery.tokensPerSecond = 1000 / *delivery.tokenGap.p50;
    }
    return delivery;
}

CapacityStep stepOf(const Summary& summary, TimeRange range, const PoolSpans& spans)
{
    CapacityStep step {.range = range,
                       .ceilings = {},
                       .admission = admissionOf(summary.counts),
                       .delivery = deliveryOf(summary)};
    for (const LimitKind kind : limitKinds) {
        step.ceilings[std::size_t(kind)] = ceilingIn(spans[std::size_t(kind)], range);
    }
    return step;
}

std::vector<CapacityStep> stepsOf(const Summaries& sums, TimeRange range, Level level,
                                  const PoolSpans& spans)
{
    std::vector<CapacityStep> steps;
    if (sums.empty()) {
        return steps;
    }
    for (TimePoint start = sums.begin()->first; start <= sums.rbegin()->first;
         start = bucketEnd(level, start)) {
        const auto found = sums.find(start);
        const TimeRange cut {std::max(start, range.from),
                             std::min(bucketEnd(level, start), range.to)};
        steps.push_back(stepOf(found == sums.end() ? Summary() : found->second, cut, spans));
    }
    return steps;
}

} // namespace

std::optional<double> Admission::shareOf(quint64 count) const
{
    return asked > 0 ? std::optional(double(count) / double(asked)) : std::nullopt;
}

Admission admissionOf(const OutcomeCounts& counts)
{
    Admission admission {.asked = counts.reached() + counts.limited(),
                         .overloaded = counts.overloaded(),
                         .limited = counts.limited(),
                         .answered = counts[Outcome::Ok],
                         .admitted = {}};
    admission.admitted =
        stats::wilson(admission.asked - admission.overloaded - admission.limited, admission.asked);
    return admission;
}

Level capacityLevel(TimeRange range)
{
    return range.length() <= std::chrono::days(14) ? Level::Hour : Level::Day;
}

Result<std::vector<ModelCapacity>> currencies(const StoreReader& reader, const Catalogue& catalogue,
                                              const Selection& selection, Level level)
{
    const auto targets = reader.targets();
    const auto limits = reader.limitSpans();
    if (!targets || !limits) {
        return !targets ? targets.error() : limits.error();
    }
    std::vector<ModelCapacity> all;
    for (const ProbedModel& model : probedModels(*targets, catalogue, selection.models)) {
        const auto sums = summariesOf(reader, model, selection.range, level);
        if (!sums) {
            return sums.error();
        }
        all.push_back({.model = model.model,
                       .organization = model.organization,
                       .displayName = model.displayName,
                       .pool = model.pool,
                       .steps = stepsOf(*sums, selection.range, level, spansOf(*limits, model)),
                       .shift = capacityShift(*sums)});
    }
    return all;
}

} // namespace plimsoll
