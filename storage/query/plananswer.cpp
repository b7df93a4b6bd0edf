// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/plananswer.h"

#include "storage/query/dailyhistory.h"
#include "storage/query/learnedcatalogue.h"
#include "storage/query/sums.h"
#include "storage/stats/decision.h"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

using std::chrono::milliseconds;
using FloatingDays = std::chrono::duration<double, std::chrono::days::period>;

constexpr double powers[] = {0.5, 0.9};
constexpr FloatingDays farthest {36'525}; // a century: beyond it a date says nothing

double paceOf(const OutcomeSequence& sequence, TimePoint end)
{
    if (sequence.probes.empty()) {
        return 0;
    }
    const FloatingDays watched = end.time_since_epoch() - sequence.probes.front().at;
    return double(sequence.probes.size()) / std::max(watched.count(), 1.0);
}

// Of a probe that reached the service, all that was paid shared out among them.
std::optional<double> nanoUsdPerProbe(const Summary& sum)
{
    const auto cost = sum.knownCost();
    const quint64 reached = sum.counts.reached();
    return cost && reached > 0 ? std::optional(double(*cost) / double(reached)) : std::nullopt;
}

std::vector<PlanAnswer::Step> stepsOf(const PlanAnswer& answer, const PlanQuestion& question,
                                      std::optional<double> nanoUsd)
{
    std::vector<PlanAnswer::Step> steps;
    const stats::BurstInterval& rate = *answer.rate.rate;
    for (const double power : powers) {
        const auto probes = stats::probesToDecide(
            rate.value,
            {.threshold = question.threshold, .power = power, .designEffect = rate.designEffect});
        if (!probes) {
            return {};
        }
        PlanAnswer::Step step;
        step.power = power;
        step.probes = quint64(std::ceil(*probes));
        step.more = step.probes - std::min<quint64>(step.probes, rate.n);
        if (answer.probesPerDay > 0) {
            const FloatingDays wait(double(step.more) / answer.probesPerDay);
            if (wait < farthest) {
                step.on = question.asOf + std::chrono::round<milliseconds>(wait);
            }
        }
        if (nanoUsd) {
            step.nanoUsd = qint64(std::llround(double(step.more) * *nanoUsd));
        }
        steps.push_back(step);
    }
    return steps;
}

} // namespace

Result<std::vector<PlanAnswer>> plans(const StoreReader& reader, const Catalogue& given,
                                      const PlanQuestion& question)
{
    const auto models = askedModels(reader, given, question.models);
    if (!models) {
        return models.error();
    }
    std::vector<PlanAnswer> all;
    for (const ProbedModel& model : *models) {
        const auto sequence = outcomeSequence(reader, model, question.evidence);
        const auto paid = sumOver(reader, model.rateTargets, question.evidence, {.cost = true});
        const auto history = dailyHistory(reader, model, question.asOf);
        if (!sequence || !paid || !history) {
            return !sequence ? sequence.error() : !paid ? paid.error() : history.error();
        }
        PlanAnswer answer {.model = model.model,
                           .organization = model.organization,
                           .displayName = model.displayName,
                           .rate = rateAnswer(*sequence, history->designEffect()),
                           .steps = {}};
        answer.isBelow = stats::isBelow(answer.rate.bounds, question.threshold);
        answer.probesPerDay = paceOf(*sequence, question.evidence.to);
        if (answer.rate.rate) {
            answer.steps = stepsOf(answer, question, nanoUsdPerProbe(*paid));
        }
        all.push_back(std::move(answer));
    }
    return all;
}

} // namespace plimsoll
