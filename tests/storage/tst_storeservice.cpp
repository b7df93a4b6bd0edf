// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/storeservice.h"
#include "tests/support/fakedisk.h"
#include "tests/support/temporarystore.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace plimsoll;
using namespace std::chrono_literals;
using namespace plimsoll::test;

class TestStoreService : public QObject
{
    Q_OBJECT

signals:
    void observed(const plimsoll::Observation& observation);

private slots:
    void commitsWithinASecond();
    void gathersWhatComesTogether();
    void aFullBatchDoesNotWait();
    void tellsWhatTodayCost();
    void remembersBeforeItIsReady();
    void onlyTheNewestMemoryOfANameIsWritten();
    void survivesAFailingStoreWithoutLoss();
    void oneAttemptIsOneFailure();
    void retriesToOpen();
    void whatArrivesBeforeTheStartIsKept();
    void aLongQueueIsWrittenInParts();
    void theOldestAreDroppedAndTheGapIsRecorded();
    void flushCommitsAtOnce();
    void flushAnswersEvenWhenItFails();
    void theDestructorFlushes();
    void worksInItsOwnThread();
};

void TestStoreService::commitsWithinASecond()
{
    const test::TemporaryStore store;
    StoreService service([&store] { return openSqliteWriter(store.path()); });
    QSignalSpy committed(&service, &StoreService::committed);
    service.start();
    QElapsedTimer sinceObserved;
    sinceObserved.start();
    service.add(numbered(1));
    QVERIFY(committed.wait(5000));
    QVERIFY2(sinceObserved.elapsed() < 1000, qPrintable(QString::number(sinceObserved.elapsed())));
    QCOMPARE(*store.reader()->countObservations({}), 1);
    const auto receipt = committed.front().front().value<Receipt>();
    QCOMPARE(receipt.firstSeq, 1);
    QCOMPARE(receipt.count, 1);
}

void TestStoreService::gathersWhatComesTogether()
{
    FakeDisk disk;
    StoreService service(openOn(disk), quick());
    QSignalSpy committed(&service, &StoreService::committed);
    service.start();
    service.add(numbered(1));
    service.addEvent(
        {.at = fromEpochMs(1), .type = EventType::Note, .title = {}, .detail = {}, .source = {}});
    service.add(numbered(2));
    service.addGap({.range = {fromEpochMs(1), fromEpochMs(2)}, .reason = GapReason::Paused});
    QVERIFY(committed.wait());
    QCOMPARE(disk.appends, 1);
    QCOMPARE(numbersOf(disk.rows), upTo(2));
    QCOMPARE(disk.events.size(), 1U);
    QCOMPARE(disk.gaps.size(), 1U);
}

void TestStoreService::aFullBatchDoesNotWait()
{
    FakeDisk disk;
    StorePace pace = quick();
    pace.gather = 60s;
    pace.fullBatch = 3;
    StoreService service(openOn(disk), pace);
    service.start();
    service.add(numbered(1));
    service.add(numbered(2));
    QCOMPARE(disk.appends, 0);
    service.add(numbered(3));
    QCOMPARE(disk.appends, 1);
}

void TestStoreService::tellsWhatTodayCost()
{
    FakeDisk disk;
    StoreService service(openOn(disk), quick());
    QSignalSpy ready(&service, &StoreService::ready);
    service.start();
    QCOMPARE(ready.size(), 1);
    QVERIFY(ready.front().front().value<Spending>()
            == (Spending {.dayNanoUsd = 4200, .monthNanoUsd = 4200}));
}

void TestStoreService::remembersBeforeItIsReady()
{
    FakeDisk disk;
    disk.memories = {{QStringLiteral("watch/status"), fromEpochMs(1), "calm"}};
    StoreService service(openOn(disk), quick());
    QStringList order;
    connect(&service, &StoreService::ready, this, [&order] { order << QStringLiteral("ready"); });
    connect(&service, &StoreService::remembered, this, [&](const std::vector<Memory>& memories) {
        QVERIFY(memories == disk.memories);
        order << QStringLiteral("remembered");
    });
    service.start();
    QCOMPARE(order, QStringList({QStringLiteral("remembered"), QStringLiteral("ready")}));
}

void TestStoreService::onlyTheNewestMemoryOfANameIsWritten()
{
    FakeDisk disk;
    StoreService service(openOn(disk), quick());
    const auto memory = [](const char* name, const char* value) {
        return Memory {QString::fromLatin1(name), fromEpochMs(1), value};
    };
    service.addMemory(memory("b", "first")); // before the store is open
    service.addMemory(memory("a", "other"));
    service.addMemory(memory("b", "second"));
    service.start();
    service.flush();
    QVERIFY(disk.memories == std::vector({memory("a", "other"), memory("b", "second")}));
    service.flush();
    QCOMPARE(disk.memories.size(), 2U); // once
}

