// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/openwindow.h"
#include "ui/pages/overviewpage.h"
#include "ui/viewmodels/evidencechain.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum Place { Line, Edge, Key, Limits, Others, Model, StatusPage, Count };

Dashboard sound()
{
    Dashboard dashboard = cannedDashboard(24h);
    const PathStretch fine {.newest = cannedNow() - 8s,
                            .outcome = Outcome::Ok,
                            .took = 41,
                            .n = 1'400,
                            .usualFrom = 38,
                            .usualTo = 47};
    dashboard.path = {.line = fine, .edge = fine};
    for (ModelOverview& model : dashboard.models) {
        model.hour[Outcome::RateLimited] = 0;
    }
    return dashboard;
}

StatusReport report(StatusReport::State state)
{
    return {.state = state,
            .indicator = {},
            .description = u"All Systems Operational"_s,
            .components = {},
            .incidents = {},
            .source = {},
            .checkedAt = cannedNow() - 41s,
            .freshUntil = cannedNow() + 40min};
}

std::vector<EvidenceLink> chainOf(const Dashboard& dashboard, std::chrono::milliseconds later = 0ms)
{
    return evidenceChain(dashboard, {.now = cannedNow() + later, .silence = 120s}, Format());
}

} // namespace

class TestEvidenceChain final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void cleanup() { close(); }
    void theOverloadedModelIsToBlameAndTheWayToItFine();
    void aDeadLineIsToBlameBeforeTheModel();
    void whereAnswersComeThroughTheLineIsFineWithoutAProbeOfItsOwn();
    void aLineThatTakesThreeTimesTheUsualIsSlow();
    void aRefusedKeyIsToldWithItsCount();
    void aLimitThatIsNearlySpentIsLow();
    void limitedProbesAreTold();
    void anotherModelInTroubleIsTold();
    void aStatusPageThatSaysNothingOfAnOverloadIsSilentNotFine();
    void anIncidentIsTold();
    void whatIsOldIsUnknown();
    void anEmptyStoreKnowsNothing();
    void thePageShowsTheChain();
};

void TestEvidenceChain::theOverloadedModelIsToBlameAndTheWayToItFine()
{
    const auto chain = chainOf(sound());
    QCOMPARE(chain.size(), std::size_t(Count));
    for (const Place place : {Line, Edge, Key, Limits}) {
        QCOMPARE(chain[place].condition, Condition::Normal);
        QVERIFY(!chain[place].isToBlame);
    }
    QCOMPARE(chain[Line].fact, u"Name, TCP, TLS in 41.0 ms"_s);
    QCOMPARE(chain[Line].age, u"8 s"_s);
    QCOMPARE(chain[Model].name, u"Opus 4.7"_s);
    QCOMPARE(chain[Model].word, u"Overloaded"_s);
    QVERIFY(chain[Model].isToBlame);
    const OutcomeCounts hour = sound().models.front().hour;
    QCOMPARE(chain[Model].fact,
             u"%1 of %2 overloaded"_s.arg(hour.overloaded()).arg(hour.reached()));
}

void TestEvidenceChain::aDeadLineIsToBlameBeforeTheModel()
{
    Dashboard dashboard = sound();
    dashboard.path.line.outcome = Outcome::DnsFailed;
    dashboard.path.line.took.reset();
    const auto chain = chainOf(dashboard);
    QCOMPARE(chain[Line].condition, Condition::Bad);
    QCOMPARE(chain[Line].fact, label(Outcome::DnsFailed));
    QVERIFY(chain[Line].isToBlame);
    QVERIFY(!chain[Model].isToBlame);
}

void TestEvidenceChain::whereAnswersComeThroughTheLineIsFineWithoutAProbeOfItsOwn()
{
    Dashboard dashboard = sound();
    dashboard.path = {};
    QCOMPARE(chainOf(dashboard)[Line].word, u"Fine"_s);
    QCOMPARE(chainOf(dashboard)[Line].detail, u"not probed by itself"_s);
    for (ModelOverview& model : dashboard.models) {
        model.lastOutcome = Outcome::LocalNetwork;
    }
    QCOMPARE(chainOf(dashboard)[Line].condition, Condition::Unknown);
}

void TestEvidenceChain::aLineThatTakesThreeTimesTheUsualIsSlow()
{
    Dashboard dashboard = sound();
    dashboard.path.line.took = 141;
    QCOMPARE(chainOf(dashboard)[Line].condition, Condition::Normal);
    dashboard.path.line.took = 142;
    QCOMPARE(chainOf(dashboard)[Line].word, u"Slow"_s);
    dashboard.path.line.n = 9; // too few to know what is usual
    QCOMPARE(chainOf(dashboard)[Line].condition, Condition::Normal);
}

