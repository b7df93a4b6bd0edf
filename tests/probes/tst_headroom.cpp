// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/headroom.h"
#include "tests/support/observationbuilder.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString account = u"Opus 4.x"_s;
const TargetId target {u"claude-opus-4-7"_s, ProbeKind::Admission};
constexpr TimePoint start = fromEpochMs(1'777'809'600'000);

Observation telling(LimitKind kind, qint64 limit, std::optional<qint64> remaining,
                    std::optional<TimePoint> reset = start + 60s)
{
    return ObservationBuilder().at(start).usage(8, 1, 65'000).limit(kind, limit, remaining, reset);
}

// Of how many due probes, a minute apart each, one is sent; the answers tell nothing new.
int pace(Headroom& headroom, Elapsed from)
{
    int sent = 0;
    for (int i = 0; i < 16; ++i) {
        const Elapsed at = from + std::chrono::seconds(i);
        if (!headroom.refusal(account, target, at)) {
            headroom.sent(account, target, at);
            ++sent;
        }
    }
    return 16 / std::max(sent, 1);
}

} // namespace

class TestHeadroom : public QObject
{
    Q_OBJECT

private slots:
    void slowsDown_data();
    void slowsDown();
    void unknownIsNotZero();
    void theTightestLimitDecides();
    void waitsForTheReset_data();
    void waitsForTheReset();
    void anAnswerWithRoomEndsIt();
    void anOldReadingEndsByItself();
    void poolsAndTargetsStandAlone();
    void freeProbesGoOn();
    void countsOurOwnTraffic();
    void saysWhy();
};

void TestHeadroom::slowsDown_data()
{
    QTest::addColumn<LimitKind>("kind");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("remaining");
    QTest::addColumn<int>("oneIn");
    QTest::newRow("all free") << LimitKind::Requests << 1000LL << 1000LL << 1;
    QTest::newRow("a fifth is enough") << LimitKind::Requests << 1000LL << 200LL << 1;
    QTest::newRow("less than a fifth") << LimitKind::Requests << 1000LL << 199LL << 2;
    QTest::newRow("a tenth") << LimitKind::Requests << 1000LL << 100LL << 2;
    QTest::newRow("less than a tenth") << LimitKind::Requests << 1000LL << 99LL << 4;
    QTest::newRow("the last fiftieth but not all") << LimitKind::Requests << 1000LL << 20LL << 4;
    QTest::newRow("tokens may be 500 fewer than told")
        << LimitKind::InputTokens << 10'000LL << 2'000LL << 2;
    QTest::newRow("a limit of zero is no limit") << LimitKind::Requests << 0LL << 0LL << 1;
}

void TestHeadroom::slowsDown()
{
    QFETCH(LimitKind, kind);
    QFETCH(qint64, limit);
    QFETCH(qint64, remaining);
    Headroom headroom;
    headroom.learn(account, telling(kind, limit, remaining), 0s);
    QTEST(pace(headroom, 1s), "oneIn");
}

void TestHeadroom::unknownIsNotZero()
{
    Headroom headroom;
    QCOMPARE(pace(headroom, 0s), 1);
    headroom.learn(account, ObservationBuilder().overloaded(), 20s);
    QCOMPARE(pace(headroom, 21s), 1);
    headroom.learn(account, telling(LimitKind::Requests, 1000, {}), 40s);
    QCOMPARE(pace(headroom, 41s), 1);
    // A missing header does not wipe out what was known.
    headroom.learn(account, telling(LimitKind::Requests, 1000, 150), 60s);
    headroom.learn(account, ObservationBuilder().overloaded(), 61s);
    QCOMPARE(pace(headroom, 62s), 2);
}

void TestHeadroom::theTightestLimitDecides()
{
    Headroom headroom;
    headroom.learn(account, telling(LimitKind::Requests, 1000, 900), 0s);
    headroom.learn(account, telling(LimitKind::OutputTokens, 80'000, 6'000), 0s);
    QCOMPARE(pace(headroom, 1s), 4);
}

void TestHeadroom::waitsForTheReset_data()
{
    QTest::addColumn<int>("reset"); // seconds after the answer; -1000: not told
    QTest::addColumn<int>("skew"); // of the service's clock
    QTest::addColumn<int>("wait"); // seconds
    QTest::newRow("until the reset") << 40 << 0 << 40;
    QTest::newRow("a minute where none was told") << -1000 << 0 << 60;
    QTest::newRow("no longer than five minutes") << 7999 << 0 << 299;
    QTest::newRow("a reset before its own date") << -1 << 0 << 1;
    QTest::newRow("our clock is 30 s behind") << 70 << 30 << 40;
}

