// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/accountclaims.h"
#include "storage/query/claims/limitclaims.h"
#include "storage/query/claims/rateclaims.h"
#include "storage/query/claims/retryclaims.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const QString sonnet = u"claude-sonnet-5-5"_s;
const QString pool = u"Opus 4.x"_s;
const TimePoint theDay = at("2026-05-06T00:00:00.000Z");
const TimePoint end = at("2026-07-01T00:00:00.000Z");

// Four weeks of probes up to `end`. Of Opus 4.7 those from 09:00 to 09:59 meet
// an overload, as of one day in two; Sonnet 5.5 is always answered.
MemoryStore fourWeeks(std::chrono::milliseconds every = 10min)
{
    MemoryStore store;
    for (TimePoint t = end - 24h * 28 + every / 2; t < end; t += every) {
        const auto day = std::chrono::floor<std::chrono::days>(t);
        const bool isOverloaded =
            t - day >= 9h && t - day < 10h && ((end - day) / std::chrono::days(1)) % 2 == 0;
        store.add(observed(opus, t, isOverloaded ? Outcome::OverloadedHttp : Outcome::Ok));
        store.add(observed(sonnet, t + 1s));
    }
    return store;
}

// Input tokens 30,000 a minute until 15:50 of the event's day and 500,000 from 16:02 on.
MemoryStore raisedLimits(TimePoint from)
{
    MemoryStore store;
    const TimePoint last = theDay + 15h + 50min;
    std::vector<TimePoint> moments {last, last + 12min};
    for (TimePoint t = from; t < theDay + 24h * 5; t += 6h) {
        moments.push_back(t);
    }
    std::ranges::sort(moments);
    for (const TimePoint t : moments) {
        if (t >= from || t > last) {
            store.add(ObservationBuilder(opus).at(t).limit(LimitKind::InputTokens,
                                                           t <= last ? 30'000 : 500'000));
        }
    }
    return store;
}

ClaimScope scopeOf(const StoreReader& store, TimePoint asOf = end)
{
    const auto scope = ClaimScope::of(
        store, Catalogue::shipped(),
        {.evidence = {asOf - 24h * 28, asOf}, .asOf = asOf, .zone = QTimeZone::utc()});
    Q_ASSERT(scope);
    return *scope;
}

Claim claimOn(ClaimMetric metric, const QString& model)
{
    Claim claim;
    claim.metric = metric;
    claim.model = model;
    return claim;
}

Claim limitClaim(ClaimMetric metric)
{
    Claim claim;
    claim.metric = metric;
    claim.pool = pool;
    claim.limit = LimitKind::InputTokens;
    claim.event = theDay;
    return claim;
}

} // namespace

// What is measured of a claim, against counts made by hand.
class TestClaims : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_store = fourWeeks(); }
    void aRateCountsItsProbes();
    void aShortSpanSaysWhenThereIsEnough();
    void aRateOnBothSidesSaysWhenItWillBeDecided();
    void serverErrorsAreTakenApartFromOverloads();
    void aModelThatIsNotProbedIsMissing();
    void aLineIsTheModelThatWasOutThen();
    void mornings();
    void aGapBetweenModelsIsOfTheSameHours();
    void aLimitIsDatedByItsBracket();
    void aLimitThatStayedChangedByOne();
    void aLimitKnownLaterIsOutOfReach();
    void aLimitOfAnotherTierIsOutOfReach();
    void theLimitAfterTheEventIsTaken();
    void inputAgainstAnOutputLimitIsACategoryError();
    void overloadsAreOverWithinTheirHour();
    void aWaitShorterThanThePauseBetweenProbesIsUndecided();
    void retriesOfSecondsDoNotOutlastAnHour();
    void theOtherModelAnswers();
    void aResetIsKeptWhenTheNextProbeIsNotRefused();
    void aCachePairTellsWhatItSaves();

private:
    MemoryStore m_store;
};

void TestClaims::aRateCountsItsProbes()
{
    const auto rate = overloadRate(scopeOf(m_store), claimOn(ClaimMetric::OverloadRate, opus));
    QVERIFY(rate);
    QCOMPARE(rate->n, 28U * 144U);
    QCOMPARE(*rate->value, 14.0 * 6 / (28 * 144));
    QVERIFY(rate->missing.isEmpty());
    QVERIFY2(rate->evidence.contains(u"84 of 4,032 probes of Opus 4.7"_s),
             qPrintable(rate->evidence));
    QVERIFY(rate->method.contains(u"effective n"_s)); // they come in bursts
}

