// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/rateclaims.h"

#include "storage/query/dailyhistory.h"
#include "storage/query/outcomesequence.h"
#include "storage/query/weekanswer.h"
#include "storage/stats/burstinterval.h"
#include "storage/stats/decision.h"

#include <algorithm>
#include <cmath>

namespace plimsoll {

using namespace Qt::StringLiterals;

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr int hoursOfDay = 24;
constexpr stats::VerdictOptions enough {};
constexpr days longestForesight {3660};

bool isServiceError(Outcome outcome)
{
    return outcome == Outcome::ServerError || outcome == Outcome::EdgeError;
}

QString methodText(const stats::BurstInterval& bounds)
{
    const QString text = u"two one-sided bounds of 95 % each, Wilson's"_s;
    return bounds.designEffect > 1 ? text
            + u" with an effective n of %1 for bursts"_s.arg(countText(quint64(bounds.effectiveN)))
                                   : text;
}

// What a span of evidence still lacks.
void demandSpan(Measured& measured, const OutcomeSequence& sequence, const ClaimScope& scope)
{
    const TimePoint first(sequence.probes.front().at);
    const TimePoint last(sequence.probes.back().at);
    if (last - first >= leastRateSpan - days(1)) { // a probe need not stand at either end
        return;
    }
    measured.missing =
        u"%1 days of probes at least, for a lull shows no bursts"_s.arg(leastRateSpan.count());
    if (measured.window->to >= scope.asOf()) {
        measured.enoughAt = first + leastRateSpan;
    }
}

// Where the bounds lie on both sides: when nine times in ten they no longer will, if the rate and
// its bursts stay what they were.
void foresee(Measured& measured, const stats::BurstInterval& bounds, const Claim& claim,
             const OutcomeSequence& sequence, const ClaimScope& scope)
{
    const auto span = sequence.probes.back().at - sequence.probes.front().at;
    const bool isOpen = measured.missing.isEmpty() && measured.window->to >= scope.asOf()
        && span.count() > 0
        && sideOf(claim.test, claim.value, claim.tolerance, bounds.low, bounds.high) == Side::Both;
    const auto probes = isOpen
        ? stats::probesToDecide(
            bounds.value,
            {.threshold = claim.value, .power = 0.9, .designEffect = bounds.designEffect})
        : std::nullopt;
    if (probes && *probes > double(bounds.n)) {
        const double more = (*probes - double(bounds.n)) / double(bounds.n);
        const double ms = more * double(span.count());
        if (ms < double(std::chrono::milliseconds(longestForesight).count())) {
            measured.enoughAt = scope.asOf() + std::chrono::milliseconds(std::llround(ms));
        }
    }
}

// What is counted, and what a longer history says of how it varies.
struct Hit
{
    IsHit isHit;
    QString text;
    double leastDesignEffect = 1;
};

Result<Measured> rateOf(const ClaimScope& scope, const Claim& claim, const ProbedModel& model,
                        const Hit& hit)
{
    const TimeRange window = scope.window(claim);
    const auto sequence = outcomeSequence(scope.reader(), model, window, hit.isHit);
    if (!sequence) {
        return sequence.error();
    }
    Measured measured {.counted = u"probes"_s, .window = window, .subject = model.displayName};
    const auto pieces = piecesOf(*sequence);
    const std::vector<stats::Outcomes> segments(pieces.begin(), pieces.end());
    const auto bounds = stats::oneSided(segments, 0.95, hit.leastDesignEffect);
    if (!bounds) {
        measured.missing = u"a probe that reached the service in that time"_s;
        return measured;
    }
    measured.value = bounds->value;
    measured.low = bounds->low;
    measured.high = bounds->high;
    measured.n = bounds->n;
    measured.method = methodText(*bounds);
    measured.evidence = u"%1 of %2 probes of %3 met %4."_s.arg(
        countText(bounds->hits), countText(bounds->n), model.displayName, hit.text);
    demandSpan(measured, *sequence, scope);
    foresee(measured, *bounds, claim, *sequence, scope);
    return measured;
}

void addDays(std::vector<stats::Cell>& cells, stats::Period period,
             const std::vector<OutcomeCounts>& counts, const std::vector<LocalHour>& local)
{
    for (std::size_t hour = 0; hour < counts.size(); ++hour) {
        if (counts[hour].reached() > 0) {
            cells.push_back({.period = period,
                             .block = 2 * local[hour].day + (period == stats::Period::B ? 1 : 0),
                             .stratum = local[hour].day,
                             .slot = local[hour].ofWeek % hoursOfDay,
                             .hits = counts[hour].overloaded(),
                             .n = counts[hour].reached()});
        }
    }
}

TimeRange wholeHours(TimeRange range)
{
    return {std::chrono::ceil<hours>(range.from), std::chrono::floor<hours>(range.to)};
}

QString sidesText(const stats::Comparison& comparison, const QString& a, const QString& b)
{
    // Not what the sum deduces: it refers to its parts.
    const auto side = [](const stats::Side& of) -> QString {
        const double rate = of.n > 0 ? double(of.hits) / double(of.n) : 0;
        return figureText(ClaimUnit::Share, rate) + u" of "_s + countText(of.n);
    };
    return u"Overloaded were %1 probes %2 and %3 %4."_s.arg(side(comparison.b), b,
                                                            side(comparison.a), a);
}

} // namespace

