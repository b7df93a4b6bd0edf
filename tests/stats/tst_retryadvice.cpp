// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/retryadvice.h"

#include <QTest>

#include <cmath>

using namespace plimsoll::stats;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

SurvivalCurve curveOf(const std::vector<Lifetime>& lifetimes)
{
    return SurvivalCurve::of(lifetimes).value();
}

SurvivalCurve oneToFourSeconds()
{
    return curveOf({{.duration = 1s}, {.duration = 2s}, {.duration = 3s}, {.duration = 4s}});
}

// Most overloads are over at once, a few are long.
SurvivalCurve eightShortTwoLong()
{
    std::vector<Lifetime> lifetimes(8, Lifetime {.duration = 1s});
    lifetimes.resize(10, Lifetime {.duration = 100s});
    return curveOf(lifetimes);
}

// Freireich et al. 1963, Blood 21:699, 6-MP; a week is a second. It does not come down to 0.
SurvivalCurve remissions()
{
    std::vector<Lifetime> lifetimes;
    for (const int week : {6, 6, 6, 7, 10, 13, 16, 22, 23}) {
        lifetimes.push_back({.duration = seconds(week)});
    }
    for (const int week : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) {
        lifetimes.push_back({.duration = seconds(week), .ended = false});
    }
    return curveOf(lifetimes);
}

} // namespace

class TestRetryAdvice : public QObject
{
    Q_OBJECT

private slots:
    void chancesAreThoseOfTheCurve();
    void firstWaitsAgainstR_data();
    void firstWaitsAgainstR();
    void equalFractionsReachTheLevel();
    void outlookByHand();
    void outlookAgainstR();
    void outlookBeyondTheDataIsUnknown();
    void meanResidualLifeAgainstR_data();
    void meanResidualLifeAgainstR();
    void switchByResidualLifeByHand_data();
    void switchByResidualLifeByHand();
    void cheapestWaitByHand_data();
    void cheapestWaitByHand();
    void nobodyWatchedThatLong();
};

void TestRetryAdvice::chancesAreThoseOfTheCurve()
{
    const std::vector<milliseconds> waits {4s, 10s, 60s};
    const auto chances = chancesWithin(remissions(), 6s, waits);
    QCOMPARE(chances.size(), 3U);
    QCOMPARE(chances[1].wait, milliseconds(10s));
    QVERIFY(near(chances[0].over->value, 31.0 / 255, 1e-12)); // 1 - 16/17 * 14/15
    QVERIFY(chances[1].over && !chances[2].over);
}

// R: quantile(survfit(Surv(t - already, s) ~ 1, subset = t > already), level). 0: not a number.
void TestRetryAdvice::firstWaitsAgainstR_data()
{
    QTest::addColumn<int>("already");
    QTest::addColumn<double>("level");
    QTest::addColumn<int>("wait");
    QTest::newRow("a quarter is over in week 13") << 0 << 0.25 << 13;
    QTest::newRow("half is over in week 23") << 0 << 0.5 << 23;
    QTest::newRow("a quarter from week 6 on") << 6 << 0.25 << 10;
    QTest::newRow("three tenths from week 6 on") << 6 << 0.3 << 16;
    QTest::newRow("half from week 6 on is never seen") << 6 << 0.5 << 0;
    QTest::newRow("a quarter between two ends") << 8 << 0.25 << 14;
    QTest::newRow("a quarter from week 15 on") << 15 << 0.25 << 8;
    QTest::newRow("a quarter from week 22 on is never seen") << 22 << 0.25 << 0;
}

void TestRetryAdvice::firstWaitsAgainstR()
{
    QFETCH(int, already);
    QFETCH(double, level);
    QFETCH(int, wait);
    const auto first = firstWaitWorthTrying(remissions(), seconds(already), level);
    QCOMPARE(bool(first), wait > 0);
    QCOMPARE(first.value_or(0ms), milliseconds(seconds(wait)));
}

void TestRetryAdvice::equalFractionsReachTheLevel()
{
    std::vector<Lifetime> lifetimes;
    for (int i = 1; i <= 30; ++i) {
        lifetimes.push_back({.duration = seconds(i)});
    }
    const SurvivalCurve curve = curveOf(lifetimes);
    for (int i = 1; i <= 30; ++i) {
        QCOMPARE(firstWaitWorthTrying(curve, 0s, i / 30.0),
                 std::optional<milliseconds>(seconds(i)));
    }
    QVERIFY(!firstWaitWorthTrying(curve, 0s, 0));
    QVERIFY(!firstWaitWorthTrying(curve, 0s, 1.01));
}

// The second attempt comes at 3 s; it is made in 3 of 4 cases, and fails in one.
void TestRetryAdvice::outlookByHand()
{
    const std::vector<milliseconds> twice {1500ms, 1500ms};
    const auto outlook = retryOutlook(oneToFourSeconds(), 0s, twice);
    QVERIFY(outlook);
    QVERIFY(near(outlook->succeeds, 0.75, 1e-12));
    QVERIFY(near(outlook->attempts, 1.75, 1e-12));
    QVERIFY(near(outlook->wait.count(), 2625, 1e-9));
    // Once a second until success: as many attempts as seconds, 2.5 of each.
    const auto success = retryOutlook(oneToFourSeconds(), 0s, std::vector<milliseconds>(9, 1s));
    QVERIFY(near(success->succeeds, 1, 1e-12));
    QVERIFY(near(success->attempts, 2.5, 1e-12));
    QVERIFY(near(success->wait.count(), 2500, 1e-9));
    QCOMPARE(retryOutlook(oneToFourSeconds(), 0s, {})->attempts, 0.0);
}