void TestClaims::aShortSpanSaysWhenThereIsEnough()
{
    Claim claim = claimOn(ClaimMetric::OverloadRate, opus);
    claim.from = end - 24h * 7;
    const auto rate = overloadRate(scopeOf(m_store), claim);
    QCOMPARE(verdictOf(claim, *rate), ClaimVerdict::NotYetDecidable);
    QVERIFY(rate->missing.startsWith(u"21 days"_s));
    QCOMPARE(rate->enoughAt, std::optional(end - 24h * 7 + 5min + 24h * 21));
    claim.until = end - 24h * 2; // over: it will never be longer
    QVERIFY(!overloadRate(scopeOf(m_store), claim)->enoughAt);
}

void TestClaims::aRateOnBothSidesSaysWhenItWillBeDecided()
{
    Claim claim = claimOn(ClaimMetric::OverloadRate, opus);
    claim.value = 0.025;
    const auto rate = overloadRate(scopeOf(m_store), claim);
    QVERIFY(*rate->low < 0.025 && 0.025 < *rate->high);
    const auto more = *rate->enoughAt - end;
    // The score test: D ((1.6449 sqrt(0.024375) + 1.2816 sqrt(r (1 - r))) / (0.025 - r))^2 probes,
    // of which 4,032 are there after 28 days; D is 4,032 by the effective n that the method tells.
    const double r = 84.0 / 4032;
    const QString method = rate->method;
    const auto told = method.indexOf(u"effective n of "_s) + 15;
    const double effective = method.mid(told).section(u' ', 0, 0).remove(u',').toDouble();
    const double root =
        (1.644854 * std::sqrt(0.024375) + 1.281552 * std::sqrt(r * (1 - r))) / (0.025 - r);
    const double days = 28 * (root * root / effective - 1);
    QVERIFY(std::abs(double(more / 1h) / 24 - days) < 0.02 * days);
}

void TestClaims::serverErrorsAreTakenApartFromOverloads()
{
    MemoryStore store = fourWeeks();
    store.add(observed(opus, end - 1min, Outcome::ServerError));
    store.add(observed(opus, end - 30s, Outcome::EdgeError));
    const auto rate = serverErrorRate(scopeOf(store), claimOn(ClaimMetric::ServerErrorRate, opus));
    QCOMPARE(*rate->value, 2.0 / (28 * 144 + 2));
}

void TestClaims::aModelThatIsNotProbedIsMissing()
{
    const Claim claim = claimOn(ClaimMetric::OverloadRate, u"claude-sonnet-4-6"_s);
    const auto rate = overloadRate(scopeOf(m_store), claim);
    QCOMPARE(rate->missing, u"a probe of Sonnet 4.6"_s);
    QCOMPARE(verdictOf(claim, *rate), ClaimVerdict::NotYetDecidable);
}

void TestClaims::aLineIsTheModelThatWasOutThen()
{
    MemoryStore store;
    for (const auto& model : {opus, u"claude-opus-5-5"_s, u"claude-opus-4-8"_s}) {
        store.add(observed(model, at("2026-11-01T00:00:00.000Z")));
    }
    const ClaimScope scope = scopeOf(store, at("2026-11-02T00:00:00.000Z"));
    Claim claim;
    QCOMPARE(scope.model(u"opus"_s, claim)->model, u"claude-opus-5-5"_s); // the newest now
    claim.event = at("2026-06-01T00:00:00.000Z");
    QCOMPARE(scope.model(u"opus"_s, claim)->model, u"claude-opus-4-8"_s);
    claim.event = at("2026-05-06T00:00:00.000Z");
    QCOMPARE(scope.model(u"opus"_s, claim)->model, opus);
    QVERIFY(!scope.model(u"haiku"_s, claim));
}

void TestClaims::mornings()
{
    // At least a thousand probes in the mornings.
    const MemoryStore store = fourWeeks(4min);
    const auto peak = peakContrast(scopeOf(store), claimOn(ClaimMetric::PeakContrast, opus));
    QVERIFY2(peak->missing.isEmpty(), qPrintable(peak->missing));
    // Ten of the twenty weekdays are overloaded for one of their four morning hours, none
    // elsewhere.
    QVERIFY(std::abs(*peak->value - 0.125) < 1e-9);
    QVERIFY(*peak->low > 0);
    QVERIFY(*peak->p <= 0.05);
}

