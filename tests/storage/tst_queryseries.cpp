// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/series.h"
#include "storage/query/sums.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

#include <random>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestQuerySeries : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void stepLengths_data();
    void stepLengths();
    void sumsEqualTheSumOfTheRows_data();
    void sumsEqualTheSumOfTheRows();
    void stepsTileTheRangeAndSumToTheWhole_data();
    void stepsTileTheRangeAndSumToTheWhole();
    void theLeadIsExactAndChangesNothingElse();
    void onlyScheduledPaidProbesCount();
    void noDataIsAnAbsentStep();
    void modelsComeInCatalogueOrderWithTheirColour();

private:
    MemoryStore m_store;
    TimeRange m_range {at("2026-10-30T05:17:00Z"), at("2026-11-21T14:32:10.250Z")};
};

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

QString haiku()
{
    return QStringLiteral("claude-haiku-5-5");
}

// Row by row, without rollups.
Summary bruteSum(const MemoryStore& store, const std::vector<TargetId>& targets, TimeRange range)
{
    Summary sum;
    for (const Observation& row : store.rows()) {
        if (range.contains(row.at) && std::ranges::find(targets, row.target) != targets.end()) {
            sum.add(row);
        }
    }
    return sum;
}

std::vector<TargetId> opusTargets()
{
    return {{opus(), ProbeKind::Admission}, {opus(), ProbeKind::Generation}};
}

} // namespace

void TestQuerySeries::initTestCase()
{
    const SyntheticPlan plan {.seed = 11,
                              .range = m_range,
                              .every = 20min,
                              .models = {opus(), haiku()},
                              .kinds = {ProbeKind::Admission, ProbeKind::Generation,
                                        ProbeKind::Followup, ProbeKind::Control}};
    const auto receipt = m_store.append({syntheticObservations(plan), {}, {}});
    QVERIFY(receipt && receipt->count > 10'000);
}

void TestQuerySeries::stepLengths_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<int>("minutes");
    QTest::newRow("one hour in steps of ten minutes") << 1 << 10;
    QTest::newRow("six hours in steps of ten minutes") << 6 << 10;
    QTest::newRow("a day in hours") << 24 << 60;
    QTest::newRow("fourteen days in hours") << 14 * 24 << 60;
    QTest::newRow("four weeks in quarters of a day") << 28 * 24 << 360;
    QTest::newRow("sixty days in quarters of a day") << 60 * 24 << 360;
    QTest::newRow("half a year in days") << 182 * 24 << 1440;
}

void TestQuerySeries::stepLengths()
{
    QFETCH(const int, hours);
    QFETCH(const int, minutes);
    const TimePoint from = at("2026-01-01T00:00:00Z");
    const TimeRange range {from, from + std::chrono::hours(hours)};
    QCOMPARE(stepFor(range).count(), std::chrono::milliseconds(minutes * 1min).count());
    QVERIFY(range.length() / stepFor(range) <= 400);
}

void TestQuerySeries::sumsEqualTheSumOfTheRows_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("length");
    std::mt19937_64 random(3);
    for (int i = 0; i < 40; ++i) {
        const qint64 whole = m_range.length().count();
        const qint64 from = qint64(random() % quint64(whole));
        const qint64 length = qint64(random() % quint64(whole - from + 1));
        QTest::addRow("range %d", i) << toEpochMs(m_range.from) + from << length;
    }
    QTest::newRow("all of time") << toEpochMs(TimePoint::min()) / 2
                                 << std::numeric_limits<qint64>::max();
    QTest::newRow("everything") << toEpochMs(m_range.from) << qint64(m_range.length().count());
}

void TestQuerySeries::sumsEqualTheSumOfTheRows()
{
    QFETCH(const qint64, from);
    QFETCH(const qint64, length);
    const TimeRange range {fromEpochMs(from), fromEpochMs(from + length)};
    const auto sum = sumOver(m_store, opusTargets(), range);
    QVERIFY(sum);
    QVERIFY(*sum == bruteSum(m_store, opusTargets(), range));
}

void TestQuerySeries::stepsTileTheRangeAndSumToTheWhole_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::newRow("five hours") << toEpochMs(at("2026-11-21T09:32:10.250Z"))
                                << toEpochMs(at("2026-11-21T14:32:10.250Z"));
    QTest::newRow("a week") << toEpochMs(at("2026-11-14T14:32:10.250Z"))
                            << toEpochMs(at("2026-11-21T14:32:10.250Z"));
    QTest::newRow("three weeks") << toEpochMs(m_range.from) << toEpochMs(m_range.to);
    QTest::newRow("a range longer than the data")
        << toEpochMs(at("2026-04-15T00:00:00Z")) << toEpochMs(at("2026-12-24T12:00:00Z"));
}

