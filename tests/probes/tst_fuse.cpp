// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/fuse.h"
#include "tests/support/observationbuilder.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

class TestFuse : public QObject
{
    Q_OBJECT

private slots:
    void asksWhatTheBodyHolds();
    void trips_data();
    void trips();
    void unknownUsageTripsNothing();
    void freeProbesTripNothing();
    void saysWhatHappenedAndWhatToDo();
};

void TestFuse::asksWhatTheBodyHolds()
{
    const Asked asked = askedOf({u"claude-opus-4-7"_s, ProbeKind::Generation}, nullptr, 7);
    QCOMPARE(asked.outputTokens, 32);
    QCOMPARE(asked.nanoUsd, 7);
    QVERIFY(asked.inputTokens > 500 && asked.inputTokens < 800);
}

void TestFuse::trips_data()
{
    QTest::addColumn<Usage>("usage");
    QTest::addColumn<qint64>("cost"); // -1: unknown
    QTest::addColumn<QString>("reason"); // "": it holds
    const auto row = [](const char* name, const Usage& usage, qint64 cost, const QString& reason) {
        QTest::newRow(name) << usage << cost << reason;
    };
    row("what was asked", {8, 1, {}, {}}, 65, {});
    row("all that could be asked", {600, 1, {}, {}}, 1000, {});
    row("two tokens instead of one", {8, 2, {}, {}}, 90, u"2 output tokens"_s);
    row("thinking at any price", {8, 200'000, {}, {}}, 5'000'000, u"200000 output tokens"_s);
    row("thinking, price unknown", {8, 200'000, {}, {}}, -1, u"200000 output tokens"_s);
    row("more input than the body holds", {601, 1, {}, {}}, 300, u"601 input tokens"_s);
    row("cached input counts", {8, 1, 500, 93}, 300, u"601 input tokens"_s);
    row("ten times dearer holds", {8, 1, {}, {}}, 1000, {});
    row("more than ten times dearer", {8, 1, {}, {}}, 1001, u"USD were billed"_s);
}

void TestFuse::trips()
{
    QFETCH(Usage, usage);
    QFETCH(qint64, cost);
    QFETCH(QString, reason);
    Observation observation = ObservationBuilder().requestId(u"req_1"_s);
    observation.usage = usage;
    observation.costNanoUsd = cost < 0 ? std::nullopt : std::optional(cost);
    const Asked asked {.inputTokens = 600, .outputTokens = 1, .nanoUsd = 100};
    const auto trip = overcharge(asked, observation);
    QCOMPARE(trip.has_value(), !reason.isEmpty());
    if (trip) {
        QVERIFY2(trip->reason.contains(reason), qPrintable(trip->reason));
        QCOMPARE(trip->asked, asked);
        QCOMPARE(trip->billed, usage);
        QCOMPARE(trip->costNanoUsd, observation.costNanoUsd);
        QCOMPARE(trip->target, observation.target);
        QCOMPARE(trip->requestId, u"req_1"_s);
        QVERIFY(trip->at == observation.at);
    }
}

void TestFuse::unknownUsageTripsNothing()
{
    QVERIFY(!overcharge({}, ObservationBuilder().overloaded()));
    QVERIFY(!overcharge({}, ObservationBuilder()));
}

void TestFuse::freeProbesTripNothing()
{
    QVERIFY(!overcharge(
        {}, ObservationBuilder(u"claude-opus-4-7"_s, ProbeKind::Control).usage(9000, 0, 0)));
}

void TestFuse::saysWhatHappenedAndWhatToDo()
{
    const auto trip =
        overcharge({600, 1, 100}, ObservationBuilder().usage(8, 977, 24'000).requestId(u"req_7"_s));
    QVERIFY(trip);
    const QString text = sentence(*trip);
    for (const QString& part :
         {u"2026-05-03 12:00:00 UTC"_s, u"977 output tokens"_s, u"at most 1"_s,
          u"claude-opus-4-7, admission"_s, u"req_7"_s, u"plimsollctl fuse reset"_s}) {
        QVERIFY2(text.contains(part), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TestFuse)
#include "tst_fuse.moc"
