// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/changeclaims.h"
#include "storage/query/claims/delayclaims.h"
#include "storage/report/claimsreport.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const TimePoint raised = at("2026-05-06T00:00:00.000Z");
const TimePoint begin = raised - 24h * 28;
const TimePoint end = raised + 24h * 28;

// A probe every half hour of four weeks on either side of the day. Before it every tenth meets an
// overload and the first token takes about 760 ms, from two days after it on one in 48 and 600 ms.
MemoryStore improved()
{
    MemoryStore store;
    int number = 0;
    for (TimePoint t = begin + 7min; t < end; t += 30min) {
        const bool isNew = t >= raised + 24h * 2;
        const auto first = Micros((isNew ? 600'000 : 760'000) + 2'000 * (number % 7));
        const bool isOverloaded = number % (isNew ? 48 : 10) == 0;
        ObservationBuilder probe(opus);
        probe.at(t).latency(first, first, first + 5ms);
        if (isOverloaded) {
            probe.overloaded();
        }
        probe.limit(LimitKind::Requests, t < raised + 16h ? 50 : 100);
        store.add(probe);
        ++number;
    }
    return store;
}

Claim delayed(ClaimMetric metric)
{
    Claim claim {.id = u"D1"_s, .statement = u"Within a week"_s, .metric = metric};
    claim.model = u"opus"_s;
    claim.event = raised;
    claim.value = 7;
    return claim;
}

Claim doubled(const QString& id, double ratio)
{
    Claim claim {.id = id, .source = u"a post"_s, .statement = u"The limit rose"_s};
    claim.figure = u"× %1"_s.arg(ratio);
    claim.metric = ClaimMetric::LimitRatio;
    claim.pool = u"Opus 4.x"_s;
    claim.limit = LimitKind::Requests;
    claim.event = raised;
    claim.test = ClaimTest::About;
    claim.value = ratio;
    claim.tolerance = 0.05;
    return claim;
}

ClaimBook rivals()
{
    Claim rate {.id = u"U3"_s, .statement = u"Overloads are rare"_s};
    rate.metric = ClaimMetric::OverloadRate;
    rate.model = opus;
    rate.value = 0.2;
    rate.strict = 0.001;
    Claim unseen {.id = u"U4"_s, .statement = u"Machines are busy"_s};
    unseen.observable = Observable::No;
    unseen.why = u"Machines cannot be seen."_s;
    return {.claims = {doubled(u"U1"_s, 2), doubled(u"U2"_s, 3), rate, unseen},
            .contradictions = {{.id = u"V1"_s,
                                .claims = {u"U1"_s, u"U2"_s},
                                .conflict = u"two against three"_s,
                                .decidedBy = u"The header."_s}}};
}

ClaimScope::Question questionAt(TimePoint asOf)
{
    return {.evidence = {asOf - 24h * 28, asOf}, .asOf = asOf, .zone = QTimeZone::utc()};
}

} // namespace

class TestLedger : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theDayOfAChangeIsCountedFromTheEvent_data();
    void theDayOfAChangeIsCountedFromTheEvent();
    void withoutAChangeNothingIsDecided();
    void withoutTheTimeBeforeItIsOutOfReach_data();
    void withoutTheTimeBeforeItIsOutOfReach();
    void beforeAndAfterHaveTheirSigns();
    void aYoungAfterSaysWhenThereIsEnough();
    void rivalsAreToldBesideAClaim();
    void anUnknownIdIsAnError();
    void theTextSaysWhatAndWhy();
    void theJsonHoldsTheSame();
    void anEmptyStoreDecidesNothing();

private:
    MemoryStore m_store;
    Result<ClaimScope> m_scope = Error {};
};

void TestLedger::initTestCase()
{
    m_store = improved();
    m_scope = ClaimScope::of(m_store, Catalogue::shipped(), questionAt(end));
    QVERIFY(m_scope);
}

void TestLedger::theDayOfAChangeIsCountedFromTheEvent_data()
{
    QTest::addColumn<int>("metric");
    QTest::newRow("of the overload rate") << int(ClaimMetric::OverloadDelay);
    QTest::newRow("of the first token") << int(ClaimMetric::FirstTokenDelay);
}

