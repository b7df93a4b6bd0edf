// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/dashboard.h"
#include "tests/support/syntheticdata.h"
#include "tests/support/temporarystore.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

// How long one refresh of the dashboard takes over 220 days of four models: every five minutes, the
// last fourteen days every minute.
class BenchQuery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void dashboards_data();
    void dashboards();

private:
    const TimePoint m_asOf = at("2026-11-21T14:32:10.250Z");
    TemporaryStore m_directory;
    std::unique_ptr<StoreReader> m_store;
};

void BenchQuery::initTestCase()
{
    SyntheticPlan plan {
        .seed = 1,
        .range = {m_asOf - 24h * 220, m_asOf - 24h * 14},
        .every = 5min,
        .models = {QStringLiteral("claude-opus-4-7"), QStringLiteral("claude-opus-5-5"),
                   QStringLiteral("claude-sonnet-5-5"), QStringLiteral("claude-haiku-5-5")},
        .kinds = {ProbeKind::Admission}};
    const auto writer = m_directory.writer();
    QVERIFY(writer);
    QVERIFY(writer->append({syntheticObservations(plan), {}, {}}));
    plan.range = {m_asOf - 24h * 14, m_asOf};
    plan.every = 1min;
    QVERIFY(writer->append({syntheticObservations(plan), {}, {}}));
    plan.kinds = {ProbeKind::Generation};
    plan.every = 15min;
    plan.models = plan.models.mid(0, 1);
    QVERIFY(writer->append({syntheticObservations(plan), {}, {}}));
    m_store = m_directory.reader();
    QVERIFY(m_store);
}

void BenchQuery::dashboards_data()
{
    QTest::addColumn<int>("hours");
    QTest::newRow("one hour") << 1;
    QTest::newRow("six hours") << 6;
    QTest::newRow("a day") << 24;
    QTest::newRow("fourteen days") << 14 * 24;
    QTest::newRow("60 days") << 60 * 24;
    QTest::newRow("220 days") << 220 * 24;
}

void BenchQuery::dashboards()
{
    QFETCH(const int, hours);
    const DashboardQuestion question {{{m_asOf - std::chrono::hours(hours), m_asOf}, {}},
                                      m_asOf,
                                      QTimeZone("Europe/Berlin"),
                                      1min};
    QBENCHMARK {
        QVERIFY(m_store->beginSnapshot());
        const auto board = dashboard(*m_store, Catalogue::shipped(), question);
        m_store->endSnapshot();
        QVERIFY(board);
    }
}

QTEST_GUILESS_MAIN(BenchQuery)
#include "bench_query.moc"
