// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/timedsequence.h"
#include "storage/report/advicereport.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const QString haiku = u"claude-haiku-5-5"_s;
const TimePoint begin = at("2026-11-10T00:00:00.000Z");

Observation probe(const QString& model, TimePoint t, bool overloaded,
                  ProbeKind kind = ProbeKind::Admission)
{
    return ObservationBuilder(model, kind)
        .at(t)
        .outcome(overloaded ? Outcome::OverloadedHttp : Outcome::Ok, overloaded ? 529 : 200);
}

// A probe of both models each full minute of the day's first two hours. Opus is overloaded from
// 01:00 on for so many minutes of each day; Haiku never.
MemoryStore days(const std::vector<int>& minutes)
{
    MemoryStore store;
    for (std::size_t day = 0; day < minutes.size(); ++day) {
        for (int minute = 0; minute < 160; ++minute) {
            const TimePoint t = begin + 24h * int(day) + minute * 1min;
            store.add(probe(opus, t, minute >= 60 && minute < 60 + minutes[day]));
            store.add(probe(haiku, t + 1s, false));
        }
    }
    return store;
}

const std::vector<int> eightShortTwoLong {10, 10, 60, 10, 10, 10, 10, 60, 10, 10};

// On the eleventh day Opus has been overloaded for four minutes, as the probes saw it.
const TimePoint underWay = begin + 24h * 10 + 1h;
const TimePoint now = underWay + 4min + 20s;

MemoryStore inABurst()
{
    MemoryStore store = days(eightShortTwoLong);
    for (int minute = 0; minute < 65; ++minute) {
        const TimePoint t = begin + 24h * 10 + minute * 1min;
        store.add(probe(opus, t, minute >= 60));
        store.add(probe(haiku, t + 1s, false));
    }
    return store;
}

AdviceQuestion until(TimePoint asOf)
{
    return {.evidence = {asOf - 24h * 28, asOf}, .models = {opus}};
}

Advice ask(const MemoryStore& store, const AdviceQuestion& question)
{
    const auto found = adviceFor(store, Catalogue::shipped(), question);
    return found && !found->empty() ? found->front() : Advice();
}

std::optional<double> overWithin(const Advice& advice, milliseconds wait)
{
    const auto chance = std::ranges::find(advice.chances, wait, &stats::WaitChance::wait);
    return chance != advice.chances.end() && chance->over ? std::optional(chance->over->value)
                                                          : std::nullopt;
}

} // namespace

class TestQueryAdvice : public QObject
{
    Q_OBJECT

private slots:
    void aBurstUnderWayIsSeenWithItsBegin();
    void aModelThatAnswersIsCalm();
    void oneGoodProbeDoesNotEndABurst();
    void anOldProbeSaysNothingOfNow();
    void aBurstBeforeAGapIsNotUnderWay();
    void chancesAreThoseOfOverloadsThatLastedAsLong();
    void whatOneKnowsOneselfTakesThePlaceOfTheProbes();
    void followUpsTimeTheEnd();
    void theFirstTryIsAtEvenOdds();
    void laterTriesAreCountedByTheirChance();
    void switchingPaysByTheMeanResidualWait_data();
    void switchingPaysByTheMeanResidualWait();
    void aModelThatIsOverloadedItselfIsNotNamed();
    void aModelThatSeldomAnswersIsNotNamed();
    void modelsOfAnotherOrganizationAreNoFallback();
    void fewOverloadsSayWhenThereWillBeEnough();
    void noneAtAllPromisesNothing();
    void theRecommendationIsOneSentence_data();
    void theRecommendationIsOneSentence();
    void theTextSaysWhatItRestsOn();
    void theJsonHoldsTheSameFigures();
    void anEmptyStoreHasNoAdvice();
};

void TestQueryAdvice::aBurstUnderWayIsSeenWithItsBegin()
{
    const Advice advice = ask(inABurst(), until(now));
    QCOMPARE(advice.load, Load::Overloaded);
    QCOMPARE(advice.newest, std::optional(underWay + 4min));
    QCOMPARE(advice.underWay->start,
             (stats::Bracket {(underWay - 1min).time_since_epoch(), underWay.time_since_epoch()}));
    QCOMPARE(advice.underWay->overloaded, 5U);
    QCOMPARE(advice.already, milliseconds(4min + 20s));
}

void TestQueryAdvice::aModelThatAnswersIsCalm()
{
    const Advice advice = ask(days({10}), until(begin + 160min));
    QCOMPARE(advice.load, Load::Calm);
    QVERIFY(!advice.underWay);
    QCOMPARE(advice.already, milliseconds(0));
}

