// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/requestpath.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestQueryRequestPath : public QObject
{
    Q_OBJECT

private slots:
    void withoutFreeProbesNothingIsKnown();
    void theNewestIsToldWithItsTime();
    void aFailureHasNoTime();
    void whatWasNotSentIsNotTheNewest();
    void usualIsWhereNineOfTenLie();
    void aProbeOlderThanADaySaysNothing();
    void modelsAreNoPartOfTheWay();

private:
    RequestPath path() const;
    void add(ProbeKind kind, std::chrono::milliseconds ago, Micros total,
             Outcome outcome = Outcome::Ok);

    const TimePoint m_now = fromEpochMs(1'777'809'600'000);
    std::unique_ptr<MemoryStore> m_store = std::make_unique<MemoryStore>();

private slots:
    void init() { m_store = std::make_unique<MemoryStore>(); }
};

RequestPath TestQueryRequestPath::path() const
{
    const auto found = requestPath(*m_store, *m_store->targets(), m_now);
    return found ? *found : RequestPath {};
}

void TestQueryRequestPath::add(ProbeKind kind, std::chrono::milliseconds ago, Micros total,
                               Outcome outcome)
{
    m_store->add(ObservationBuilder({}, kind)
                     .at(m_now - ago)
                     .outcome(outcome, outcome == Outcome::Ok ? 200 : 0)
                     .latency({}, {}, total));
}

void TestQueryRequestPath::withoutFreeProbesNothingIsKnown()
{
    QVERIFY(!path().line.newest && !path().edge.newest);
    QCOMPARE(path().line.n, 0U);
}

void TestQueryRequestPath::theNewestIsToldWithItsTime()
{
    add(ProbeKind::Line, 10min, 90ms);
    add(ProbeKind::Line, 8s, 41ms);
    add(ProbeKind::Control, 20s, 212ms);
    QCOMPARE(path().line.newest, std::optional(m_now - 8s));
    QCOMPARE(path().line.took, std::optional(41.0));
    QCOMPARE(path().edge.took, std::optional(212.0));
    QCOMPARE(path().edge.outcome, Outcome::Ok);
}

void TestQueryRequestPath::aFailureHasNoTime()
{
    add(ProbeKind::Line, 1min, 41ms);
    add(ProbeKind::Line, 8s, 3s, Outcome::DnsFailed);
    QCOMPARE(path().line.outcome, Outcome::DnsFailed);
    QVERIFY(!path().line.took);
    QCOMPARE(path().line.n, 1U);
}

void TestQueryRequestPath::whatWasNotSentIsNotTheNewest()
{
    add(ProbeKind::Line, 1min, 41ms);
    add(ProbeKind::Line, 8s, 0ms, Outcome::Skipped);
    QCOMPARE(path().line.newest, std::optional(m_now - 1min));
}

void TestQueryRequestPath::usualIsWhereNineOfTenLie()
{
    for (int i = 1; i <= 100; ++i) {
        add(ProbeKind::Line, i * 10min, std::chrono::milliseconds(i));
    }
    QCOMPARE(path().line.n, 100U);
    QVERIFY(std::abs(path().line.usualFrom - 5) < 0.04); // within the bin of the sketch, 0.8 %
    QVERIFY(std::abs(path().line.usualTo - 95) < 0.76);
}

void TestQueryRequestPath::aProbeOlderThanADaySaysNothing()
{
    add(ProbeKind::Line, 25h, 41ms);
    QVERIFY(!path().line.newest);
    add(ProbeKind::Line, 23h, 42ms);
    QCOMPARE(path().line.took, std::optional(42.0));
}

void TestQueryRequestPath::modelsAreNoPartOfTheWay()
{
    m_store->add(ObservationBuilder().at(m_now - 5s).latency(1s, 1s, 2s));
    QVERIFY(!path().line.newest && !path().edge.newest);
}

QTEST_GUILESS_MAIN(TestQueryRequestPath)
#include "tst_queryrequestpath.moc"
