// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/pauses.h"
#include "probes/schedule/schedule.h"
#include "probes/schedule/suspension.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Target targetOf(const QString& model, Elapsed every, double jitter = 0.2)
{
    Target target;
    target.id.model = model;
    target.every = every;
    target.jitter = jitter;
    return target;
}

std::vector<Target> models(int count, Elapsed every = 60s)
{
    std::vector<Target> targets;
    for (int i = 0; i < count; ++i) {
        targets.push_back(targetOf(u"model-%1"_s.arg(i), every));
    }
    return targets;
}

Observation answer(Outcome outcome, std::optional<std::chrono::seconds> retryAfter = {})
{
    Observation observation;
    observation.at = fromEpochMs(0);
    observation.outcome = outcome;
    observation.retryAfter = retryAfter;
    return observation;
}

} // namespace

class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void doesNotDrift();
    void jitterStaysWithinItsShare_data();
    void jitterStaysWithinItsShare();
    void sameSeedSameTimes();
    void orderOfTargetsDoesNotMatter();
    void targetsAreSpread();
    void noncesDiffer();
    void everyProbeComesOnce();
    void noBacklogAfterALongSleep();
    void aLittleLateIsNotMissed();
    void pauses_data();
    void pauses();
    void aPoolSharesItsPause();
    void aSpendCapPausesAllPools();
    void aShorterPauseDoesNotEndALongerOne();
    void tellsWhenTheMachineSlept_data();
    void tellsWhenTheMachineSlept();
};

void TestSchedule::doesNotDrift()
{
    const Schedule schedule(models(1), 42);
    const qint64 month = 30 * 1440;
    const Elapsed late = schedule.dueAt(0, month) - month * Elapsed(60s);
    QVERIFY(late >= 0s);
    QVERIFY(late < 12s); // the jitter of one probe, not of all before it
}

void TestSchedule::jitterStaysWithinItsShare_data()
{
    QTest::addColumn<double>("jitter");
    QTest::newRow("none") << 0.0;
    QTest::newRow("a fifth") << 0.2;
    QTest::newRow("a whole interval") << 1.0;
}

void TestSchedule::jitterStaysWithinItsShare()
{
    QFETCH(double, jitter);
    const Schedule schedule({targetOf(u"a"_s, 10s, jitter)}, 7);
    double sum = 0;
    const int n = 4000;
    for (int k = 0; k < n; ++k) {
        const Elapsed late = schedule.dueAt(0, k) - k * Elapsed(10s);
        QVERIFY(late >= 0s && double(late.count()) <= jitter * 10'000);
        QVERIFY(schedule.dueAt(0, k + 1) >= schedule.dueAt(0, k));
        sum += double(late.count());
    }
    // Uniform: the mean is half, and its standard error is width / sqrt(12 n).
    const double width = jitter * 10'000;
    QVERIFY(std::abs(sum / n - width / 2) <= 5 * width / std::sqrt(12.0 * n) + 1);
}

void TestSchedule::sameSeedSameTimes()
{
    const Schedule a(models(3), 1);
    const Schedule b(models(3), 1);
    const Schedule c(models(3), 2);
    int same = 0;
    for (int k = 0; k < 100; ++k) {
        QCOMPARE(a.dueAt(1, k), b.dueAt(1, k));
        same += a.dueAt(1, k) == c.dueAt(1, k);
    }
    QVERIFY(same < 10);
}

void TestSchedule::orderOfTargetsDoesNotMatter()
{
    auto reversed = models(5);
    std::ranges::reverse(reversed);
    const Schedule a(models(5), 1);
    const Schedule b(reversed, 1);
    for (std::size_t i = 0; i < 5; ++i) {
        QCOMPARE(a.dueAt(i, 3), b.dueAt(4 - i, 3));
    }
}

void TestSchedule::targetsAreSpread()
{
    auto targets = models(10);
    for (Target& target : targets) {
        target.jitter = 0;
    }
    const Schedule schedule(targets, 1);
    std::vector<Elapsed> first;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        first.push_back(schedule.dueAt(i, 0));
    }
    std::ranges::sort(first);
    QVERIFY(first.front() < 1s); // something to see at once
    QVERIFY(first.back() < 60s);
    for (std::size_t i = 1; i < first.size(); ++i) {
        QVERIFY(first[i] - first[i - 1] > 2s); // a third of an even spread
    }
}