void TestLedger::theDayOfAChangeIsCountedFromTheEvent()
{
    QFETCH(const int, metric);
    const Claim claim = delayed(ClaimMetric(metric));
    const bool isRate = claim.metric == ClaimMetric::OverloadDelay;
    const auto delay = isRate ? overloadDelay(*m_scope, claim) : firstTokenDelay(*m_scope, claim);
    QVERIFY(delay && delay->value);
    QCOMPARE(*delay->value, 2.0);
    QVERIFY(*delay->low <= 2 && 2 <= *delay->high);
    QCOMPARE(delay->n, 56U);
    QVERIFY2(delay->evidence.contains(u"is lower from 2026-05-08 on"_s),
             qPrintable(delay->evidence));
    QCOMPARE(verdictOf(claim, *delay), ClaimVerdict::Supported);
}

void TestLedger::withoutAChangeNothingIsDecided()
{
    Claim claim = delayed(ClaimMetric::FirstTokenDelay);
    claim.event = raised + 24h * 14; // long over by then
    const auto delay = firstTokenDelay(*m_scope, claim);
    QVERIFY2(delay->missing.startsWith(u"a lower level: none is found"_s),
             qPrintable(delay->missing));
    QCOMPARE(verdictOf(claim, *delay), ClaimVerdict::NotYetDecidable);
}

void TestLedger::withoutTheTimeBeforeItIsOutOfReach_data()
{
    QTest::addColumn<int>("metric");
    QTest::newRow("a delay") << int(ClaimMetric::FirstTokenDelay);
    QTest::newRow("a change of the rate") << int(ClaimMetric::OverloadChange);
    QTest::newRow("a change of the latency") << int(ClaimMetric::FirstTokenChange);
}

void TestLedger::withoutTheTimeBeforeItIsOutOfReach()
{
    QFETCH(const int, metric);
    Claim claim = delayed(ClaimMetric(metric));
    claim.event = begin - 24h * 40;
    const auto measured = claim.metric == ClaimMetric::OverloadChange
        ? overloadChange(*m_scope, claim)
        : claim.metric == ClaimMetric::FirstTokenChange ? latencyChange(*m_scope, claim)
                                                        : firstTokenDelay(*m_scope, claim);
    QVERIFY2(measured->missing.startsWith(u"nothing was measured before"_s),
             qPrintable(measured->missing));
    QCOMPARE(verdictOf(claim, *measured), ClaimVerdict::NotObservable);
}

void TestLedger::beforeAndAfterHaveTheirSigns()
{
    Claim fewer = delayed(ClaimMetric::OverloadChange);
    fewer.value = 0;
    const auto change = overloadChange(*m_scope, fewer);
    QVERIFY(change && change->value);
    // A tenth before; after it a tenth for a day of unclear days less, then one in 48.
    QVERIFY(*change->value < -0.06 && *change->value > -0.1);
    QCOMPARE(verdictOf(fewer, *change), ClaimVerdict::Supported);
    Claim faster = delayed(ClaimMetric::FirstTokenChange);
    faster.value = 1;
    const auto ratio = latencyChange(*m_scope, faster);
    QVERIFY(ratio && ratio->value);
    QVERIFY(std::abs(*ratio->value - 606.0 / 766) < 0.02); // a bin of the sketch on either side
    QVERIFY2(ratio->evidence.startsWith(u"From 7"_s), qPrintable(ratio->evidence));
    QCOMPARE(verdictOf(faster, *ratio), ClaimVerdict::Supported);
    faster.test = ClaimTest::AtLeast;
    QCOMPARE(verdictOf(faster, *ratio), ClaimVerdict::Refuted);
}

void TestLedger::aYoungAfterSaysWhenThereIsEnough()
{
    const TimePoint asOf = raised + 24h * 3;
    const auto scope = ClaimScope::of(m_store, Catalogue::shipped(), questionAt(asOf));
    Claim fewer = delayed(ClaimMetric::OverloadChange);
    fewer.value = 0;
    const auto change = overloadChange(*scope, fewer);
    QCOMPARE(verdictOf(fewer, *change), ClaimVerdict::NotYetDecidable);
    QVERIFY(!change->missing.isEmpty());
    QVERIFY(change->enoughAt && *change->enoughAt > asOf);
}

