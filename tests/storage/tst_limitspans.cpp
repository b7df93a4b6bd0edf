// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/observationbuilder.h"
#include "tests/support/temporarystore.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace plimsoll;
using test::ObservationBuilder;
using test::TemporaryStore;

namespace {

using Reading = std::pair<qint64, qint64>; // at in seconds, limit
using Span = std::array<qint64, 3>; // value, first, last in seconds

QString poolOf(const QString& model)
{
    return model.startsWith(QLatin1String("opus")) ? QStringLiteral("Opus") : model;
}

Observation told(const Reading& reading, const QString& model = QStringLiteral("opus-a"))
{
    return ObservationBuilder(model)
        .at(reading.first * 1000)
        .limit(LimitKind::Requests, reading.second);
}

QList<Span> spans(const StoreReader& reader)
{
    QList<Span> found;
    const auto stored = reader.limitSpans();
    for (const LimitSpan& span : *stored) {
        found << Span {span.value, toEpochMs(span.firstSeen) / 1000,
                       toEpochMs(span.lastSeen) / 1000};
    }
    return found;
}

Batch batchOf(std::vector<Observation> observations)
{
    Batch batch;
    batch.observations = std::move(observations);
    return batch;
}

} // namespace

class TestLimitSpans : public QObject
{
    Q_OBJECT

private slots:
    void spansFollowTheReadings_data();
    void spansFollowTheReadings();
    void theOrderOfArrivalDoesNotMatter();
    void modelsOfAPoolShareOneHistory();
    void organizationsHaveTheirOwnLimits();
    void aMissingHeaderChangesNothing();
    void theNewestPartsKeepTheirAge();
    void aLimitWithoutAModelHasNoPool();
    void theLastOneWrittenIsTheLastOfItsMillisecond();
};

void TestLimitSpans::spansFollowTheReadings_data()
{
    QTest::addColumn<QList<Reading>>("readings"); // in the order written
    QTest::addColumn<QList<Span>>("expected");
    using Readings = QList<Reading>;
    using Spans = QList<Span>;

    QTest::newRow("one reading") << Readings {{10, 50}} << Spans {{50, 10, 10}};
    QTest::newRow("the same again lengthens the span")
        << Readings {{10, 50}, {20, 50}, {30, 50}} << Spans {{50, 10, 30}};
    QTest::newRow("a change begins a new one")
        << Readings {{10, 50}, {20, 50}, {30, 1000}} << Spans {{50, 10, 20}, {1000, 30, 30}};
    QTest::newRow("and back") << Readings {{10, 50}, {20, 1000}, {30, 50}}
                              << Spans {{50, 10, 10}, {1000, 20, 20}, {50, 30, 30}};
    QTest::newRow("a late reading inside its span changes nothing")
        << Readings {{10, 50}, {30, 50}, {20, 50}} << Spans {{50, 10, 30}};
    QTest::newRow("a late old value closes the bracket of a change")
        << Readings {{10, 50}, {30, 1000}, {20, 50}} << Spans {{50, 10, 20}, {1000, 30, 30}};
    QTest::newRow("a late new value closes it from the other side")
        << Readings {{10, 50}, {30, 1000}, {20, 1000}} << Spans {{50, 10, 10}, {1000, 20, 30}};
    QTest::newRow("late evidence of a third value stands between")
        << Readings {{10, 50}, {30, 1000}, {20, 400}}
        << Spans {{50, 10, 10}, {400, 20, 20}, {1000, 30, 30}};
    QTest::newRow("late evidence before everything")
        << Readings {{10, 50}, {5, 20}} << Spans {{20, 5, 5}, {50, 10, 10}};
    QTest::newRow("late evidence before everything, of the same value")
        << Readings {{10, 50}, {5, 50}} << Spans {{50, 5, 10}};
    QTest::newRow("late evidence against a span splits it at its readings")
        << Readings {{10, 50}, {20, 50}, {40, 50}, {50, 50}, {30, 9}}
        << Spans {{50, 10, 20}, {9, 30, 30}, {50, 40, 50}};
    QTest::newRow("late evidence against an older span")
        << Readings {{10, 50}, {20, 50}, {30, 50}, {40, 1000}, {50, 1000}, {25, 9}}
        << Spans {{50, 10, 20}, {9, 25, 25}, {50, 30, 30}, {1000, 40, 50}};
}

void TestLimitSpans::spansFollowTheReadings()
{
    QFETCH(QList<Reading>, readings);
    QFETCH(QList<Span>, expected);
    std::vector<Observation> all;
    for (const Reading& reading : readings) {
        all.push_back(told(reading));
    }
    // In one transaction, and each in its own.
    const TemporaryStore atOnce;
    QVERIFY(atOnce.fill(all));
    QCOMPARE(spans(*atOnce.reader()), expected);
    const TemporaryStore oneByOne;
    for (const Observation& observation : all) {
        QVERIFY(oneByOne.fill({observation}));
    }
    QCOMPARE(spans(*oneByOne.reader()), expected);
    QCOMPARE(*verifySqliteStore(oneByOne.path()), QStringList());
}

