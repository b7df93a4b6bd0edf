// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/observationbuilder.h"
#include "tests/support/temporarystore.h"

#include <QTest>

#include <algorithm>

using namespace plimsoll;
using test::ObservationBuilder;
using test::TemporaryStore;

class TestRowFilter : public QObject
{
    Q_OBJECT

private slots:
    void filters_data();
    void filters();
    void pagingNewestFirst();
    void aVisitorMayStopEarly();
};

void TestRowFilter::filters_data()
{
    QTest::addColumn<RowFilter>("filter");
    QTest::addColumn<QList<qint64>>("seqs");
    const QString opus = QStringLiteral("claude-opus-4-7");
    const QString haiku = QStringLiteral("claude-haiku-5-5");
    QTest::newRow("all rows in the order written") << RowFilter {} << QList<qint64> {1, 2, 3, 4, 5};
    QTest::newRow("half open in time")
        << RowFilter {.range = {fromEpochMs(2000), fromEpochMs(4000)}} << QList<qint64> {2, 3};
    QTest::newRow("nothing in an empty range")
        << RowFilter {.range = {fromEpochMs(2000), fromEpochMs(2000)}} << QList<qint64> {};
    QTest::newRow("one model") << RowFilter {.models = {haiku}} << QList<qint64> {2, 5};
    QTest::newRow("two models and a kind")
        << RowFilter {.models = {opus, haiku}, .kinds = {ProbeKind::Admission}}
        << QList<qint64> {1, 2, 4};
    QTest::newRow("a model that is not there")
        << RowFilter {.models = {QStringLiteral("x")}} << QList<qint64> {};
    QTest::newRow("rows without a model") << RowFilter {.models = {QString()}} << QList<qint64> {3};
    QTest::newRow("some outcomes")
        << RowFilter {.outcomes = {Outcome::OverloadedHttp, Outcome::DnsFailed}}
        << QList<qint64> {3, 4};
    QTest::newRow("newest first, two of them")
        << RowFilter {.newestFirst = true, .limit = 2} << QList<qint64> {5, 4};
    QTest::newRow("below a seq") << RowFilter {.beforeSeq = 3} << QList<qint64> {1, 2};
    QTest::newRow("exactly one") << RowFilter {.seq = 4} << QList<qint64> {4};
    QTest::newRow("none at all") << RowFilter {.limit = 0} << QList<qint64> {};
}

void TestRowFilter::filters()
{
    QFETCH(RowFilter, filter);
    QFETCH(QList<qint64>, seqs);
    const QString haiku = QStringLiteral("claude-haiku-5-5");
    const TemporaryStore store;
    QVERIFY(store.fill({
        ObservationBuilder().at(1000),
        ObservationBuilder(haiku).at(2000),
        ObservationBuilder(QString(), ProbeKind::Line).at(3000).outcome(Outcome::DnsFailed, 0),
        ObservationBuilder().at(4000).overloaded(),
        ObservationBuilder(haiku, ProbeKind::Generation).at(5000),
    }));
    const auto reader = store.reader();
    QList<qint64> found;
    for (const Observation& observation : test::rows(*reader, filter)) {
        found << observation.seq;
    }
    QCOMPARE(found, seqs);
    QCOMPARE(*reader->countObservations(filter), qint64(seqs.size()));
}

void TestRowFilter::pagingNewestFirst()
{
    const TemporaryStore store;
    std::vector<Observation> many;
    for (int i = 0; i < 25; ++i) {
        many.push_back(ObservationBuilder().at(i % 2 == 0 ? 1000 - i : i)); // not in order of time
    }
    QVERIFY(store.fill(many));
    const auto reader = store.reader();
    RowFilter filter {.newestFirst = true, .limit = 10};
    QList<qint64> seen;
    for (int page = 0; page < 4; ++page) {
        for (const Observation& observation : test::rows(*reader, filter)) {
            seen << observation.seq;
        }
        filter.beforeSeq = seen.last();
    }
    QCOMPARE(seen.size(), 25);
    QCOMPARE(seen.first(), 25);
    QCOMPARE(seen.last(), 1);
    QVERIFY(std::ranges::is_sorted(seen, std::greater()));
}

void TestRowFilter::aVisitorMayStopEarly()
{
    const TemporaryStore store;
    QVERIFY(store.fill({ObservationBuilder(), ObservationBuilder(), ObservationBuilder()}));
    int visited = 0;
    QVERIFY(
        store.reader()->observations({}, [&visited](const Observation&) { return ++visited < 2; }));
    QCOMPARE(visited, 2);
}

QTEST_GUILESS_MAIN(TestRowFilter)
#include "tst_rowfilter.moc"
