// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/advice.h"

#include "storage/query/learnedcatalogue.h"
#include "storage/query/timedsequence.h"
#include "storage/stats/fallback.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace plimsoll {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::array<milliseconds, 7> waits {10s, 30s, 1min, 2min, 5min, 10min, 30min};

// What is known of one model before others are looked at.
struct Seen
{
    ProbedModel model;
    OutcomeSequence scheduled;
    OutcomeSequence timed;
    std::vector<stats::Burst> bursts; // timed
    Load load = Load::Unknown;
};

// The last burst, unless it ended or something was missed since.
const stats::Burst* underWay(const Seen& seen)
{
    if (seen.bursts.empty() || !seen.bursts.back().censored) {
        return nullptr;
    }
    const stats::Burst& last = seen.bursts.back();
    const milliseconds newest = seen.timed.probes.back().at;
    const bool cut = std::ranges::any_of(seen.timed.gaps, [&](const stats::SilentSpan& gap) {
        return gap.to > last.end.upTo && gap.from < newest;
    });
    return cut ? nullptr : &last;
}

Load loadOf(const Seen& seen, const AdviceQuestion& question)
{
    if (seen.timed.probes.empty()
        || question.evidence.to - TimePoint(seen.timed.probes.back().at) > question.fresh) {
        return Load::Unknown;
    }
    return underWay(seen) ? Load::Overloaded : Load::Calm;
}

Result<std::vector<Seen>> seenModels(const StoreReader& reader, const Catalogue& given,
                                     const AdviceQuestion& question)
{
    const auto models = askedModels(reader, given, {});
    if (!models) {
        return models.error();
    }
    std::vector<Seen> all;
    for (const ProbedModel& model : *models) {
        auto scheduled = outcomeSequence(reader, model, question.evidence);
        if (!scheduled) {
            return scheduled.error();
        }
        auto timed = timedSequence(reader, model, *scheduled, question.evidence);
        if (!timed) {
            return timed.error();
        }
        Seen seen {.model = model,
                   .scheduled = std::move(*scheduled),
                   .timed = std::move(*timed),
                   .bursts = {}};
        seen.bursts = stats::burstsOf(seen.timed.probes, seen.timed.gaps);
        seen.load = loadOf(seen, question);
        all.push_back(std::move(seen));
    }
    return all;
}

std::vector<Fallback> fallbacks(const std::vector<Seen>& all, const Seen& overloaded)
{
    std::vector<Fallback> others;
    for (const Seen& other : all) {
        if (other.model.model == overloaded.model.model
            || other.model.organization != overloaded.model.organization) {
            continue;
        }
        const auto chance = stats::fallbackChance(
            overloaded.scheduled.probes, other.scheduled.probes,
            std::max(overloaded.scheduled.interval, other.scheduled.interval));
        if (chance.answered) {
            others.push_back({.model = other.model.model,
                              .displayName = other.model.displayName,
                              .load = other.load,
                              .answered = *chance.answered});
        }
    }
    std::ranges::stable_sort(others, [](const Fallback& a, const Fallback& b) {
        return std::tuple(a.load == Load::Overloaded, -a.answered.low)
            < std::tuple(b.load == Load::Overloaded, -b.answered.low);
    });
    return others;
}

// As long as the curve is known; the list that reaches further is the better one.
std::optional<RetryPlan> retryPlan(const stats::SurvivalCurve& curve, milliseconds already,
                                   milliseconds firstWait)
{
    std::optional<RetryPlan> plan;
    std::vector<milliseconds> delays;
    milliseconds delay = std::max(firstWait, milliseconds(1s));
    for (milliseconds sum = delay; delays.empty() || sum <= adviceRules::end; sum += delay) {
        delays.push_back(delay);
        const auto outlook = stats::retryOutlook(curve, already, delays);
        if (!outlook) {
            break;
        }
        plan = {.delays = delays, .outlook = *outlook};
        delay = std::max(delay, std::min(2 * delay, adviceRules::longestDelay));
    }
    return plan;
}

std::vector<stats::WaitChance> chancesOf(const Advice& advice, const stats::SurvivalCurve& curve,
                                         std::span<const milliseconds> within)
{
    auto chances = stats::chancesWithin(curve, advice.already, within);
    for (stats::WaitChance& chance : chances) {
        if (2 * chance.wait < advice.endResolution) {
            chance.over.reset();
        }
    }
    return chances;
}