void TestLimitSpans::theOrderOfArrivalDoesNotMatter()
{
    std::mt19937 random(99);
    for (int round = 0; round < 12; ++round) {
        std::vector<Observation> all;
        for (int i = 0; i < 60; ++i) {
            const qint64 value = 1000 * (1 + i / 20) + (random() % 8 == 0 ? 1 : 0);
            const QString model = QStringLiteral("opus-%1").arg(random() % 3);
            all.push_back(told({i, value}, model));
        }
        const TemporaryStore inOrder;
        QVERIFY(inOrder.writer({.poolOf = poolOf})->append(batchOf(all)));
        std::ranges::shuffle(all, random);
        const TemporaryStore shuffled;
        const auto writer = shuffled.writer({.poolOf = poolOf});
        for (std::size_t i = 0; i < all.size(); i += 7) {
            const auto end = std::min(i + 7, all.size());
            QVERIFY(writer->append(
                batchOf({all.begin() + qsizetype(i), all.begin() + qsizetype(end)})));
        }
        QCOMPARE(spans(*shuffled.reader()), spans(*inOrder.reader()));
        QVERIFY(*shuffled.reader()->limitsNow() == *inOrder.reader()->limitsNow());
        QCOMPARE(*verifySqliteStore(shuffled.path()), QStringList());
    }
}

void TestLimitSpans::modelsOfAPoolShareOneHistory()
{
    const TemporaryStore store;
    QVERIFY(store.writer({.poolOf = poolOf})
                ->append(batchOf({told({10, 50}, QStringLiteral("opus-a")),
                                  told({20, 50}, QStringLiteral("opus-b")),
                                  told({30, 70}, QStringLiteral("haiku"))})));
    const auto found = store.reader()->limitSpans();
    QCOMPARE(found->size(), 2U);
    QCOMPARE(found->at(0).pool, QStringLiteral("Opus"));
    QCOMPARE(toEpochMs(found->at(0).lastSeen), 20'000);
    QCOMPARE(found->at(1).pool, QStringLiteral("haiku"));
    const auto now = store.reader()->limitsNow();
    QCOMPARE(now->at(0).model, QStringLiteral("opus-b"));
}

void TestLimitSpans::organizationsHaveTheirOwnLimits()
{
    const auto toldOf = [](const QString& organization, const Reading& reading) {
        Observation o = told(reading);
        o.target.organization = organization;
        return o;
    };
    const QString acme = QStringLiteral("acme");
    const TemporaryStore store;
    // The late 60 of acme splits a span of acme at readings of acme alone.
    QVERIFY(
        store.writer({.poolOf = poolOf})
            ->append(batchOf({toldOf({}, {10, 50}), toldOf(acme, {11, 1000}), toldOf({}, {20, 50}),
                              toldOf(acme, {21, 1000}), toldOf({}, {30, 50}),
                              toldOf(acme, {31, 1000}), toldOf(acme, {25, 60})})));
    const auto reader = store.reader();
    QCOMPARE(spans(*reader),
             (QList<Span> {{50, 10, 30}, {1000, 11, 21}, {60, 25, 25}, {1000, 31, 31}}));
    const auto found = reader->limitSpans();
    QCOMPARE(found->at(0).organization, QString());
    QCOMPARE(found->at(1).organization, acme);
    const auto now = reader->limitsNow();
    QCOMPARE(now->size(), 2U);
    QCOMPARE(now->at(0).organization, QString());
    QCOMPARE(*now->at(0).limit, 50);
    QCOMPARE(now->at(1).organization, acme);
    QCOMPARE(*now->at(1).limit, 1000);
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

void TestLimitSpans::aMissingHeaderChangesNothing()
{
    const TemporaryStore store;
    QVERIFY(store.fill({told({10, 50}), ObservationBuilder(QStringLiteral("opus-a")).at(20'000),
                        ObservationBuilder(QStringLiteral("opus-a")).at(30'000).overloaded(),
                        told({40, 50})}));
    QCOMPARE(spans(*store.reader()), (QList<Span> {{50, 10, 40}}));
}

void TestLimitSpans::theNewestPartsKeepTheirAge()
{
    const TemporaryStore store;
    Observation remainingOnly = ObservationBuilder(QStringLiteral("opus-b")).at(20'000);
    remainingOnly.limits[LimitKind::Requests].remaining = 41;
    const Observation full = ObservationBuilder(QStringLiteral("opus-a"))
                                 .at(10'000)
                                 .limit(LimitKind::Requests, 50, 49, fromEpochMs(11'000));
    const Observation late = ObservationBuilder(QStringLiteral("opus-a"))
                                 .at(5000)
                                 .limit(LimitKind::Requests, 20, 19, fromEpochMs(6000));
    const auto writer = store.writer({.poolOf = poolOf});
    QVERIFY(writer->append(batchOf({full})));
    QVERIFY(writer->append(batchOf({remainingOnly, late})));
    const auto found = store.reader()->limitsNow();
    QVERIFY(found);
    const LimitNow expected {.pool = QStringLiteral("Opus"),
                             .kind = LimitKind::Requests,
                             .limit = 50,
                             .limitAt = fromEpochMs(10'000),
                             .remaining = 41,
                             .reset = fromEpochMs(11'000),
                             .remainingAt = fromEpochMs(20'000),
                             .model = QStringLiteral("opus-b")};
    QCOMPARE(found->size(), 1U);
    QVERIFY(found->front() == expected);
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

void TestLimitSpans::aLimitWithoutAModelHasNoPool()
{
    const TemporaryStore store;
    QVERIFY(store.fill({told({10, 50}, QString())}));
    QVERIFY(store.reader()->limitSpans()->empty());
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

void TestLimitSpans::theLastOneWrittenIsTheLastOfItsMillisecond()
{
    const TemporaryStore store;
    QVERIFY(store.fill({told({10, 50}), told({10, 60}), told({20, 60}), told({10, 50})}));
    QCOMPARE(spans(*store.reader()),
             (QList<Span> {{50, 10, 10}, {60, 10, 10}, {50, 10, 10}, {60, 20, 20}}));
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

QTEST_GUILESS_MAIN(TestLimitSpans)
#include "tst_limitspans.moc"
