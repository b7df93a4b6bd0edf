// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/spill.h"
#include "tests/support/fakedisk.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

// What waits while the store fails goes into a file when memory is full, and from it into the
// store, once.
class TestSpill : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void nothingIsLostWhenMemoryIsFull();
    void aStorageErrorIsNoOutcome();
    void theFileIsItsOwnersAlone();
    void theNextStartWritesWhatWasLeft();
    void whatItCostCountsBeforeProbingBegins();
    void aKillCountsNothingTwice_data();
    void aKillCountsNothingTwice();
    void theSecondPlaceIsUsed();
    void theOldestDropWhenNoPlaceTakesThem();
    void aTornLastLineIsPassedOver();
    void damageIsKeptAside();
    void anotherProgramsFileIsNotTouched();
    void whatIsLeftAtTheEndIsKept();
    void aLongFileLeavesTheEventLoopItsTurns();

private:
    StorePace pace() const;
    QString place() const { return m_directory->filePath(QStringLiteral("store.spill.jsonl")); }
    QByteArray content() const;
    void leave(int first, int last); // as a run that ended while the store failed

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestSpill::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
}

StorePace TestSpill::pace() const
{
    StorePace pace = quick();
    pace.mostWaiting = 4;
    pace.spillFiles = {place()};
    return pace;
}

QByteArray TestSpill::content() const
{
    QFile file(place());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestSpill::leave(int first, int last)
{
    SpillFile file(place());
    file.look();
    std::vector<Observation> all;
    for (const int number : upTo(last, first)) {
        all.push_back(numbered(number));
    }
    QVERIFY(file.append(all));
}

void TestSpill::nothingIsLostWhenMemoryIsFull()
{
    FakeDisk disk;
    disk.failingAppends = 3;
    StoreService service(openOn(disk), pace());
    QSignalSpy failed(&service, &StoreService::failed);
    QSignalSpy recovered(&service, &StoreService::recovered);
    service.start();
    for (const int number : upTo(11)) {
        service.add(numbered(number));
    }
    QVERIFY(QFile::exists(place()));
    QVERIFY(failed.wait());
    const auto waiting = failed.front().at(1).value<Backlog>();
    QCOMPARE(waiting.memory + waiting.files, 11);
    QVERIFY(waiting.memory <= 4);
    QCOMPARE(waiting.paths, QStringList {place()});
    QCOMPARE(waiting.dropped, 0);
    QTRY_COMPARE(numbersOf(disk.rows), upTo(11)); // in the order they came
    QCOMPARE(recovered.size(), 1);
    QVERIFY(!QFile::exists(place()));
    QVERIFY(disk.gaps.empty());
}

// What the service answered stays what it was, by memory and by file.
void TestSpill::aStorageErrorIsNoOutcome()
{
    FakeDisk disk;
    disk.failingAppends = 2;
    StoreService service(openOn(disk), pace());
    service.start();
    std::vector<Observation> observed;
    for (const int number : upTo(9)) {
        Observation o =
            ObservationBuilder().at(1000 * number).latency(Micros(1), Micros(2), Micros(3));
        o.outcome = number == 3 ? Outcome::OverloadedHttp : Outcome::Ok;
        observed.push_back(o);
        service.add(o);
    }
    QTRY_COMPARE(disk.rows.size(), observed.size());
    for (std::size_t i = 0; i < observed.size(); ++i) {
        observed[i].seq = disk.rows[i].seq;
        QVERIFY(disk.rows[i] == observed[i]);
    }
}

void TestSpill::theFileIsItsOwnersAlone()
{
    leave(1, 2);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(place()) & others));
    const auto first = observationFromLine(content().split('\n').front(), 1);
    QVERIFY(first); // import reads it too
    QCOMPARE(first->observation.seq, 1);
    QVERIFY(!first->agent.isEmpty());
}

void TestSpill::theNextStartWritesWhatWasLeft()
{
    leave(1, 7);
    leave(8, 9);
    FakeDisk disk;
    StoreService service(openOn(disk), pace());
    QSignalSpy committed(&service, &StoreService::committed);
    service.start();
    service.add(numbered(10));
    QTRY_COMPARE(numbersOf(disk.rows), upTo(10));
    QVERIFY(!QFile::exists(place()));
    QCOMPARE(committed.front().front().value<Receipt>().firstSeq, 1);
}

void TestSpill::whatItCostCountsBeforeProbingBegins()
{
    leave(1, 7);
    FakeDisk disk;
    StorePace slow = pace();
    slow.largestBatch = 3;
    StoreService service(openOn(disk), slow);
    std::size_t rows = 0;
    connect(&service, &StoreService::ready, this, [&] { rows = disk.rows.size(); });
    service.start();
    QTRY_COMPARE(rows, 7U);
}

void TestSpill::aKillCountsNothingTwice_data()
{
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("batchAfter");
    QTest::newRow("before anything is written") << 0 << 3;
    QTest::newRow("after one batch") << 1 << 3;
    QTest::newRow("between the last commit and the deletion") << 3 << 3;
    QTest::newRow("and another batch size at the next start") << 2 << 5;
}