void TestLedger::rivalsAreToldBesideAClaim()
{
    const auto made = ledger(m_store, Catalogue::shipped(), rivals(),
                             {.ids = {u"U2"_s}, .scope = questionAt(end)});
    QVERIFY(made);
    QCOMPARE(made->rows.size(), 2U); // with its rival, which nobody asked for
    QVERIFY(!made->find(u"U1"_s)->isAsked);
    QCOMPARE(made->find(u"U1"_s)->verdict, ClaimVerdict::Supported);
    QCOMPARE(made->find(u"U2"_s)->verdict, ClaimVerdict::Refuted);
    QCOMPARE(made->contradictions.size(), 1U);
    QCOMPARE(made->countOf(ClaimVerdict::Supported), 0U);
    QCOMPARE(made->countOf(ClaimVerdict::Refuted), 1U);
}

void TestLedger::anUnknownIdIsAnError()
{
    const auto made = ledger(m_store, Catalogue::shipped(), rivals(),
                             {.ids = {u"U1"_s, u"U9"_s}, .scope = questionAt(end)});
    QVERIFY(!made);
    QCOMPARE(made.error().code, Error::Code::Usage);
    QVERIFY(made.error().message.contains(u"\"U9\""_s));
}

void TestLedger::theTextSaysWhatAndWhy()
{
    const auto made =
        ledger(m_store, Catalogue::shipped(), rivals(), {.ids = {}, .scope = questionAt(end)});
    const QString text = claimsText(*made);
    for (
        const QString& part :
        {u"Of 4 claims 2 supported, 1 refuted, 0 not yet decidable and 1 not observable from here."_s,
         u"U2   The limit rose (a post)\n  verdict    refuted\n  claimed    × 3\n"
         "  measured   × 2.00, exact\n"_s,
         u"rivals V1  two against three (U1 supported). The header."_s,
         u"stricter   below 0.10 %: refuted"_s, u"why        Machines cannot be seen."_s,
         u"of twenty claims decided one may be decided wrongly"_s}) {
        QVERIFY2(text.contains(part), qPrintable(part + u"\nis not in\n"_s + text));
    }
}

void TestLedger::theJsonHoldsTheSame()
{
    const auto made =
        ledger(m_store, Catalogue::shipped(), rivals(), {.ids = {}, .scope = questionAt(end)});
    const QJsonObject json = claimsJson(*made);
    QCOMPARE(json[u"schema"_s].toInt(), claimsSchema);
    const QJsonArray claims = json[u"claims"_s].toArray();
    QCOMPARE(claims.size(), 4);
    const QJsonObject second = claims[1].toObject();
    QCOMPARE(second[u"verdict"_s].toString(), u"refuted"_s);
    QCOMPARE(second[u"measured"_s][u"value"_s].toDouble(), 2.0);
    QCOMPARE(second[u"unit"_s].toString(), u"ratio"_s);
    QCOMPARE(second[u"rivals"_s][0][u"id"_s].toString(), u"U1"_s);
    QCOMPARE(second[u"rivals"_s][0][u"verdict"_s].toString(), u"supported"_s);
    const QJsonObject third = claims[2].toObject();
    QCOMPARE(third[u"strict_verdict"_s].toString(), u"refuted"_s);
    QVERIFY(third[u"measured"_s][u"low"_s].isDouble());
    QVERIFY(claims[3].toObject()[u"test"_s].isNull());
    QCOMPARE(json[u"contradictions"_s][0][u"id"_s].toString(), u"V1"_s);
}

void TestLedger::anEmptyStoreDecidesNothing()
{
    const auto made = ledger(MemoryStore(), Catalogue::shipped(), rivals(),
                             {.ids = {}, .scope = questionAt(end)});
    QVERIFY(made);
    QCOMPARE(made->countOf(ClaimVerdict::NotYetDecidable), 3U);
    QVERIFY(claimsText(*made).contains(u"it needs a probe of Opus 4.7"_s));
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
