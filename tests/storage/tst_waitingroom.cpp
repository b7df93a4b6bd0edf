// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/waitingroom.h"
#include "tests/support/observationbuilder.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using test::ObservationBuilder;

namespace {

Observation numbered(int number)
{
    return ObservationBuilder().at(1000 * number).requestId(QString::number(number));
}

QStringList ids(const std::vector<Observation>& observations)
{
    QStringList ids;
    for (const Observation& observation : observations) {
        ids << observation.requestId;
    }
    return ids;
}

WaitingRoom with(int count, std::size_t most)
{
    WaitingRoom room(most);
    for (int number = 1; number <= count; ++number) {
        room.add(numbered(number));
    }
    return room;
}

} // namespace

class TestWaitingRoom : public QObject
{
    Q_OBJECT

private slots:
    void theNextBatchStaysUntilItIsWritten();
    void aBatchThatFailedIsTriedAgainAsItWas();
    void whatIsUnderWayIsGivenToNobodyElse();
    void whatIsUnderWayIsNotDropped();
    void whoGivesUpHasAllOfThem();
    void aBatchOfEventsAloneIsNotUnderWay();
};

void TestWaitingRoom::theNextBatchStaysUntilItIsWritten()
{
    WaitingRoom room = with(3, 10);
    const Batch batch = room.next(2);
    QCOMPARE(ids(batch.observations), QStringList({u"1"_s, u"2"_s}));
    QVERIFY(!batch.triedSeq);
    QCOMPARE(room.observations(), std::size_t(3));
    room.written(batch);
    QCOMPARE(ids(room.next(5).observations), QStringList({u"3"_s}));
}

void TestWaitingRoom::aBatchThatFailedIsTriedAgainAsItWas()
{
    WaitingRoom room = with(3, 10);
    room.failed(room.next(2), 41);
    room.add(numbered(4));
    const Batch again = room.next(10);
    QCOMPARE(ids(again.observations), QStringList({u"1"_s, u"2"_s}));
    QCOMPARE(again.triedSeq, std::optional<qint64>(41));
    room.written(again);
    const Batch rest = room.next(10);
    QCOMPARE(ids(rest.observations), QStringList({u"3"_s, u"4"_s}));
    QVERIFY(!rest.triedSeq);
}

void TestWaitingRoom::whatIsUnderWayIsGivenToNobodyElse()
{
    WaitingRoom room = with(5, 10);
    room.failed(room.next(2), 41);
    QCOMPARE(ids(room.oldest(2)), QStringList({u"3"_s, u"4"_s}));
    room.takenElsewhere(2);
    QCOMPARE(ids(room.oldest(9)), QStringList({u"5"_s}));
    QCOMPARE(ids(room.next(9).observations), QStringList({u"1"_s, u"2"_s}));
}

void TestWaitingRoom::whatIsUnderWayIsNotDropped()
{
    WaitingRoom room = with(3, 3);
    room.failed(room.next(2), 41);
    room.add(numbered(4));
    QCOMPARE(room.dropped(), qint64(1));
    QCOMPARE(ids(room.next(9).observations), QStringList({u"1"_s, u"2"_s}));
    QCOMPARE(ids(room.oldest(9)), QStringList({u"4"_s}));
}

void TestWaitingRoom::whoGivesUpHasAllOfThem()
{
    WaitingRoom room = with(3, 10);
    room.failed(room.next(2), 41);
    room.giveUp();
    QCOMPARE(ids(room.oldest(9)), QStringList({u"1"_s, u"2"_s, u"3"_s}));
}

void TestWaitingRoom::aBatchOfEventsAloneIsNotUnderWay()
{
    WaitingRoom room(10);
    Event event;
    event.title = u"one"_s;
    room.add(event);
    room.failed(room.next(2), 41);
    room.add(numbered(1));
    const Batch batch = room.next(2);
    QCOMPARE(ids(batch.observations), QStringList({u"1"_s}));
    QCOMPARE(batch.events.size(), std::size_t(1));
    QVERIFY(!batch.triedSeq);
}

QTEST_APPLESS_MAIN(TestWaitingRoom)
#include "tst_waitingroom.moc"