void TestSpill::aKillCountsNothingTwice()
{
    QFETCH(const int, steps);
    QFETCH(const int, batchAfter);
    leave(1, 8);
    const QByteArray before = content();
    FakeDisk disk;
    FakeWriter writer(disk);
    SpillFile file(place());
    file.look();
    for (int i = 0; i < steps; ++i) {
        QVERIFY(file.writeSome(writer, 3));
    }
    QFile again(place()); // what a killed process leaves
    QVERIFY(again.open(QIODevice::WriteOnly) && again.write(before) == before.size());
    again.close();

    StorePace next = pace();
    next.largestBatch = std::size_t(batchAfter);
    StoreService service(openOn(disk), next);
    service.start();
    QTRY_VERIFY(!QFile::exists(place()));
    QCOMPARE(numbersOf(disk.rows), upTo(8));
}

void TestSpill::theSecondPlaceIsUsed()
{
    StorePace two = pace();
    two.spillFiles = {m_directory->filePath(QStringLiteral("missing/store.spill.jsonl")), place()};
    FakeDisk disk;
    disk.failingAppends = 2;
    StoreService service(openOn(disk), two);
    service.start();
    for (const int number : upTo(9)) {
        service.add(numbered(number));
    }
    QVERIFY(QFile::exists(place()));
    QTRY_COMPARE(numbersOf(disk.rows), upTo(9));
}

void TestSpill::theOldestDropWhenNoPlaceTakesThem()
{
    StorePace none = pace();
    none.spillFiles = {m_directory->filePath(QStringLiteral("missing/a")), m_directory->path()};
    FakeDisk disk;
    disk.failingAppends = 1;
    StoreService service(openOn(disk), none);
    QSignalSpy failed(&service, &StoreService::failed);
    service.start();
    for (const int number : upTo(7)) {
        service.add(numbered(number));
    }
    QVERIFY(failed.wait());
    const auto waiting = failed.front().at(1).value<Backlog>();
    QCOMPARE(waiting.memory, 4);
    QCOMPARE(waiting.files, 0);
    QCOMPARE(waiting.dropped, 3);
    QTRY_COMPARE(numbersOf(disk.rows), upTo(7, 4));
    QCOMPARE(disk.gaps.size(), 1U);
    QCOMPARE(disk.gaps.front().reason, GapReason::StoreFailed);
}

void TestSpill::aTornLastLineIsPassedOver()
{
    leave(1, 5);
    QFile file(place());
    QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(file.size() - 20));
    file.close();
    FakeDisk disk;
    StoreService service(openOn(disk), pace());
    QSignalSpy reported(&service, &StoreService::reported);
    service.start();
    QTRY_COMPARE(numbersOf(disk.rows), upTo(4));
    QVERIFY(!QFile::exists(place()));
    QVERIFY(reported.isEmpty());
}

void TestSpill::damageIsKeptAside()
{
    leave(1, 5);
    QByteArrayList lines = content().split('\n');
    lines[1].replace("\"outcome\"", "\"outcame\"");
    const QByteArray damaged = lines.join('\n');
    QFile file(place());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(damaged) == damaged.size());
    file.close();
    FakeDisk disk;
    StoreService service(openOn(disk), pace());
    QSignalSpy reported(&service, &StoreService::reported);
    service.start();
    QTRY_COMPARE(numbersOf(disk.rows), QList<int>({1, 3, 4, 5}));
    QTRY_COMPARE(reported.size(), 1);
    const QString aside = place() + QStringLiteral(".damaged-1");
    QCOMPARE(reported.front().front().toString(),
             QStringLiteral("%1: 1 of its 5 lines could not be read. The others are in the store; "
                            "the file is kept as %2.")
                 .arg(place(), aside));
    QVERIFY(QFile::exists(aside));
    QVERIFY(!QFile::exists(place()));
}

void TestSpill::anotherProgramsFileIsNotTouched()
{
    QFile file(place());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("dear diary\n") == 11);
    file.close();
    FakeDisk disk;
    disk.failingOpens = 1;
    StoreService service(openOn(disk), pace());
    for (const int number : upTo(6)) {
        service.add(numbered(number)); // before anybody has looked at it
    }
    QCOMPARE(content(), QByteArray("dear diary\n"));
    service.start();
    QTRY_COMPARE(numbersOf(disk.rows), upTo(6, 3));
    QFile aside(place() + QStringLiteral(".damaged-1"));
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), QByteArray("dear diary\n"));
}

void TestSpill::whatIsLeftAtTheEndIsKept()
{
    FakeDisk disk;
    {
        StoreService service(openOn(disk), pace());
        service.start();
        disk.failingOpens = disk.failingAppends = 1000;
        service.add(numbered(1));
        service.add(numbered(2));
    }
    QVERIFY(disk.rows.empty());
    disk.failingOpens = disk.failingAppends = 0;
    StoreService service(openOn(disk), pace());
    service.start();
    QTRY_COMPARE(numbersOf(disk.rows), upTo(2));
}

void TestSpill::aLongFileLeavesTheEventLoopItsTurns()
{
    leave(1, 50);
    FakeDisk disk;
    StorePace small = pace();
    small.largestBatch = 10;
    StoreService service(openOn(disk), small);
    service.start();
    QCOMPARE(disk.rows.size(), 10U); // a step, then it is somebody else's turn
    QTRY_COMPARE(disk.rows.size(), 50U);
    QCOMPARE(disk.appends, 5);
}

QTEST_GUILESS_MAIN(TestSpill)
#include "tst_spill.moc"