void TestClaims::aGapBetweenModelsIsOfTheSameHours()
{
    Claim claim = claimOn(ClaimMetric::ModelGap, opus);
    claim.other = u"sonnet"_s;
    const auto gap = modelGap(scopeOf(m_store), claim);
    QVERIFY(std::abs(*gap->value - 14.0 * 6 / (28 * 144)) < 1e-12);
    QCOMPARE(gap->subject, u"Opus 4.7 against Sonnet 5.5"_s);
    QVERIFY(*gap->low > 0);
    claim.test = ClaimTest::AtLeast;
    QCOMPARE(verdictOf(claim, *gap), ClaimVerdict::Supported);
}

void TestClaims::aLimitIsDatedByItsBracket()
{
    const MemoryStore store = raisedLimits(theDay - 24h * 10);
    const Measured ratio = limitRatio(scopeOf(store), limitClaim(ClaimMetric::LimitRatio));
    QCOMPARE(*ratio.value, 500.0 / 30);
    QVERIFY(ratio.exact);
    QCOMPARE(ratio.window->from, theDay + 15h + 50min);
    QCOMPARE(ratio.window->to, theDay + 16h + 2min);
    QVERIFY2(
        ratio.evidence.contains(u"between 2026-05-06 15:50 and 2026-05-06 16:02 UTC: × 16.7"_s),
        qPrintable(ratio.evidence));
}

void TestClaims::aLimitThatStayedChangedByOne()
{
    const MemoryStore store = raisedLimits(theDay - 24h * 10);
    Claim claim = limitClaim(ClaimMetric::LimitRatio);
    claim.event = theDay - 24h * 5;
    QCOMPARE(*limitRatio(scopeOf(store), claim).value, 1.0);
}

void TestClaims::aLimitKnownLaterIsOutOfReach()
{
    const MemoryStore store = raisedLimits(theDay + 24h * 3);
    Claim claim = limitClaim(ClaimMetric::LimitRatio);
    claim.event = theDay - 24h * 5;
    QCOMPARE(verdictOf(claim, limitRatio(scopeOf(store), claim)), ClaimVerdict::NotObservable);
    const Measured none = limitRatio(scopeOf(MemoryStore()), claim);
    QCOMPARE(verdictOf(claim, none), ClaimVerdict::NotYetDecidable);
}

void TestClaims::aLimitOfAnotherTierIsOutOfReach()
{
    const MemoryStore store = raisedLimits(theDay - 24h * 10);
    Claim claim = limitClaim(ClaimMetric::LimitRatio);
    claim.test = ClaimTest::About;
    claim.value = 5;
    claim.tolerance = 0.05;
    claim.old = 2'000'000;
    const Measured ratio = limitRatio(scopeOf(store), claim);
    QCOMPARE(verdictOf(claim, ratio), ClaimVerdict::NotObservable);
    QVERIFY2(ratio.missing.contains(u"30,000 a minute before, not 2,000,000"_s),
             qPrintable(ratio.missing));
    claim.old = 30'000;
    QCOMPARE(verdictOf(claim, limitRatio(scopeOf(store), claim)), ClaimVerdict::Refuted);
}