void TestEvidenceChain::aRefusedKeyIsToldWithItsCount()
{
    Dashboard dashboard = sound();
    dashboard.models.front().day[Outcome::AuthFailed] = 3;
    dashboard.models.front().lastOutcome = Outcome::AuthFailed;
    const EvidenceLink key = chainOf(dashboard)[Key];
    QCOMPARE(key.condition, Condition::Bad);
    QVERIFY(key.fact.startsWith(u"3 of "_s));
    QVERIFY(key.isToBlame);
}

void TestEvidenceChain::aLimitThatIsNearlySpentIsLow()
{
    Dashboard dashboard = sound();
    QCOMPARE(chainOf(dashboard)[Limits].word, u"Fine"_s);
    ModelOverview& model = dashboard.models[1];
    model.tightest->remaining = *model.tightest->limit / 10;
    model.tightest->reset = cannedNow() + 1h;
    QCOMPARE(chainOf(dashboard)[Limits].word, u"Low"_s);
}

void TestEvidenceChain::limitedProbesAreTold()
{
    Dashboard dashboard = sound();
    dashboard.models[1].hour[Outcome::RateLimited] = 4;
    const EvidenceLink limits = chainOf(dashboard)[Limits];
    QCOMPARE(limits.word, u"Limited"_s);
    QVERIFY(!limits.isToBlame); // a warning is no verdict
}

void TestEvidenceChain::anotherModelInTroubleIsTold()
{
    Dashboard dashboard = sound();
    QCOMPARE(chainOf(dashboard)[Others].condition, Condition::Normal);
    QVERIFY(chainOf(dashboard)[Others].detail.contains(u"3 models"_s));
    dashboard.models[2].verdict.condition = Condition::Bad;
    QCOMPARE(chainOf(dashboard)[Others].condition, Condition::Warning);
}

void TestEvidenceChain::aStatusPageThatSaysNothingOfAnOverloadIsSilentNotFine()
{
    Dashboard dashboard = sound();
    QCOMPARE(chainOf(dashboard)[StatusPage].fact, u"Not asked"_s);
    dashboard.statusPage = report(StatusReport::State::Ok);
    QCOMPARE(chainOf(dashboard)[StatusPage].word, u"Silent"_s);
    QCOMPARE(chainOf(dashboard)[StatusPage].condition, Condition::Unknown);
    QCOMPARE(chainOf(dashboard)[StatusPage].age, u"41 s"_s);
    for (ModelOverview& model : dashboard.models) {
        model.verdict.condition = Condition::Normal;
    }
    QCOMPARE(chainOf(dashboard)[StatusPage].word, u"Quiet"_s);
    QCOMPARE(chainOf(dashboard)[StatusPage].condition, Condition::Normal);
    QCOMPARE(chainOf(dashboard, 3h)[StatusPage].condition, Condition::Unknown); // read too long ago
}

void TestEvidenceChain::anIncidentIsTold()
{
    Dashboard dashboard = sound();
    dashboard.statusPage = report(StatusReport::State::Degraded);
    dashboard.statusPage->incidents = {{.id = u"1"_s,
                                        .name = u"Elevated errors on Opus 4.7"_s,
                                        .status = u"investigating"_s,
                                        .impact = u"major"_s,
                                        .models = {}}};
    QCOMPARE(chainOf(dashboard)[StatusPage].word, u"Incident"_s);
    QCOMPARE(chainOf(dashboard)[StatusPage].fact, u"Elevated errors on Opus 4.7"_s);
}

void TestEvidenceChain::whatIsOldIsUnknown()
{
    for (const EvidenceLink& link : chainOf(sound(), 10min)) {
        QVERIFY2(link.condition == Condition::Unknown, qPrintable(link.name));
        QVERIFY(!link.isToBlame);
    }
}

void TestEvidenceChain::anEmptyStoreKnowsNothing()
{
    const auto chain = chainOf(Dashboard());
    QCOMPARE(chain.size(), std::size_t(Count));
    for (const EvidenceLink& link : chain) {
        QVERIFY2(link.condition == Condition::Unknown, qPrintable(link.name));
        QVERIFY(!link.word.isEmpty() && !link.fact.isEmpty());
    }
}

void TestEvidenceChain::thePageShowsTheChain()
{
    open();
    m_window->setDashboard(sound());
    const EvidenceStrip& strip = page<OverviewPage>("overview").evidence();
    QTRY_COMPARE(strip.links().size(), std::size_t(Count));
    QCOMPARE(strip.links()[Model].name, u"Opus 4.7"_s);
    QVERIFY(strip.isVisible());
    int blamed = 0;
    for (const QFrame* cell : strip.findChildren<QFrame*>(u"evidence"_s)) {
        blamed += cell->property("blamed").toBool() ? 1 : 0;
        QVERIFY(!cell->accessibleName().isEmpty() && !cell->accessibleDescription().isEmpty());
    }
    QCOMPARE(blamed, 1);
}

QTEST_MAIN(TestEvidenceChain)
#include "tst_evidencechain.moc"