void TestSchedule::noncesDiffer()
{
    const Schedule schedule(models(2), 1);
    std::set<quint64> nonces;
    for (std::size_t target = 0; target < 2; ++target) {
        for (qint64 k = 0; k < 1000; ++k) {
            nonces.insert(schedule.nonce({target, k, {}}));
        }
    }
    QCOMPARE(nonces.size(), std::size_t(2000));
}

void TestSchedule::everyProbeComesOnce()
{
    Schedule schedule(models(4, 10s), 3);
    std::vector<qint64> seen(4, 0);
    while (const auto next = schedule.next()) {
        if (*next > 600s) {
            break;
        }
        const auto round = schedule.take(*next);
        QVERIFY(!round.due.empty());
        QVERIFY(!round.missedSince);
        for (const DueProbe& due : round.due) {
            QCOMPARE(due.index, seen[due.target]++);
        }
    }
    for (const qint64 count : seen) {
        QVERIFY(count >= 59 && count <= 60);
    }
}

void TestSchedule::noBacklogAfterALongSleep()
{
    Schedule schedule(models(4, 1s), 3);
    schedule.take(10s);
    const Elapsed firstMissed = *schedule.next();
    const auto round = schedule.take(8h);
    QVERIFY(round.due.size() <= 4);
    QCOMPARE(round.missedSince, std::optional(firstMissed));
    for (const DueProbe& due : round.due) {
        QVERIFY(8h - due.at <= 500ms);
    }
    QVERIFY(*schedule.next() > 8h);
}

void TestSchedule::aLittleLateIsNotMissed()
{
    Schedule schedule({targetOf(u"a"_s, 3600s, 0)}, 3);
    auto round = schedule.take(9s);
    QCOMPARE(round.due.size(), std::size_t(1));
    QVERIFY(!round.missedSince);
    round = schedule.take(3611s);
    QVERIFY(round.due.empty());
    QCOMPARE(round.missedSince, std::optional<Elapsed>(3600s));
}

void TestSchedule::pauses_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<int>("retryAfter"); // -1: none
    QTest::addColumn<int>("pause"); // 0: none
    QTest::newRow("429 with retry-after") << Outcome::RateLimited << 24 << 24;
    QTest::newRow("429 for hours is bounded") << Outcome::RateLimited << 7999 << 3600;
    QTest::newRow("429 without retry-after") << Outcome::RateLimited << -1 << 0;
    QTest::newRow("429 with zero") << Outcome::RateLimited << 0 << 0;
    QTest::newRow("429 for the ramp") << Outcome::RampLimited << 5 << 5;
    QTest::newRow("429 for the spend cap names no time") << Outcome::SpendLimited << -1 << 3600;
    QTest::newRow("529 with retry-after") << Outcome::OverloadedHttp << 10 << 10;
    QTest::newRow("529 with a quota window") << Outcome::OverloadedHttp << 18'000 << 300;
    QTest::newRow("529 without") << Outcome::OverloadedHttp << -1 << 0;
    QTest::newRow("edge error with retry-after") << Outcome::EdgeError << 120 << 120;
    QTest::newRow("server error with retry-after") << Outcome::ServerError << 3 << 3;
    QTest::newRow("200 with retry-after") << Outcome::Ok << 61 << 0;
    QTest::newRow("our own key") << Outcome::AuthFailed << 61 << 0;
}