void TestClaims::theLimitAfterTheEventIsTaken()
{
    const MemoryStore store = raisedLimits(theDay - 24h * 10);
    Claim claim = limitClaim(ClaimMetric::LimitValue);
    QCOMPARE(*limitValue(scopeOf(store), claim).value, 500'000.0);
    claim.event = theDay - 24h * 5;
    const Measured before = limitValue(scopeOf(store), claim);
    QCOMPARE(*before.value, 30'000.0);
    QVERIFY(before.evidence.endsWith(u"Now 500,000 a minute."_s));
    claim.event.reset();
    QCOMPARE(*limitValue(scopeOf(store), claim).value, 500'000.0);
}

void TestClaims::inputAgainstAnOutputLimitIsACategoryError()
{
    const MemoryStore store = raisedLimits(theDay - 24h * 10);
    Claim claim = limitClaim(ClaimMetric::LimitValue);
    claim.limit = LimitKind::OutputTokens;
    claim.countedAs = LimitKind::InputTokens;
    claim.value = 250'000;
    claim.event = theDay - 24h;
    const Measured unlike = limitValue(scopeOf(store), claim);
    QCOMPARE(verdictOf(claim, unlike), ClaimVerdict::Refuted);
    QVERIFY2(unlike.evidence.contains(u"A category error: 250,000 input tokens are held against a "
                                      "limit of output tokens."_s),
             qPrintable(unlike.evidence));
    QVERIFY2(unlike.evidence.contains(u"30,000 a minute, they are too many"_s),
             qPrintable(unlike.evidence));
}

void TestClaims::overloadsAreOverWithinTheirHour()
{
    Claim claim = claimOn(ClaimMetric::OverWithin, opus);
    claim.value = 0.5;
    claim.wait = 2h;
    const auto over = overWithin(scopeOf(m_store), claim);
    QCOMPARE(over->n, 14U);
    QCOMPARE(*over->value, 1.0);
    QCOMPARE(verdictOf(claim, *over), ClaimVerdict::Refuted);
    claim.wait = 30min; // they last from 09:05 to between 09:55 and 10:05
    const auto under = overWithin(scopeOf(m_store), claim);
    QCOMPARE(*under->value, 0.0);
    QCOMPARE(verdictOf(claim, *under), ClaimVerdict::Supported);
}

void TestClaims::aWaitShorterThanThePauseBetweenProbesIsUndecided()
{
    Claim claim = claimOn(ClaimMetric::OverWithin, opus);
    claim.value = 0.5;
    claim.wait = 210s;
    const auto over = overWithin(scopeOf(m_store), claim);
    QCOMPARE(verdictOf(claim, *over), ClaimVerdict::NotYetDecidable);
    QVERIFY2(over->missing.contains(u"more often than every 3.5 min; they come every 10 min"_s),
             qPrintable(over->missing));
}

void TestClaims::retriesOfSecondsDoNotOutlastAnHour()
{
    Claim claim = claimOn(ClaimMetric::RetrySuccess, opus);
    claim.client = u"JavaScript SDK"_s;
    claim.value = 0.5;
    const auto share = retrySuccess(scopeOf(m_store), claim);
    QVERIFY(*share->value < 0.01);
    QCOMPARE(share->n, 14U);
    QCOMPARE(verdictOf(claim, *share), ClaimVerdict::Supported);
}

void TestClaims::theOtherModelAnswers()
{
    Claim claim = claimOn(ClaimMetric::OtherAnswers, opus);
    claim.other = sonnet;
    claim.value = 0.5;
    const auto share = otherAnswers(scopeOf(m_store), claim);
    QCOMPARE(*share->value, 1.0);
    QVERIFY(std::abs(*share->low - 0.7846889) < 1e-6); // Wilson's of 14 of 14, not of 84 of 84
    QCOMPARE(verdictOf(claim, *share), ClaimVerdict::Refuted);
}

void TestClaims::aResetIsKeptWhenTheNextProbeIsNotRefused()
{
    MemoryStore store;
    const auto limited = [&store](TimePoint t, std::optional<std::chrono::seconds> retryAfter) {
        Observation refused = observed(opus, t, Outcome::RateLimited);
        refused.retryAfter = retryAfter;
        store.add(refused);
    };
    const TimePoint t = end - 24h;
    limited(t, 60s);
    limited(t + 30s, {}); // told nothing, and came too soon to break the first one's word
    store.add(observed(opus, t + 61s)); // kept
    limited(t + 2h, 60s);
    limited(t + 2h + 61s, 30s); // broken, and with a promise of its own
    store.add(observed(opus, t + 2h + 2min)); // kept
    limited(t + 5h, 60s); // nobody looked within the hour
    store.add(observed(opus, t + 7h));
    const auto kept = resetKept(scopeOf(store), claimOn(ClaimMetric::ResetKept, opus));
    QCOMPARE(kept->n, 3U);
    QCOMPARE(*kept->value, 2.0 / 3);
}

void TestClaims::aCachePairTellsWhatItSaves()
{
    const Claim claim = claimOn(ClaimMetric::CacheCost, opus);
    QVERIFY(cacheCost(scopeOf(m_store), claim)->missing.contains(u"kind \"cache\""_s));
    MemoryStore store;
    store.add(observed(opus, end - 24h * 2));
    for (int i = 0; i < 6; ++i) {
        const TimePoint t = end - 24h + i * 1h;
        ObservationBuilder write(opus, ProbeKind::CacheWrite);
        Observation first = write.at(t).usage(10, 1, 31'325'000); // 5,000 written at 6.25
        first.usage.cacheWrite = 5'000;
        ObservationBuilder read(opus, ProbeKind::CacheRead);
        Observation second = read.at(t + 10s).usage(10, 1, 2'575'000); // 5,000 read at 0.50
        second.usage.cacheRead = 5'000;
        store.add(first);
        store.add(second);
    }
    const auto cost = cacheCost(scopeOf(store), claim);
    QCOMPARE(cost->n, 6U);
    // (10 x 5 + 25 + 5,000 x 0.5) by (5,010 x 5 + 25)
    QVERIFY(std::abs(*cost->value - 2575.0 / 25075) < 1e-9);
    Claim tenth = claim;
    tenth.value = 0.1;
    QCOMPARE(verdictOf(tenth, *cost), ClaimVerdict::Refuted); // 10.3 %: never under a tenth
}

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
