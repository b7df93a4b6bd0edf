// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/retryclaims.h"

#include "storage/query/outcomesequence.h"
#include "storage/stats/fallback.h"
#include "storage/stats/interval.h"
#include "storage/stats/retrypolicy.h"

#include <algorithm>
#include <cmath>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t simulatedCalls = 10'000; // a share is then known to half a point

struct Overloads
{
    const ProbedModel* model = nullptr;
    OutcomeSequence sequence;
    std::vector<stats::Burst> bursts;
};

Result<Overloads> overloadsOf(const ClaimScope& scope, const Claim& claim)
{
    Overloads found {.model = scope.model(claim.model, claim), .sequence = {}, .bursts = {}};
    if (found.model) {
        auto sequence = outcomeSequence(scope.reader(), *found.model, scope.window(claim));
        if (!sequence) {
            return sequence.error();
        }
        found.sequence = std::move(*sequence);
        found.bursts = stats::burstsOf(found.sequence.probes, found.sequence.gaps);
    }
    return found;
}

// What all of them say, and what they lack without an overload.
Measured frameOf(const ClaimScope& scope, const Claim& claim, const Overloads& overloads)
{
    Measured measured {.n = overloads.bursts.size(),
                       .counted = u"overloads"_s,
                       .window = scope.window(claim),
                       .subject = overloads.model->displayName};
    if (overloads.bursts.empty()) {
        measured.missing = u"an overload to learn from"_s;
    }
    return measured;
}

QString minutesText(milliseconds span)
{
    const double minutes = double(span.count()) / 60'000;
    return minutes < 120 ? u"%1 min"_s.arg(minutes, 0, 'g', 3)
                         : u"%1 h"_s.arg(minutes / 60, 0, 'g', 3);
}

// From the middle of the start's bracket to that of the end's, as tryRetries() takes them.
std::vector<double> lengthsOf(const std::vector<stats::Burst>& bursts)
{
    std::vector<double> lengths;
    lengths.reserve(bursts.size());
    for (const stats::Burst& burst : bursts) {
        lengths.push_back(double((burst.end.middle() - burst.start.middle()).count()));
    }
    return lengths;
}

std::vector<double> sizesOf(const std::vector<stats::Burst>& bursts)
{
    std::vector<double> sizes;
    sizes.reserve(bursts.size());
    for (const stats::Burst& burst : bursts) {
        sizes.push_back(double(burst.overloaded));
    }
    return sizes;
}

const stats::RetryPolicy* policyNamed(const std::vector<stats::RetryPolicy>& policies,
                                      const QString& name)
{
    const auto it = std::ranges::find_if(policies, [&](const stats::RetryPolicy& policy) {
        return QString::fromUtf8(policy.name.data(), qsizetype(policy.name.size())) == name;
    });
    return it == policies.end() ? nullptr : &*it;
}

} // namespace

std::optional<TwoEnds> clusteredShare(double least, double most, const std::vector<double>& weights)
{
    double sum = 0;
    double squares = 0;
    for (const double weight : weights) {
        sum += weight;
        squares += weight * weight;
    }
    if (squares <= 0) {
        return std::nullopt;
    }
    const double trials = std::floor(sum * sum / squares + 1e-9); // the sums are rounded
    const auto n = std::uint64_t(trials);
    const auto low = stats::wilson(std::uint64_t(std::floor(least * trials + 1e-9)), n);
    const auto high = stats::wilson(std::uint64_t(std::ceil(most * trials - 1e-9)), n);
    return low && high ? std::optional(TwoEnds {.low = low->low, .high = high->high})
                       : std::nullopt;
}