Result<Measured> overloadRate(const ClaimScope& scope, const Claim& claim)
{
    const ProbedModel* model = scope.model(claim.model, claim);
    if (!model) {
        return notProbed(scope, claim.model);
    }
    const auto history = dailyHistory(scope.reader(), *model, scope.asOf());
    return history ? rateOf(scope, claim, *model,
                            {.isHit = isOverload,
                             .text = u"an overload"_s,
                             .leastDesignEffect = history->designEffect()})
                   : history.error();
}

Result<Measured> serverErrorRate(const ClaimScope& scope, const Claim& claim)
{
    const ProbedModel* model = scope.model(claim.model, claim);
    return model ? rateOf(scope, claim, *model,
                          {.isHit = isServiceError, .text = u"a 5xx or an error of the edge"_s})
                 : notProbed(scope, claim.model);
}

Measured measuredOf(const std::optional<stats::Comparison>& comparison)
{
    Measured measured {.counted = u"probes"_s};
    if (!comparison) {
        measured.missing = u"probes on both sides"_s;
        return measured;
    }
    measured.value = comparison->difference;
    measured.n = comparison->a.n + comparison->b.n;
    measured.p = comparison->p;
    if (comparison->interval) {
        measured.low = comparison->interval->low;
        measured.high = comparison->interval->high;
    }
    if (stats::verdict(*comparison, comparison->p, enough) == stats::Verdict::NotEnoughData) {
        measured.missing = u"%1 probes on %2 days, at least, on each side"_s.arg(
            countText(enough.minTrials), countText(enough.minBlocks));
    }
    return measured;
}

Result<Measured> peakContrast(const ClaimScope& scope, const Claim& claim)
{
    const ProbedModel* model = scope.model(claim.model, claim);
    if (!model) {
        return notProbed(scope, claim.model);
    }
    const TimeRange window = scope.window(claim);
    const auto peak = peakAnswer(scope.reader(), *model, window, scope.zone());
    if (!peak) {
        return peak.error();
    }
    Measured measured = measuredOf(peak->comparison);
    measured.window = window;
    measured.subject = model->displayName;
    measured.method =
        u"weekday mornings, 08:00 to 12:00 in %1, against the other hours of the same days; 95 % "
        "interval of what turning the hours of the days does not reject"_s.arg(
            QString::fromLatin1(scope.zone().id()));
    if (peak->comparison) {
        measured.evidence =
            sidesText(*peak->comparison, u"in the other hours"_s, u"in the mornings"_s);
    }
    return measured;
}

Result<Measured> modelGap(const ClaimScope& scope, const Claim& claim)
{
    const ProbedModel* model = scope.model(claim.model, claim);
    const ProbedModel* other = scope.model(claim.other, claim);
    if (!model || !other) {
        return notProbed(scope, model ? claim.other : claim.model);
    }
    const TimeRange window = wholeHours(scope.window(claim));
    const auto ours = countsBy(Level::Hour, scope.reader(), model->rateTargets, window);
    const auto theirs = countsBy(Level::Hour, scope.reader(), other->rateTargets, window);
    if (!ours || !theirs) {
        return !ours ? ours.error() : theirs.error();
    }
    const std::vector<LocalHour> local = localHours(window, scope.zone());
    std::vector<stats::Cell> cells;
    addDays(cells, stats::Period::A, *theirs, local);
    addDays(cells, stats::Period::B, *ours, local);
    const auto comparison = stats::compare(cells);
    Measured measured = measuredOf(comparison);
    measured.window = window;
    measured.subject = model->displayName + u" against "_s + other->displayName;
    measured.method =
        u"both models in the same hours; 95 % interval of what exchanging the models by "
        "day does not reject"_s;
    if (comparison) {
        measured.evidence =
            sidesText(*comparison, u"of "_s + other->displayName, u"of "_s + model->displayName);
    }
    return measured;
}

} // namespace plimsoll
