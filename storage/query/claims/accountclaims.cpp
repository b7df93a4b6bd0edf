// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/accountclaims.h"

#include "storage/query/cacheeffect.h"

#include <algorithm>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::hours soon {1};

struct Told
{
    TimePoint at;
    bool limited = false;
};

// All probes for output, by time; what was not sent is none.
Result<std::vector<Told>> probesOf(const StoreReader& reader, const ProbedModel& model,
                                   TimeRange window)
{
    std::vector<Told> all;
    const SampleQuestion question {.targets = model.rateTargets, .range = window};
    const auto read = reader.samples(question, [&all](int, const SampleBlock& block) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            const auto outcome = Outcome(block.outcome[row]);
            if (reachedService(outcome) || isLimited(outcome)) {
                all.push_back({fromEpochMs(block.atMs[row]), isLimited(outcome)});
            }
        }
        return true;
    });
    if (!read) {
        return read.error();
    }
    std::ranges::stable_sort(all, {}, &Told::at);
    return all;
}

// When each 429 said that the next request may come.
Result<std::vector<TimePoint>> promisesOf(const StoreReader& reader, const ProbedModel& model,
                                          TimeRange window)
{
    RowFilter filter {.range = window, .models = {model.subject()}};
    filter.outcomes = {Outcome::RateLimited, Outcome::RampLimited};
    filter.brief = true;
    std::vector<TimePoint> promises;
    const auto read = reader.observations(filter, [&promises](const Observation& observation) {
        if (observation.retryAfter && countsInRate(observation.target.kind)) {
            promises.push_back(observation.at + *observation.retryAfter);
        }
        return true;
    });
    return read ? Result(std::move(promises)) : read.error();
}

Measured keptOf(const std::vector<TimePoint>& promises, const std::vector<Told>& probes)
{
    quint64 n = 0;
    quint64 kept = 0;
    for (const TimePoint promise : promises) {
        const auto next = std::ranges::lower_bound(probes, promise, {}, &Told::at);
        if (next != probes.end() && next->at - promise <= soon) {
            ++n;
            kept += next->limited ? 0 : 1;
        }
    }
    Measured measured {.n = n, .counted = u"429s"_s};
    if (const auto share = stats::wilson(kept, n)) {
        measured.value = share->value;
        measured.low = share->low;
        measured.high = share->high;
        measured.evidence =
            u"After %1 of %2 answers with 429 and retry-after the next probe, sent "
            "no sooner than told, was not refused."_s.arg(countText(kept), countText(n));
    } else {
        measured.missing = u"a 429 with retry-after, and a probe after it"_s;
    }
    return measured;
}

} // namespace

Result<Measured> resetKept(const ClaimScope& scope, const Claim& claim)
{
    const ProbedModel* model = scope.model(claim.model, claim);
    if (!model) {
        return notProbed(scope, claim.model);
    }
    const TimeRange window = scope.window(claim);
    const auto promises = promisesOf(scope.reader(), *model, window);
    const auto probes = probesOf(scope.reader(), *model, window);
    if (!promises || !probes) {
        return !promises ? promises.error() : probes.error();
    }
    Measured measured = keptOf(*promises, *probes);
    measured.window = window;
    measured.subject = model->displayName;
    measured.method = u"retry-after against the next probe, Wilson's 95 % interval"_s;
    return measured;
}

Result<Measured> cacheCost(const ClaimScope& scope, const Claim& claim)
{
    const ProbedModel* model = scope.model(claim.model, claim);
    if (!model) {
        return notProbed(scope, claim.model);
    }
    const TimeRange window = scope.window(claim);
    const auto effects =
        cacheEffects(scope.reader(), scope.catalogue(), window, {model->subject()});
    if (!effects) {
        return effects.error();
    }
    Measured measured {.counted = u"pairs"_s,
                       .window = window,
                       .subject = model->displayName,
                       .method = u"pairs of a prompt written to the cache and read from it; "
                                 "median, 95 % interval from ranks"_s};
    const auto& cost =
        effects->empty() ? std::optional<MedianRatio>() : effects->front().costToUncached;
    if (!cost) {
        measured.missing = u"pairs of cache probes that hit: add a target of kind \"cache\""_s;
        return measured;
    }
    measured.n = cost->n;
    measured.value = cost->value;
    measured.low = cost->low;
    measured.high = cost->high;
    measured.evidence = u"What was read from the cache cost %1 of the same prompt uncached."_s.arg(
        figureText(ClaimUnit::Share, cost->value));
    if (!cost->low) {
        measured.missing = u"more pairs: an interval from ranks needs six"_s;
    }
    return measured;
}

} // namespace plimsoll