void TestQueryAdvice::oneGoodProbeDoesNotEndABurst()
{
    MemoryStore store = inABurst();
    store.add(probe(opus, underWay + 5min, false));
    QCOMPARE(ask(store, until(now + 1min)).load, Load::Overloaded);
    store.add(probe(opus, underWay + 6min, false));
    QCOMPARE(ask(store, until(now + 2min)).load, Load::Calm);
}

void TestQueryAdvice::anOldProbeSaysNothingOfNow()
{
    QCOMPARE(ask(inABurst(), until(underWay + 4min + 15min)).load, Load::Overloaded);
    const Advice advice = ask(inABurst(), until(underWay + 4min + 15min + 1ms));
    QCOMPARE(advice.load, Load::Unknown);
    QCOMPARE(advice.already, milliseconds(0));
}

void TestQueryAdvice::aBurstBeforeAGapIsNotUnderWay()
{
    MemoryStore store = inABurst();
    Batch batch;
    batch.gaps = {{{underWay + 4min + 1s, underWay + 8min}, GapReason::Suspended}};
    batch.observations = {probe(opus, underWay + 9min, false)};
    QVERIFY(store.append(batch));
    const Advice advice = ask(store, until(underWay + 9min + 5s));
    QCOMPARE(advice.load, Load::Calm); // the newest probe was answered, and nothing else is known
}

void TestQueryAdvice::chancesAreThoseOfOverloadsThatLastedAsLong()
{
    const Advice advice = ask(inABurst(), until(now));
    QCOMPARE(advice.watched, 10U);
    QVERIFY(advice.isEnough());
    QCOMPARE(advice.endResolution, milliseconds(1min)); // a probe a minute: of 10 s it says nothing
    QVERIFY(!overWithin(advice, 10s));
    // Eight ended after 9.5 min, two after 59.5; 4 min 20 s are gone.
    QCOMPARE(overWithin(advice, 30s), std::optional(0.0));
    QCOMPARE(overWithin(advice, 5min), std::optional(0.0));
    QVERIFY(qAbs(*overWithin(advice, 10min) - 0.8) < 1e-12);
    QVERIFY(qAbs(*overWithin(advice, 30min) - 0.8) < 1e-12);
}

void TestQueryAdvice::whatOneKnowsOneselfTakesThePlaceOfTheProbes()
{
    AdviceQuestion question = until(now);
    question.already = 20min;
    const Advice advice = ask(inABurst(), question);
    QCOMPARE(advice.already, milliseconds(20min));
    QCOMPARE(advice.watched, 2U); // only the long ones lasted so long
    QVERIFY(!advice.isEnough());
    QVERIFY(advice.chances.empty());
}

void TestQueryAdvice::followUpsTimeTheEnd()
{
    MemoryStore store;
    for (int minute = 0; minute < 400; ++minute) {
        const TimePoint t = begin + minute * 1min;
        const bool overloaded = minute % 50 == 25;
        store.add(probe(opus, t, overloaded));
        if (overloaded) {
            store.add(probe(opus, t + 5s, true, ProbeKind::Followup));
            store.add(probe(opus, t + 15s, false, ProbeKind::Followup));
        }
    }
    const Advice advice = ask(store, until(begin + 400min));
    QCOMPARE(advice.bursts.bursts.size(), 8U);
    QCOMPARE(advice.endResolution, milliseconds(10s));
    QCOMPARE(overWithin(advice, 10s), std::optional(1.0)); // each ended between 5 and 15 s
    QCOMPARE(advice.bursts.interval, milliseconds(1min));
}

void TestQueryAdvice::theFirstTryIsAtEvenOdds()
{
    const Advice advice = ask(inABurst(), until(now));
    QCOMPARE(advice.firstWait, std::optional(milliseconds(5min + 10s))); // 9.5 min - 4 min 20 s
    AdviceQuestion late = until(now);
    late.already = 9min + 20s; // 10 s before: sooner than the probes can tell
    QCOMPARE(ask(inABurst(), late).firstWait, std::optional(milliseconds(30s)));
}

