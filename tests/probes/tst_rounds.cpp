// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/schedule.h"
#include "probes/schedule/seeded.h"
#include "probes/schedule/suspension.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Target targetOf(const QString& model, Elapsed every, Sampling sampling, double jitter = 0.2)
{
    Target target;
    target.id.model = model;
    target.every = every;
    target.sampling = sampling;
    target.jitter = jitter;
    return target;
}

std::vector<Target> models(int count, Elapsed every, Sampling sampling, double jitter = 0.2)
{
    std::vector<Target> targets;
    for (int i = 0; i < count; ++i) {
        targets.push_back(targetOf(u"model-%1"_s.arg(i), every, sampling, jitter));
    }
    return targets;
}

constexpr auto poisson = Sampling::Poisson;
constexpr auto fixedly = Sampling::Fixed;

void bothSamplings()
{
    QTest::addColumn<Sampling>("sampling");
    QTest::newRow("poisson") << poisson;
    QTest::newRow("fixed") << fixedly;
}

} // namespace

class TestRounds : public QObject
{
    Q_OBJECT

private slots:
    void orderOfTargetsDoesNotMatter();
    void organizationsHaveTimesOfTheirOwn();
    void firstProbesAreSpread();
    void noncesDiffer();
    void everyProbeComesOnce_data();
    void everyProbeComesOnce();
    void noBacklogAfterALongSleep_data();
    void noBacklogAfterALongSleep();
    void aLittleLateIsNotMissed();
    void tellsWhatTheClocksDid_data();
    void tellsWhatTheClocksDid();
};

void TestRounds::orderOfTargetsDoesNotMatter()
{
    for (const Sampling sampling : {poisson, fixedly}) {
        auto reversed = models(5, 60s, sampling);
        std::ranges::reverse(reversed);
        Schedule a(models(5, 60s, sampling), 1);
        Schedule b(reversed, 1);
        for (int round = 0; round < 100; ++round) {
            QCOMPARE(a.next(), b.next());
            const auto first = a.take(*a.next()).due;
            const auto second = b.take(*b.next()).due;
            QCOMPARE(first.size(), second.size());
            QCOMPARE(first[0].target, 4 - second[0].target);
        }
    }
}

void TestRounds::organizationsHaveTimesOfTheirOwn()
{
    auto targets = models(2, 60s, poisson);
    targets[1].id = targets[0].id;
    targets[1].id.organization = u"acme"_s;
    QVERIFY(keyOf(targets[0].id, 1) != keyOf(targets[1].id, 1));
    Schedule schedule(targets, 1);
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(schedule.take(*schedule.next()).due.size(), std::size_t(1));
    }
}

void TestRounds::firstProbesAreSpread()
{
    Schedule schedule(models(10, 60s, fixedly, 0), 1);
    std::vector<Elapsed> first;
    while (first.size() < 10) {
        first.push_back(*schedule.next());
        QCOMPARE(schedule.take(first.back()).due.size(), std::size_t(1));
    }
    QVERIFY(first.front() < 1s); // something to see at once
    QVERIFY(first.back() < 60s);
    for (std::size_t i = 1; i < first.size(); ++i) {
        QVERIFY(first[i] - first[i - 1] > 2s); // a third of an even spread
    }
}

void TestRounds::noncesDiffer()
{
    const Schedule schedule(models(2, 60s, poisson), 1);
    std::set<quint64> nonces;
    for (std::size_t target = 0; target < 2; ++target) {
        for (qint64 k = 0; k < 1000; ++k) {
            nonces.insert(schedule.nonce({target, k, {}}));
        }
    }
    QCOMPARE(nonces.size(), std::size_t(2000));
}

void TestRounds::everyProbeComesOnce_data()
{
    bothSamplings();
}

void TestRounds::everyProbeComesOnce()
{
    QFETCH(Sampling, sampling);
    Schedule schedule(models(4, 10s, sampling), 3);
    std::vector<qint64> seen(4, 0);
    while (*schedule.next() <= 6000s) {
        const auto round = schedule.take(*schedule.next());
        QVERIFY(!round.due.empty());
        QCOMPARE(round.missed, 0);
        for (const DueProbe& due : round.due) {
            QCOMPARE(due.index, seen[due.target]++);
        }
    }
    // 600 each; the deviation of a Poisson count is its root.
    const qint64 off = sampling == poisson ? 4 * 25 : 1;
    for (const qint64 count : seen) {
        QVERIFY(std::abs(count - 600) <= off);
    }
}

void TestRounds::noBacklogAfterALongSleep_data()
{
    bothSamplings();
}

void TestRounds::noBacklogAfterALongSleep()
{
    QFETCH(Sampling, sampling);
    constexpr Elapsed week = 168h;
    Schedule schedule(models(4, 1s, sampling), 3);
    schedule.take(10s);
    const auto round = schedule.take(week);
    QVERIFY(round.due.size() <= 8);
    QVERIFY(std::abs(double(round.missed) - 4 * 604'800) < 4 * 2 * 778); // 4 deviations
    for (const DueProbe& due : round.due) {
        QVERIFY(week - due.at <= 500ms);
    }
    QVERIFY(*schedule.next() > week);
}

void TestRounds::aLittleLateIsNotMissed()
{
    Schedule schedule({targetOf(u"a"_s, 3600s, fixedly, 0)}, 3);
    auto round = schedule.take(9s);
    QCOMPARE(round.due.size(), std::size_t(1));
    QCOMPARE(round.missed, 0);
    round = schedule.take(3611s);
    QVERIFY(round.due.empty());
    QCOMPARE(round.missed, 1);
}

void TestRounds::tellsWhatTheClocksDid_data()
{
    QTest::addColumn<int>("wall"); // seconds since the last look
    QTest::addColumn<int>("elapsed");
    QTest::addColumn<int>("sinceBoot");
    QTest::addColumn<bool>("slept");
    QTest::addColumn<bool>("jumped");
    QTest::newRow("awake") << 10 << 10 << 10 << false << false;
    QTest::newRow("asleep, the monotonic clock asleep too") << 3600 << 7 << 3600 << true << false;
    QTest::newRow("asleep, the monotonic clock awake") << 3600 << 3600 << 3600 << true << false;
    QTest::newRow("a hiccup of three seconds") << 13 << 13 << 13 << false << false;
    QTest::newRow("a small step of the time service") << 12 << 10 << 10 << false << false;
    QTest::newRow("set forwards") << 7210 << 10 << 10 << false << true;
    QTest::newRow("set back") << -7190 << 10 << 10 << false << true;
    QTest::newRow("set back in sleep") << -3600 << 10 << 3600 << true << true;
}

void TestRounds::tellsWhatTheClocksDid()
{
    using std::chrono::seconds;
    QFETCH(int, wall);
    QFETCH(int, elapsed);
    QFETCH(int, sinceBoot);
    const TimePoint start = fromEpochMs(100'000'000);
    Suspension suspension({start, 0s, 500s});
    const Passage passage =
        suspension.check({start + seconds(wall), seconds(elapsed), seconds(500 + sinceBoot)});
    QTEST(passage.slept, "slept");
    QTEST(passage.jumped, "jumped");
    QCOMPARE(passage.length, Elapsed(seconds(sinceBoot)));
    const Passage after = suspension.check(
        {start + seconds(wall + 10), seconds(elapsed + 10), seconds(510 + sinceBoot)});
    QVERIFY(!after.slept && !after.jumped);
}

QTEST_GUILESS_MAIN(TestRounds)
#include "tst_rounds.moc"