void TestHeadroom::waitsForTheReset()
{
    QFETCH(int, reset);
    QFETCH(int, skew);
    QFETCH(int, wait);
    Observation observation =
        telling(LimitKind::Requests, 1000, 5,
                reset == -1000 ? std::nullopt
                               : std::optional<TimePoint>(start + std::chrono::seconds(reset)));
    observation.clockSkew = std::chrono::seconds(skew);
    Headroom headroom;
    headroom.learn(account, observation, 100s);
    const Elapsed until = 100s + std::chrono::seconds(wait);
    for (Elapsed at = 100s; at < until; at += 1s) {
        QVERIFY2(headroom.refusal(account, target, at), qPrintable(QString::number(at.count())));
    }
    const int held = 1;
    int refused = 0;
    while (headroom.refusal(account, target, until + 1s)) {
        ++refused;
    }
    QVERIFY(refused <= 4 - held);
}

void TestHeadroom::anAnswerWithRoomEndsIt()
{
    Headroom headroom;
    headroom.learn(account, telling(LimitKind::Requests, 1000, 0), 0s);
    QVERIFY(headroom.refusal(account, target, 1s));
    headroom.learn(account, telling(LimitKind::Requests, 1000, 800), 2s);
    QCOMPARE(pace(headroom, 3s), 1);
}

void TestHeadroom::anOldReadingEndsByItself()
{
    Headroom headroom;
    headroom.learn(account, telling(LimitKind::Requests, 1000, 150), 0s);
    QVERIFY(headroom.refusal(account, target, 5min - 1ms));
    QVERIFY(!headroom.refusal(account, target, 5min));
    QCOMPARE(pace(headroom, 5min), 1);
}

void TestHeadroom::poolsAndTargetsStandAlone()
{
    Headroom headroom;
    headroom.learn(account, telling(LimitKind::Requests, 1000, 150), 0s);
    QVERIFY(!headroom.refusal(u"Sonnet 5.5"_s, {u"claude-sonnet-5-5"_s}, 1s));
    QVERIFY(!headroom.refusal(u"Opus 4.x@other"_s, target, 1s));
    const TargetId sibling {u"claude-opus-4-8"_s};
    QVERIFY(headroom.refusal(account, target, 1s));
    QVERIFY(headroom.refusal(account, sibling, 1s)); // shares the pool, has a count of its own
    QVERIFY(!headroom.refusal(account, target, 2s));
    QVERIFY(!headroom.refusal(account, sibling, 2s));
}

void TestHeadroom::freeProbesGoOn()
{
    Headroom headroom;
    headroom.learn(account, telling(LimitKind::Requests, 1000, 0), 0s);
    for (const ProbeKind kind : {ProbeKind::Control, ProbeKind::Line}) {
        QVERIFY(!headroom.refusal(account, {u"claude-opus-4-7"_s, kind}, 1s));
    }
}

void TestHeadroom::countsOurOwnTraffic()
{
    Headroom headroom;
    for (int i = 0; i < 3; ++i) {
        headroom.sent(account, target, 10s * i);
        Observation answer = telling(LimitKind::Requests, 50, 40);
        answer.usage = {8, 2, 100, 4000};
        headroom.learn(account, answer, 10s * i + 1s);
    }
    const auto use = headroom.ownUse(account, 25s);
    QCOMPARE(use[0].used, 3);
    QCOMPARE(use[0].share(), std::optional(0.06));
    QCOMPARE(use[1].used, 3 * 108); // what is read from a cache does not count
    QCOMPARE(use[2].used, 6);
    QCOMPARE(use[3].used, 3 * 110);
    QVERIFY(!use[1].share()); // its limit was never told
    QCOMPARE(headroom.ownUse(account, 65s)[0].used, 2);
    QCOMPARE(headroom.ownUse(account, 5min)[0].used, 0);
}

void TestHeadroom::saysWhy()
{
    Headroom headroom;
    headroom.sent(account, target, 0s);
    headroom.learn(account, telling(LimitKind::Requests, 50, 9), 0s);
    const auto reason = headroom.refusal(account, target, 1s);
    QVERIFY(reason);
    for (const QString& part : {u"9 of 50 left"_s, u"requests per minute"_s, u"18.0 %"_s,
                                u"2.0 %"_s, u"one due probe in 2"_s}) {
        QVERIFY2(reason->contains(part), qPrintable(*reason));
    }
}

QTEST_GUILESS_MAIN(TestHeadroom)
#include "tst_headroom.moc"