// R: S <- summary(survfit(Surv(t, s) ~ 1), times = c(7, 9, 13, 21))$surv; p <- S[1:3] / S[1];
// sum(p), sum(p * c(2, 4, 8)), 1 - S[4] / S[1].
void TestRetryAdvice::outlookAgainstR()
{
    const auto outlook = retryOutlook(remissions(), 7s, std::vector<milliseconds> {2s, 4s, 8s});
    QVERIFY(outlook);
    QVERIFY(near(outlook->attempts, 2.85555555556, 1e-10));
    QVERIFY(near(outlook->wait.count() / 1000, 12.8444444444, 1e-9));
    QVERIFY(near(outlook->succeeds, 0.222222222222, 1e-10));
}

void TestRetryAdvice::outlookBeyondTheDataIsUnknown()
{
    QVERIFY(retryOutlook(remissions(), 7s, std::vector<milliseconds> {28s}));
    QVERIFY(!retryOutlook(remissions(), 7s, std::vector<milliseconds> {29s}));
    QVERIFY(!retryOutlook(remissions(), 7s, std::vector<milliseconds> {-1s}));
    // After all have ended there is nothing left to know.
    const auto late = retryOutlook(oneToFourSeconds(), 0s, std::vector<milliseconds> {1h, 1h});
    QCOMPARE(late->succeeds, 1.0);
    QCOMPARE(late->attempts, 1.0);
}

// R: summary(survfit(Surv(t - already, s) ~ 1, subset = t > already), rmean = 35 - already)$table.
void TestRetryAdvice::meanResidualLifeAgainstR_data()
{
    QTest::addColumn<int>("already");
    QTest::addColumn<double>("mean");
    QTest::newRow("from the start") << 0 << 23.287394958;
    QTest::newRow("after week 6") << 6 << 20.168627451;
    QTest::newRow("between two ends") << 8 << 19.3666666667;
    QTest::newRow("after week 15") << 15 << 15.025974026;
    QTest::newRow("after week 22") << 22 << 11.0;
}

void TestRetryAdvice::meanResidualLifeAgainstR()
{
    QFETCH(int, already);
    QFETCH(double, mean);
    const auto life = meanResidualLife(remissions(), seconds(already));
    QVERIFY(life);
    QVERIFY(near(life->count() / 1000, mean, 1e-8));
}

// Mean residual life: 0.8 * 1 + 0.2 * 100 = 20.8 s at first, 99 s after one second, then falling.
void TestRetryAdvice::switchByResidualLifeByHand_data()
{
    QTest::addColumn<int>("already");
    QTest::addColumn<double>("fallback");
    QTest::addColumn<int>("wait"); // -1: never
    QTest::newRow("a cheap fallback at once") << 0 << 20.7 << 0;
    QTest::newRow("once it is a long one") << 0 << 20.9 << 1;
    QTest::newRow("once it is a long one, nearly too dear") << 0 << 98.9 << 1;
    QTest::newRow("never") << 0 << 99.1 << -1;
    QTest::newRow("a long one already") << 40 << 59.0 << 0;
    QTest::newRow("a long one, but not for long any more") << 40 << 61.0 << -1;
}

void TestRetryAdvice::switchByResidualLifeByHand()
{
    QFETCH(int, already);
    QFETCH(double, fallback);
    QFETCH(int, wait);
    const DelayCosts costs {.perSecond = 1, .fallback = fallback};
    const auto found = switchByResidualLife(eightShortTwoLong(), seconds(already), costs);
    QCOMPARE(bool(found), wait >= 0);
    QCOMPARE(found.value_or(-1s), milliseconds(seconds(wait)));
}

// At once: the fallback. After 1 s: 1 + 0.2 * fallback. To the end: 20.8.
void TestRetryAdvice::cheapestWaitByHand_data()
{
    QTest::addColumn<double>("fallback");
    QTest::addColumn<int>("wait");
    QTest::addColumn<double>("cost");
    QTest::addColumn<double>("share");
    QTest::newRow("at once") << 1.2 << 0 << 1.2 << 1.0;
    QTest::newRow("one try first") << 10.0 << 1 << 3.0 << 0.2;
    QTest::newRow("one try first, nearly too dear") << 98.0 << 1 << 20.6 << 0.2;
    QTest::newRow("to the end") << 100.0 << 100 << 20.8 << 0.0;
}

void TestRetryAdvice::cheapestWaitByHand()
{
    QFETCH(double, fallback);
    QFETCH(int, wait);
    QFETCH(double, cost);
    QFETCH(double, share);
    const auto plan = cheapestWait(eightShortTwoLong(), 0s, {.perSecond = 1, .fallback = fallback});
    QVERIFY(plan);
    QCOMPARE(plan->wait, milliseconds(seconds(wait)));
    QVERIFY(near(plan->cost, cost, 1e-9));
    QVERIFY(near(plan->fallbackShare, share, 1e-12));
}

void TestRetryAdvice::nobodyWatchedThatLong()
{
    const SurvivalCurve curve = oneToFourSeconds();
    const DelayCosts costs {.perSecond = 1, .fallback = 1};
    for (const milliseconds already : {milliseconds(4s), milliseconds(1h), milliseconds(-1s)}) {
        QVERIFY(!firstWaitWorthTrying(curve, already));
        QVERIFY(!retryOutlook(curve, already, {}));
        QVERIFY(!meanResidualLife(curve, already));
        QVERIFY(!switchByResidualLife(curve, already, costs));
        QVERIFY(!cheapestWait(curve, already, costs));
    }
    QVERIFY(!cheapestWait(curve, 0s, {.perSecond = -1, .fallback = 1}));
    QVERIFY(!switchByResidualLife(curve, 0s, {.perSecond = 1, .fallback = std::nan("")}));
}

QTEST_GUILESS_MAIN(TestRetryAdvice)
#include "tst_retryadvice.moc"