Result<Measured> overWithin(const ClaimScope& scope, const Claim& claim)
{
    const auto overloads = overloadsOf(scope, claim);
    if (!overloads || !overloads->model) {
        return overloads ? Result(notProbed(scope, claim.model)) : overloads.error();
    }
    Measured measured = frameOf(scope, claim, *overloads);
    const auto curve = stats::SurvivalCurve::of(
        stats::lifetimesOf(overloads->bursts, stats::BurstClock::FirstSeen));
    const auto over = curve ? curve->endsWithin(milliseconds(0), *claim.wait) : std::nullopt;
    measured.method = u"survival curve of the overloads from the first overloaded probe, 95 % "
                      "interval by Greenwood's variance"_s;
    if (!over) {
        measured.missing = u"an overload that was watched for %1"_s.arg(minutesText(*claim.wait));
        return measured;
    }
    measured.value = over->value;
    measured.low = over->low;
    measured.high = over->high;
    measured.evidence = u"%1 of the overloads of %2 were over within %3."_s.arg(
        figureText(ClaimUnit::Share, over->value), measured.subject, minutesText(*claim.wait));
    if (overloads->sequence.interval > *claim.wait) {
        measured.missing = u"probes that come more often than every %1; they come every %2"_s.arg(
            minutesText(*claim.wait), minutesText(overloads->sequence.interval));
    }
    return measured;
}

Result<Measured> retrySuccess(const ClaimScope& scope, const Claim& claim)
{
    const auto overloads = overloadsOf(scope, claim);
    if (!overloads || !overloads->model) {
        return overloads ? Result(notProbed(scope, claim.model)) : overloads.error();
    }
    Measured measured = frameOf(scope, claim, *overloads);
    const std::vector<stats::RetryPolicy> policies = stats::knownRetryPolicies();
    const stats::RetryPolicy* policy = policyNamed(policies, claim.client);
    const auto outcome = policy
        ? stats::tryRetries(*policy, overloads->bursts, {.calls = simulatedCalls})
        : std::nullopt;
    measured.method = u"retries of the client replayed on the measured overloads; Wilson's 95 % "
                      "interval as if each was met by one call"_s;
    const auto ends = outcome
        ? clusteredShare(outcome->leastShare(), outcome->mostShare(), lengthsOf(overloads->bursts))
        : std::nullopt;
    if (!ends) {
        measured.missing = u"an overload to learn from"_s;
        return measured;
    }
    measured.value = (outcome->leastShare() + outcome->mostShare()) / 2;
    measured.low = ends->low;
    measured.high = ends->high;
    measured.evidence = u"Of calls that meet an overload of %1 the retries of %2 bring %3 "
                        "through."_s.arg(measured.subject, claim.client,
                                         figureText(ClaimUnit::Share, *measured.value));
    return measured;
}

Result<Measured> otherAnswers(const ClaimScope& scope, const Claim& claim)
{
    const auto overloads = overloadsOf(scope, claim);
    const ProbedModel* other = scope.model(claim.other, claim);
    if (!overloads || !overloads->model || !other) {
        return !overloads ? Result<Measured>(overloads.error())
                          : notProbed(scope, overloads->model ? claim.other : claim.model);
    }
    const auto others = outcomeSequence(scope.reader(), *other, scope.window(claim));
    if (!others) {
        return others.error();
    }
    Measured measured = frameOf(scope, claim, *overloads);
    const milliseconds pause = std::max(overloads->sequence.interval, others->interval);
    const auto chance = stats::fallbackChance(overloads->sequence.probes, others->probes, pause);
    const auto ends = chance.answered
        ? clusteredShare(chance.answered->value, chance.answered->value, sizesOf(overloads->bursts))
        : std::nullopt;
    measured.method = u"the nearest probe of the other model beside each overloaded one; Wilson's "
                      "95 % interval as if each overload had told once"_s;
    if (!ends) {
        measured.missing = u"an overload of %1 while %2 was probed, too"_s.arg(measured.subject,
                                                                               other->displayName);
        return measured;
    }
    measured.value = chance.answered->value;
    measured.low = ends->low;
    measured.high = ends->high;
    measured.evidence = u"While %1 was overloaded %2 was not in %3 of %4 probes."_s.arg(
        measured.subject, other->displayName, countText(chance.answered->hits),
        countText(chance.answered->n));
    return measured;
}

} // namespace plimsoll