void TestQueryAdvice::laterTriesAreCountedByTheirChance()
{
    const Advice advice = ask(inABurst(), until(now));
    QVERIFY(advice.plan);
    // Five tries of 310 s fit into half an hour; after the first one a fifth goes on.
    QCOMPARE(advice.plan->delays, (std::vector<milliseconds>(5, milliseconds(310s))));
    QVERIFY(qAbs(advice.plan->outlook.attempts - (1 + 4 * 0.2)) < 1e-9);
    QVERIFY(qAbs(advice.plan->outlook.succeeds - 0.8) < 1e-9);
    QVERIFY(qAbs(advice.plan->outlook.wait.count() - 310'000 * 1.8) < 1e-3);
}

void TestQueryAdvice::switchingPaysByTheMeanResidualWait_data()
{
    QTest::addColumn<milliseconds>("cost");
    QTest::addColumn<std::optional<milliseconds>>("after");
    using After = std::optional<milliseconds>;
    // On average 0.8 * 310 + 0.2 * 3310 = 910 s are left; of the long ones, after 310 s, 3000.
    QTest::newRow("cheaper than waiting") << milliseconds(909s) << After(0s);
    QTest::newRow("once the short ones are over") << milliseconds(911s) << After(310s);
    QTest::newRow("dearer than any wait") << milliseconds(3001s) << After();
}

void TestQueryAdvice::switchingPaysByTheMeanResidualWait()
{
    QFETCH(const milliseconds, cost);
    QFETCH(const std::optional<milliseconds>, after);
    AdviceQuestion question = until(now);
    question.switchCost = cost;
    const Advice advice = ask(inABurst(), question);
    QVERIFY(advice.other());
    QCOMPARE(advice.other()->model, haiku);
    QCOMPARE(advice.other()->answered.value, 1.0);
    QVERIFY(qAbs(advice.meanResidual->count() - 910'000) < 1e-3);
    QCOMPARE(advice.switchAfter, after);
}

void TestQueryAdvice::aModelThatIsOverloadedItselfIsNotNamed()
{
    MemoryStore store = inABurst();
    store.add(probe(haiku, underWay + 4min + 5s, true));
    const Advice advice = ask(store, until(now));
    QCOMPARE(advice.others.size(), 1U);
    QCOMPARE(advice.others.front().load, Load::Overloaded);
    QVERIFY(!advice.other());
    QVERIFY(!advice.switchAfter);
}

void TestQueryAdvice::aModelThatSeldomAnswersIsNotNamed()
{
    MemoryStore store;
    for (int minute = 0; minute < 200; ++minute) {
        const TimePoint t = begin + minute * 1min;
        const bool overloaded = minute % 10 == 5;
        store.add(probe(opus, t, overloaded));
        store.add(probe(haiku, t, overloaded && minute % 20 == 5)); // every second time
    }
    const Advice advice = ask(store, until(begin + 200min));
    QCOMPARE(advice.others.front().answered.value, 0.5);
    QCOMPARE(advice.others.front().load, Load::Calm);
    QVERIFY(!advice.other());
}

void TestQueryAdvice::modelsOfAnotherOrganizationAreNoFallback()
{
    MemoryStore store = days({10});
    Observation elsewhere = probe(u"claude-sonnet-5-5"_s, begin + 65min, false);
    elsewhere.target.organization = u"acme"_s;
    store.add(elsewhere);
    const Advice advice = ask(store, until(begin + 160min));
    QCOMPARE(advice.others.size(), 1U);
    QCOMPARE(advice.others.front().model, haiku);
}

void TestQueryAdvice::fewOverloadsSayWhenThereWillBeEnough()
{
    const TimePoint end = begin + 24h * 2 + 160min; // three in so long a time, three to come
    const Advice advice = ask(days({10, 10, 10}), until(end));
    QCOMPARE(advice.watched, 3U);
    QVERIFY(!advice.firstWait && advice.chances.empty() && !advice.plan);
    QCOMPARE(advice.enoughAt, std::optional(end + (end - begin)));
    // Of three days at most there will never be six at this pace.
    AdviceQuestion narrow = until(end);
    narrow.evidence.from = end - 24h * 3;
    const Advice never = ask(days({10, 10, 10}), narrow);
    QVERIFY(!never.enoughAt);
    QVERIFY(never.enoughEvidence);
    QVERIFY(
        recommendation(never, end).contains(u"at this pace it takes evidence of 4 d (--since)"_s));
}

void TestQueryAdvice::noneAtAllPromisesNothing()
{
    const Advice advice = ask(days({0, 0}), until(begin + 24h + 160min));
    QVERIFY(advice.watched == 0 && !advice.enoughAt);
    QVERIFY(advice.others.empty()); // no overload, no partner
}

void TestQueryAdvice::theRecommendationIsOneSentence_data()
{
    QTest::addColumn<MemoryStore>("store");
    QTest::addColumn<TimePoint>("asOf");
    QTest::addColumn<int>("costSeconds");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("switch") << inABurst() << now << 10
                            << u"use Haiku 5.5 (answered 100 % of the time) at once."_s;
    QTest::newRow("wait, then switch")
        << inABurst() << now << 1000
        << u"wait 5 min 10 s, then try again; if that fails use Haiku 5.5 (answered 100 % of the "
           "time)."_s;
    QTest::newRow("wait") << inABurst() << now << 100'000 << u"wait 5 min 10 s, then try again."_s;
    QTest::newRow("calm, and few overloads")
        << days({10, 10, 10}) << begin + 24h * 2 + 160min << 10
        << u"not overloaded 1 min ago; if you meet an overload: use Haiku 5.5 (answered 100 % of "
           u"the "
           "time); how long to wait is not known yet: 3 of the 6 overloads it takes were timed; "
           "enough on 2026-11-14 at this pace."_s;
    QTest::newRow("calm, and none") << days({0}) << begin + 160min << 10
                                    << u"not overloaded 1 min ago; if you meet an overload: how "
                                       "long to wait is not known yet: 0 of the 6 overloads it "
                                       "takes were timed; when there will be enough cannot be "
                                       "told."_s;
    QTest::newRow("no fresh probe")
        << days({0}) << begin + 24h << 10
        << u"whether it is overloaded is not known, its newest probe is 21 h old; if it is: how "
           u"long "
           "to wait is not known yet: 0 of the 6 overloads it takes were timed; when there will be "
           "enough cannot be told."_s;
}

void TestQueryAdvice::theRecommendationIsOneSentence()
{
    QFETCH(const MemoryStore, store);
    QFETCH(const TimePoint, asOf);
    QFETCH(const int, costSeconds);
    QFETCH(const QString, sentence);
    AdviceQuestion question = until(asOf);
    question.switchCost = std::chrono::seconds(costSeconds);
    QCOMPARE(recommendation(ask(store, question), asOf), sentence);
}

void TestQueryAdvice::theTextSaysWhatItRestsOn()
{
    const AdviceQuestion question = until(now);
    const auto found = adviceFor(inABurst(), Catalogue::shipped(), question);
    QVERIFY(found);
    const QString text = adviceText(*found, question);
    QVERIFY2(text.startsWith(u"Opus 4.7: use Haiku 5.5"_s), qPrintable(text));
    QVERIFY2(text.contains(u"overloaded since between 00:59:00 and 01:00:00 UTC, 5 of 5 probes, "
                           "newest probe 20 s ago"_s),
             qPrintable(text));
    QVERIFY2(text.contains(u"11 overloads since 2026-11-10, 10 of them watched beyond 4 min; their "
                           "ends are known to within 1 min"_s),
             qPrintable(text));
    QVERIFY2(text.contains(u"10 s not known, 30 s 0 % (0 to "_s), qPrintable(text));
    QVERIFY2(text.contains(u"1.8 tries on average, 80 % succeed, 9 min of waiting"_s),
             qPrintable(text));
    QVERIFY2(text.contains(u"at once; the mean wait to the end is 15 min"_s), qPrintable(text));
    QVERIFY(text.contains(u"Haiku 5.5 100.0 % ("_s) && text.contains(u"Python SDK "_s));
}

void TestQueryAdvice::theJsonHoldsTheSameFigures()
{
    const AdviceQuestion question = until(now);
    const auto found = adviceFor(inABurst(), Catalogue::shipped(), question);
    QVERIFY(found);
    const QJsonObject json = adviceJson(*found, question);
    QCOMPARE(json[u"schema"_s].toInt(), adviceSchema);
    const QJsonObject model = json[u"models"_s].toArray().at(0).toObject();
    QCOMPARE(model[u"now"_s].toString(), u"overloaded"_s);
    QCOMPARE(model[u"already_s"_s].toDouble(), 260.0);
    QCOMPARE(model[u"watched"_s].toInt(), 10);
    QCOMPARE(model[u"first_wait_s"_s].toDouble(), 310.0);
    QVERIFY(model[u"over_within"_s].toArray().at(0)[u"over"].isNull());
    QCOMPARE(model[u"switch_after_s"_s].toDouble(-1), 0.0);
    QCOMPARE(model[u"switch_to"_s].toString(), haiku);
    QCOMPARE(model[u"tries"_s][u"delays_s"].toArray().size(), 5);
}

void TestQueryAdvice::anEmptyStoreHasNoAdvice()
{
    const AdviceQuestion question = until(now);
    const auto found = adviceFor(MemoryStore(), Catalogue::shipped(), question);
    QVERIFY(found && found->empty());
    QCOMPARE(adviceText(*found, question), u"No such model has been probed.\n"_s);
}

QTEST_GUILESS_MAIN(TestQueryAdvice)
#include "tst_queryadvice.moc"
