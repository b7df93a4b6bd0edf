// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/rollup.h"
#include "tests/support/observationbuilder.h"

#include <QDateTime>
#include <QTest>

using namespace plimsoll;
using namespace std::chrono_literals;
using test::ObservationBuilder;

namespace {

TimePoint time(const QString& iso)
{
    return fromEpochMs(QDateTime::fromString(iso, Qt::ISODateWithMs).toMSecsSinceEpoch());
}

} // namespace

class TestRollup : public QObject
{
    Q_OBJECT

private slots:
    void buckets_data();
    void buckets();
    void onlySuccessesHaveLatency();
    void theTokenGapIsTheMeanOfOneAnswer();
    void unknownCostAddsNothing();
    void costNobodyKnowsIsNotZero();
    void addingIsExactInAnyGrouping();
};

void TestRollup::buckets_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("end");
    const auto row = [](const char* name, Level level, const char* at, const char* start,
                        const char* end) {
        QTest::newRow(name) << int(level) << QString::fromLatin1(at) << QString::fromLatin1(start)
                            << QString::fromLatin1(end);
    };
    row("an hour begins at its full minute", Level::Hour, "2026-05-06T12:34:56.789Z",
        "2026-05-06T12:00:00Z", "2026-05-06T13:00:00Z");
    row("the edge belongs to the later hour", Level::Hour, "2026-05-06T13:00:00Z",
        "2026-05-06T13:00:00Z", "2026-05-06T14:00:00Z");
    row("a day is a UTC day", Level::Day, "2026-05-06T23:59:59.999Z", "2026-05-06T00:00:00Z",
        "2026-05-07T00:00:00Z");
    row("a week begins on Monday", Level::Week, "2026-05-06T12:00:00Z", "2026-05-04T00:00:00Z",
        "2026-05-11T00:00:00Z");
    row("Sunday ends the week", Level::Week, "2026-05-10T23:59:59.999Z", "2026-05-04T00:00:00Z",
        "2026-05-11T00:00:00Z");
    row("Monday begins it", Level::Week, "2026-05-11T00:00:00Z", "2026-05-11T00:00:00Z",
        "2026-05-18T00:00:00Z");
    row("a week may span two years", Level::Week, "2027-01-01T00:00:00Z", "2026-12-28T00:00:00Z",
        "2027-01-04T00:00:00Z");
    row("the epoch was a Thursday", Level::Week, "1970-01-01T00:00:00Z", "1969-12-29T00:00:00Z",
        "1970-01-05T00:00:00Z");
    row("hours before the epoch round down", Level::Hour, "1969-12-31T23:59:59.999Z",
        "1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z");
}

void TestRollup::buckets()
{
    QFETCH(int, level);
    QFETCH(QString, at);
    QFETCH(QString, start);
    QFETCH(QString, end);
    QCOMPARE(toEpochMs(bucketStart(Level(level), time(at))), toEpochMs(time(start)));
    QCOMPARE(toEpochMs(bucketEnd(Level(level), time(start))), toEpochMs(time(end)));
}

void TestRollup::onlySuccessesHaveLatency()
{
    Summary summary;
    summary.add(ObservationBuilder().latency(300ms, 400ms, 450ms));
    summary.add(ObservationBuilder().latency(5ms, 6ms, 7ms).overloaded());
    QCOMPARE(summary.counts[Outcome::Ok], 1U);
    QCOMPARE(summary.counts[Outcome::OverloadedHttp], 1U);
    QCOMPARE(summary.firstByte.count(), 1U);
    QVERIFY(qAbs(summary.firstByte.quantile(0.5).value() / 300'000 - 1) <= 0.008);
    QVERIFY(qAbs(summary.firstToken.quantile(0.5).value() / 400'000 - 1) <= 0.008);
    QVERIFY(qAbs(summary.total.quantile(0.5).value() / 450'000 - 1) <= 0.008);
    QVERIFY(summary.tokenGap.isEmpty());
}

void TestRollup::theTokenGapIsTheMeanOfOneAnswer()
{
    Summary summary;
    summary.add(ObservationBuilder().tokenGaps({10ms, 20ms, 60ms}));
    QCOMPARE(summary.tokenGap.count(), 1U);
    QVERIFY(qAbs(summary.tokenGap.quantile(0.5).value() / 30'000 - 1) <= 0.008);
}

void TestRollup::unknownCostAddsNothing()
{
    Summary summary;
    summary.add(ObservationBuilder().usage(10, 1, 75'000));
    summary.add(ObservationBuilder());
    QCOMPARE(summary.costNanoUsd, 75'000);
    QCOMPARE(summary.counts.total(), 2U);
}

void TestRollup::costNobodyKnowsIsNotZero()
{
    Summary summary;
    QCOMPARE(summary.knownCost(), std::optional<qint64>(0)); // nothing was sent
    summary.add(ObservationBuilder().overloaded());
    QCOMPARE(summary.knownCost(), std::optional<qint64>(0)); // nothing was billed
    summary.add(ObservationBuilder());
    QVERIFY(!summary.knownCost());
    summary.add(ObservationBuilder().usage(10, 1, 75'000));
    QCOMPARE(summary.knownCost(), std::optional<qint64>(75'000));
}

void TestRollup::addingIsExactInAnyGrouping()
{
    Summary whole;
    Summary even;
    Summary odd;
    for (int i = 0; i < 100; ++i) {
        ObservationBuilder builder;
        builder.latency(Micros(1000 * i), Micros(2000 * i), Micros(3000 * i)).usage(5, 1, i);
        if (i % 7 == 0) {
            builder.overloaded();
        }
        whole.add(builder);
        (i % 2 == 0 ? even : odd).add(builder);
    }
    Summary oddFirst = odd;
    oddFirst += even;
    even += odd;
    QVERIFY(even == whole);
    QVERIFY(oddFirst == whole);
}

QTEST_GUILESS_MAIN(TestRollup)
#include "tst_rollup.moc"