void TestQuerySeries::stepsTileTheRangeAndSumToTheWhole()
{
    QFETCH(const qint64, from);
    QFETCH(const qint64, to);
    const Selection selection {{fromEpochMs(from), fromEpochMs(to)}, {opus()}};
    const auto all = allSeries(m_store, Catalogue::shipped(), selection);
    QVERIFY(all && all->size() == 1);
    const ModelSeries& series = all->front();
    Summary sum;
    TimePoint reached = selection.range.from;
    for (const ModelSeries::Step& step : series.steps) {
        QVERIFY(reached <= step.range.from && step.range.from < step.range.to);
        QVERIFY(step.range.to <= selection.range.to);
        QVERIFY(step.range.length() <= stepFor(selection.range));
        QVERIFY(step.summary == bruteSum(m_store, opusTargets(), step.range));
        sum += step.summary;
        reached = step.range.to;
    }
    QVERIFY(sum == series.whole);
    QVERIFY(series.whole == bruteSum(m_store, opusTargets(), selection.range));
}

void TestQuerySeries::theLeadIsExactAndChangesNothingElse()
{
    const TimeRange range {at("2026-11-10T07:23:11Z"), at("2026-11-12T07:23:11Z")};
    const Selection selection {range, {opus()}};
    const auto catalogue = Catalogue::shipped();
    const auto plain = allSeries(m_store, catalogue, selection);
    const auto led = allSeries(m_store, catalogue, selection, {.step = {}, .lead = 24h});
    QVERIFY(plain && led && plain->size() == 1 && led->size() == 1);
    QVERIFY(plain->front().before.empty());
    QCOMPARE(led->front().whole, plain->front().whole);
    QCOMPARE(led->front().steps.size(), plain->front().steps.size());

    const TimeRange lead {range.from - 24h, range.from};
    Summary sum;
    for (const ModelSeries::Step& step : led->front().before) {
        QVERIFY(lead.from <= step.range.from && step.range.to <= lead.to);
        sum += step.summary;
    }
    QCOMPARE(sum, bruteSum(m_store, opusTargets(), lead));
    QVERIFY(sum.counts.total() > 0);
}

void TestQuerySeries::onlyScheduledPaidProbesCount()
{
    MemoryStore store;
    const TimePoint t = at("2026-11-20T10:00:00Z");
    for (const auto kind : {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation,
                            ProbeKind::Followup, ProbeKind::Control}) {
        store.add(observed(opus(), t, Outcome::OverloadedHttp, kind));
    }
    store.add(observed({}, t, Outcome::DnsFailed, ProbeKind::Line));
    const auto all = allSeries(store, Catalogue::shipped(), {{t, t + 1h}, {}});
    QVERIFY(all);
    QCOMPARE(all->size(), std::size_t(1));
    QCOMPARE(all->front().whole.counts.total(), quint64(3));
    QCOMPARE(all->front().whole.counts.overloaded(), quint64(3));
}

void TestQuerySeries::noDataIsAnAbsentStep()
{
    MemoryStore store;
    const TimePoint t = at("2026-11-20T10:00:00Z");
    store.add(observed(opus(), t));
    store.add(observed(opus(), t + 3h));
    const auto all = allSeries(store, Catalogue::shipped(), {{t, t + 24h}, {}});
    QVERIFY(all);
    QCOMPARE(all->front().steps.size(), std::size_t(2));
    QVERIFY(all->front().steps.back().range == (TimeRange {t + 3h, t + 4h}));
}

void TestQuerySeries::modelsComeInCatalogueOrderWithTheirColour()
{
    const auto models = probedModels({{QStringLiteral("acme-1"), ProbeKind::Admission},
                                      {haiku(), ProbeKind::Admission},
                                      {QStringLiteral("claude-sonnet-5-5"), ProbeKind::Followup},
                                      {opus(), ProbeKind::Admission},
                                      {opus(), ProbeKind::Generation},
                                      {{}, ProbeKind::Line}},
                                     Catalogue::shipped(), {});
    QCOMPARE(models.size(), std::size_t(3));
    QCOMPARE(models[0].displayName, QStringLiteral("Opus 4.7"));
    QCOMPARE(models[0].rateTargets.size(), std::size_t(2));
    QCOMPARE(models[1].displayName, QStringLiteral("Haiku 5.5"));
    QCOMPARE(models[1].series, 3);
    QCOMPARE(models[2].displayName, QStringLiteral("acme-1"));
    QCOMPARE(models[2].pool, QStringLiteral("acme-1"));
}

QTEST_GUILESS_MAIN(TestQuerySeries)
#include "tst_queryseries.moc"
