// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/announcements.h"
#include "app/pipeline/opening.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/temporarystore.h"

#include <QFile>
#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint now = fromEpochMs(1'795'262'400'000); // 2026-11-21T12:00:00Z

StoreOpening opening()
{
    StoreOpening made;
    made.announced = announcedEvents(Catalogue::shipped(), now);
    made.tolerance = 120s;
    return made;
}

} // namespace

class TestOpening : public QObject
{
    Q_OBJECT

private slots:
    void gap_data()
    {
        QTest::addColumn<qint64>("silentForMs");
        QTest::addColumn<bool>("gap");
        QTest::newRow("a new store has no gap") << qint64(-1) << false;
        QTest::newRow("two intervals are no gap") << qint64(120'000) << false;
        QTest::newRow("more than two intervals are") << qint64(120'001) << true;
        QTest::newRow("a clock that went back is no gap") << qint64(-60'000) << false;
    }
    void gap()
    {
        QFETCH(qint64, silentForMs);
        QFETCH(bool, gap);
        const std::optional<TimePoint> newest = silentForMs == -1
            ? std::nullopt
            : std::optional(now - std::chrono::milliseconds(silentForMs));
        const Batch batch = openingBatch(opening(), newest, {}, now);
        QCOMPARE(batch.gaps.size(), std::size_t(gap ? 1 : 0));
        if (gap) {
            const Gap expected {.range = {*newest, now}, .reason = GapReason::NotRunning};
            QVERIFY(batch.gaps.front() == expected);
        }
    }

    void mixing_data()
    {
        QTest::addColumn<bool>("simulated");
        QTest::addColumn<bool>("demo");
        QTest::addColumn<bool>("fits");
        QTest::newRow("measured goes to measured") << false << false << true;
        QTest::newRow("measured stays out of simulated") << true << false << false;
        QTest::newRow("the demo goes on with its history") << true << true << true;
    }
    void mixing()
    {
        QFETCH(bool, simulated);
        QFETCH(bool, demo);
        StoreOpening made;
        made.database = u"/data/p.sqlite"_s;
        made.demo = demo;
        StoreInfo info;
        info.demo = simulated;
        const auto fits = refuseMixing(made, info);
        QTEST(bool(fits), "fits");
        QVERIFY(fits || fits.error().message.contains(u"/data/p.sqlite"));
    }

    void announcedEventsAreWrittenOnce()
    {
        const StoreOpening first = opening();
        const Batch batch = openingBatch(first, std::nullopt, {}, now);
        QVERIFY(batch.events == first.announced);
        QVERIFY(openingBatch(first, std::nullopt, batch.events, now).isEmpty());
    }

    void aStoreTakenAwayIsNotBegunAnew()
    {
        const test::TemporaryStore store;
        StoreOpening made;
        made.database = store.path();
        const auto open = storeOpener(made, std::make_shared<SystemClock>());
        Batch batch;
        batch.observations.push_back(test::ObservationBuilder());
        QVERIFY((*open())->append(batch));
        const QString elsewhere = store.path() + u".elsewhere"_s;
        QVERIFY(QFile::rename(store.path(), elsewhere));
        const auto absent = open();
        QVERIFY(!absent);
        QCOMPARE(absent.error().code, Error::Code::NotFound);
        QVERIFY(!QFile::exists(store.path()));
        QVERIFY(QFile::copy(elsewhere, store.path()));
        QVERIFY(!open()); // not the file that it was
        QVERIFY(QFile::remove(store.path()) && QFile::rename(elsewhere, store.path()));
        QVERIFY((*open())->append(batch));
        QCOMPARE(*store.reader()->countObservations({}), 2);
        // The next start takes what it finds.
        QVERIFY(QFile::remove(store.path()));
        const auto nextStart = storeOpener(made, std::make_shared<SystemClock>());
        QVERIFY(nextStart());
        QCOMPARE(*store.reader()->countObservations({}), 0);
    }

    void announcementsAreDatedAndInOrder()
    {
        const auto events = announcedEvents(Catalogue::shipped(), now);
        QVERIFY(std::ranges::is_sorted(events, {}, &Event::at));
        const auto titled = [&events](const QString& title) {
            return std::ranges::find(events, title, &Event::title);
        };
        QCOMPARE(toEpochMs(titled(u"Opus limits raised"_s)->at), 1'778'025'600'000LL); // 05-06
        QCOMPARE(toEpochMs(titled(u"Tiers renamed, limits raised"_s)->at),
                 1'782'432'000'000LL); // 06-26
        QVERIFY(titled(u"Opus 5.5 released"_s) != events.end());
        // Nothing is announced before it happens.
        const auto early = announcedEvents(Catalogue::shipped(), fromEpochMs(1'778'025'600'000));
        QVERIFY(std::ranges::find(early, u"Opus 5.5 released"_s, &Event::title) == early.end());
    }
};

QTEST_GUILESS_MAIN(TestOpening)
#include "tst_opening.moc"