void addWaiting(Advice& advice, const stats::SurvivalCurve& curve, milliseconds switchCost)
{
    advice.chances = chancesOf(advice, curve, waits);
    advice.firstWait = stats::firstWaitWorthTrying(curve, advice.already);
    if (advice.firstWait) {
        // Sooner than that nobody could tell that it is over.
        advice.firstWait = std::max(*advice.firstWait, advice.endResolution / 2);
        advice.plan = retryPlan(curve, advice.already, *advice.firstWait);
    }
    advice.meanResidual = stats::meanResidualLife(curve, advice.already);
    advice.residualIsLeast = curve.steps().empty() || curve.steps().back().survival > 0;
    if (const Fallback* other = advice.other()) {
        const std::chrono::duration<double> cost = switchCost;
        advice.switchAfter = stats::switchByResidualLife(
            curve, advice.already, {.perSecond = other->answered.value, .fallback = cost.count()});
    }
}

void setEnough(Advice& advice, TimeRange evidence)
{
    if (advice.isEnough() || advice.watched == 0 || !advice.since) {
        return;
    }
    const std::chrono::duration<double, std::milli> seen = evidence.to - *advice.since;
    const double times = double(adviceRules::leastWatched) / double(advice.watched);
    advice.enoughEvidence = std::chrono::duration_cast<milliseconds>(seen * times);
    if (*advice.enoughEvidence <= evidence.length()) {
        advice.enoughAt = *advice.since + *advice.enoughEvidence;
    }
}

Advice adviceOf(const std::vector<Seen>& all, const Seen& seen, const AdviceQuestion& question)
{
    const TimePoint now = question.evidence.to;
    Advice advice;
    advice.model = seen.model.model;
    advice.organization = seen.model.organization;
    advice.displayName = seen.model.displayName;
    advice.load = seen.load;
    if (!seen.timed.probes.empty()) {
        advice.newest = TimePoint(seen.timed.probes.back().at);
        advice.since = TimePoint(seen.timed.probes.front().at);
    }
    if (seen.load == Load::Overloaded) {
        advice.underWay = *underWay(seen);
        advice.already = now - TimePoint(advice.underWay->start.upTo);
    }
    const milliseconds already = question.already.value_or(advice.already);
    advice.bursts = burstAnswer(seen.timed, already);
    advice.bursts.interval = seen.scheduled.interval;
    advice.endResolution = endResolution(seen.bursts);
    advice.others = fallbacks(all, seen);
    return adviceAt(std::move(advice), already,
                    {.evidence = question.evidence, .switchCost = question.switchCost});
}

} // namespace

const Fallback* Advice::other() const
{
    const auto best = std::ranges::find_if(others, [](const Fallback& other) {
        return other.load == Load::Calm && other.answered.low > adviceRules::leastAnswers;
    });
    return best == others.end() ? nullptr : &*best;
}

std::optional<stats::SurvivalCurve> lengthCurve(const Advice& advice)
{
    return stats::SurvivalCurve::of(
        stats::lifetimesOf(advice.bursts.bursts, stats::BurstClock::FirstSeen));
}

Advice adviceAt(Advice advice, milliseconds already, const AdviceTerms& terms)
{
    const auto curve = lengthCurve(advice);
    advice.already = already;
    advice.watched = curve ? curve->atRiskAfter(already) : 0;
    advice.enoughEvidence.reset();
    advice.enoughAt.reset();
    advice.chances.clear();
    advice.firstWait.reset();
    advice.plan.reset();
    advice.meanResidual.reset();
    advice.residualIsLeast = false;
    advice.switchAfter.reset();
    if (curve && advice.isEnough()) {
        addWaiting(advice, *curve, terms.switchCost);
    }
    setEnough(advice, terms.evidence);
    return advice;
}

std::vector<stats::WaitChance> chancesWithin(const Advice& advice,
                                             std::span<const milliseconds> within)
{
    const auto curve = lengthCurve(advice);
    return curve && advice.isEnough() ? chancesOf(advice, *curve, within)
                                      : std::vector<stats::WaitChance>();
}

Result<std::vector<Advice>> adviceFor(const StoreReader& reader, const Catalogue& given,
                                      const AdviceQuestion& question)
{
    const auto all = seenModels(reader, given, question);
    if (!all) {
        return all.error();
    }
    std::vector<Advice> found;
    for (const Seen& seen : *all) {
        if (question.models.isEmpty() || question.models.contains(seen.model.subject())) {
            found.push_back(adviceOf(*all, seen, question));
        }
    }
    return found;
}

} // namespace plimsoll