void TestSchedule::pauses()
{
    QFETCH(Outcome, outcome);
    QFETCH(int, retryAfter);
    QFETCH(int, pause);
    const auto given =
        retryAfter < 0 ? std::nullopt : std::optional(std::chrono::seconds(retryAfter));
    const Observation observation = answer(outcome, given);
    QCOMPARE(pauseAfter(observation).value_or(0s).count(), pause);
    Pauses pauses;
    pauses.learn(observation, u"Opus"_s, 100s);
    const auto reason = [&](Elapsed at) {
        return pauses.reason(ProbeKind::Admission, u"Opus"_s, at);
    };
    if (pause > 0) {
        QVERIFY(reason(100s));
        QVERIFY2(reason(100s)->contains(label(outcome)), qPrintable(*reason(100s)));
        QVERIFY(reason(100s + std::chrono::seconds(pause) - 1ms));
    }
    QVERIFY(!reason(100s + std::chrono::seconds(pause)));
}

void TestSchedule::aPoolSharesItsPause()
{
    Pauses pauses;
    pauses.learn(answer(Outcome::RateLimited, 30s), u"Opus 4.x"_s, 0s);
    QVERIFY(pauses.reason(ProbeKind::Generation, u"Opus 4.x"_s, 1s));
    QVERIFY(!pauses.reason(ProbeKind::Generation, u"Sonnet"_s, 1s));
    QVERIFY(!pauses.reason(ProbeKind::Control, u"Opus 4.x"_s, 1s));
    QVERIFY(!pauses.reason(ProbeKind::Line, u"Opus 4.x"_s, 1s));
}

void TestSchedule::aSpendCapPausesAllPools()
{
    Pauses pauses;
    pauses.learn(answer(Outcome::SpendLimited), u"Opus 4.x"_s, 0s);
    QVERIFY(pauses.reason(ProbeKind::Admission, u"Sonnet"_s, 1s));
    QVERIFY(!pauses.reason(ProbeKind::Control, u"Sonnet"_s, 1s));
}

void TestSchedule::aShorterPauseDoesNotEndALongerOne()
{
    Pauses pauses;
    pauses.learn(answer(Outcome::RateLimited, 60s), u"a"_s, 0s);
    pauses.learn(answer(Outcome::RateLimited, 1s), u"a"_s, 1s);
    QVERIFY(pauses.reason(ProbeKind::Admission, u"a"_s, 59s));
}

void TestSchedule::tellsWhenTheMachineSlept_data()
{
    QTest::addColumn<int>("wall"); // seconds since the last round
    QTest::addColumn<int>("elapsed");
    QTest::addColumn<int>("missed"); // due time of the first missed, -1: none
    QTest::addColumn<int>("gap"); // length of the gap, 0: none
    QTest::newRow("awake") << 60 << 60 << -1 << 0;
    QTest::newRow("asleep, monotonic clock asleep too") << 3600 << 10 << -1 << 3600;
    QTest::newRow("asleep, monotonic clock awake") << 3600 << 3600 << 60 << 3540;
    QTest::newRow("a step of the time service") << 62 << 60 << -1 << 0;
    QTest::newRow("clock set back") << -3600 << 60 << -1 << 0;
    QTest::newRow("a hiccup of three seconds") << 10 << 10 << 7 << 0;
}

void TestSchedule::tellsWhenTheMachineSlept()
{
    QFETCH(int, wall);
    QFETCH(int, elapsed);
    QFETCH(int, missed);
    const TimePoint start = fromEpochMs(1'000'000);
    Suspension suspension(start, 0s);
    const auto gap = suspension.check(
        start + std::chrono::seconds(wall), std::chrono::seconds(elapsed),
        missed < 0 ? std::nullopt : std::optional<Elapsed>(std::chrono::seconds(missed)));
    const auto length = gap ? gap->range.length() : 0ms;
    QTEST(int(length.count() / 1000), "gap");
    if (gap) {
        QCOMPARE(gap->reason, GapReason::Suspended);
        QVERIFY(gap->range.to == start + std::chrono::seconds(wall));
    }
    QVERIFY(!suspension.check(start + std::chrono::seconds(wall + 1),
                              std::chrono::seconds(elapsed + 1), {}));
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