void TestStoreService::survivesAFailingStoreWithoutLoss()
{
    FakeDisk disk;
    StoreService service(openOn(disk), quick());
    QSignalSpy failed(&service, &StoreService::failed);
    QSignalSpy recovered(&service, &StoreService::recovered);
    service.start();
    disk.failingAppends = 4;
    for (int i = 1; i <= 10; ++i) {
        service.add(numbered(i));
    }
    QVERIFY(failed.wait());
    QCOMPARE(failed.front().at(0).value<Error>().message, QStringLiteral("full"));
    QCOMPARE(failed.front().at(1).value<Backlog>().memory, 10);
    for (int i = 11; i <= 15; ++i) {
        service.add(numbered(i)); // probing goes on
    }
    QVERIFY(recovered.wait());
    QCOMPARE(failed.size(), 4);
    QCOMPARE(recovered.size(), 1);
    QTRY_COMPARE(numbersOf(disk.rows), upTo(15)); // what failed goes first, as it was
    QVERIFY(disk.gaps.empty());
}

void TestStoreService::oneAttemptIsOneFailure()
{
    FakeDisk disk;
    disk.failingOpens = 1000;
    StorePace pace = quick();
    pace.firstRetry = 60s;
    StoreService service(openOn(disk), pace);
    QSignalSpy failed(&service, &StoreService::failed);
    service.start();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(disk.failingOpens, 999);
}

void TestStoreService::retriesToOpen()
{
    FakeDisk disk;
    disk.failingOpens = 3;
    StoreService service(openOn(disk), quick());
    QSignalSpy ready(&service, &StoreService::ready);
    QSignalSpy failed(&service, &StoreService::failed);
    service.start();
    service.add(numbered(1));
    QVERIFY(ready.wait());
    QCOMPARE(failed.size(), 3);
    QCOMPARE(disk.opens, 4);
    QTRY_COMPARE(numbersOf(disk.rows), upTo(1));
}

void TestStoreService::whatArrivesBeforeTheStartIsKept()
{
    FakeDisk disk;
    StoreService service(openOn(disk), quick());
    service.add(numbered(1));
    QCOMPARE(disk.opens, 0);
    service.start();
    QTRY_COMPARE(numbersOf(disk.rows), upTo(1));
}

void TestStoreService::aLongQueueIsWrittenInParts()
{
    FakeDisk disk;
    StorePace pace = quick();
    pace.largestBatch = 4;
    StoreService service(openOn(disk), pace);
    for (int i = 1; i <= 10; ++i) {
        service.add(numbered(i));
    }
    service.start();
    QTRY_COMPARE(numbersOf(disk.rows), upTo(10));
    QCOMPARE(disk.appends, 3);
}

void TestStoreService::theOldestAreDroppedAndTheGapIsRecorded()
{
    FakeDisk disk;
    disk.failingOpens = 1;
    StorePace pace = quick();
    pace.mostWaiting = 5;
    StoreService service(openOn(disk), pace);
    service.start();
    for (int i = 1; i <= 8; ++i) {
        service.add(numbered(i));
    }
    QTRY_COMPARE(numbersOf(disk.rows), upTo(8, 4));
    const Gap lost {.range = {fromEpochMs(1000), fromEpochMs(3001)},
                    .reason = GapReason::StoreFailed};
    QVERIFY(disk.gaps == std::vector {lost});
}

void TestStoreService::flushCommitsAtOnce()
{
    FakeDisk disk;
    StorePace pace = quick();
    pace.gather = 60s;
    pace.largestBatch = 4;
    StoreService service(openOn(disk), pace);
    QSignalSpy flushed(&service, &StoreService::flushed);
    service.start();
    for (int i = 1; i <= 10; ++i) {
        service.add(numbered(i));
    }
    service.flush();
    QCOMPARE(flushed.size(), 1);
    QCOMPARE(numbersOf(disk.rows), upTo(10));
}

void TestStoreService::flushAnswersEvenWhenItFails()
{
    FakeDisk disk;
    disk.failingOpens = 1000;
    StoreService service(openOn(disk), quick());
    QSignalSpy flushed(&service, &StoreService::flushed);
    QSignalSpy failed(&service, &StoreService::failed);
    service.add(numbered(1));
    service.flush();
    QCOMPARE(flushed.size(), 1);
    QCOMPARE(failed.size(), 1);
}

void TestStoreService::theDestructorFlushes()
{
    FakeDisk disk;
    {
        StoreService service(openOn(disk), quick());
        service.start();
        service.add(numbered(1));
    }
    QCOMPARE(numbersOf(disk.rows), upTo(1));
}

void TestStoreService::worksInItsOwnThread()
{
    const test::TemporaryStore store;
    QThread thread;
    auto* service = new StoreService([&store] { return openSqliteWriter(store.path()); });
    service->moveToThread(&thread);
    connect(&thread, &QThread::started, service, &StoreService::start);
    connect(&thread, &QThread::finished, service, &QObject::deleteLater);
    connect(this, &TestStoreService::observed, service, &StoreService::add);
    QSignalSpy committed(service, &StoreService::committed);
    thread.start();
    emit observed(numbered(1));
    QTRY_COMPARE(committed.size(), 1);
    emit observed(numbered(2)); // still gathering when the thread ends
    QMetaObject::invokeMethod(service, &StoreService::flush, Qt::BlockingQueuedConnection);
    thread.quit();
    QVERIFY(thread.wait(5000));
    QCOMPARE(*store.reader()->countObservations({}), 2);
}

QTEST_GUILESS_MAIN(TestStoreService)
#include "tst_storeservice.moc"
