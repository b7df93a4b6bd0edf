// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/interval.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace plimsoll::stats;

namespace {

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class TestInterval : public QObject
{
    Q_OBJECT

private slots:
    void wilsonAgainstReferences_data();
    void wilsonAgainstReferences();
    void clopperPearsonAgainstReferences_data();
    void clopperPearsonAgainstReferences();
    void newcombeAgainstReferences_data();
    void newcombeAgainstReferences();
    void ranksAgainstReferences_data();
    void ranksAgainstReferences();
    void noDataHasNoInterval();
    void intervalsContainTheEstimate();
    void differenceTurnsItsSign();
    void wilsonCoversAsOftenAsItSays_data();
    void wilsonCoversAsOftenAsItSays();
    void ranksCoverTheQuantile();
};

// The first four: Newcombe 1998, Statistics in Medicine 17:857, table I, methods 3 (Wilson) and 5
// (Clopper-Pearson), to four digits there. All digits: R 4.2,
// prop.test(x, n, correct = FALSE)$conf.int and binom.test(x, n)$conf.int.
void TestInterval::wilsonAgainstReferences_data()
{
    QTest::addColumn<quint64>("hits");
    QTest::addColumn<quint64>("n");
    QTest::addColumn<double>("confidence");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    const auto row = [](const char* name, quint64 hits, quint64 n, double confidence, double low,
                        double high) {
        QTest::newRow(name) << hits << n << confidence << low << high;
    };
    row("81 of 263", 81, 263, 0.95, 0.255288519878, 0.366209576983);
    row("15 of 148", 15, 148, 0.95, 0.0623863995307, 0.160487241723);
    row("none of 20", 0, 20, 0.95, 0, 0.161125158053);
    row("one of 29", 1, 29, 0.95, 0.00611321429276, 0.171755218793);
    row("all of 29", 29, 29, 0.95, 0.8830302015, 1);
    row("3 of 1000 at 99 %", 3, 1000, 0.99, 0.000758101231061, 0.0117935166829);
}

void TestInterval::wilsonAgainstReferences()
{
    QFETCH(quint64, hits);
    QFETCH(quint64, n);
    QFETCH(double, confidence);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto interval = wilson(hits, n, confidence);
    QVERIFY(interval);
    QCOMPARE(interval->hits, hits);
    QCOMPARE(interval->n, n);
    QVERIFY(near(interval->value, double(hits) / double(n), 1e-15));
    QVERIFY(near(interval->low, low, 1e-10));
    QVERIFY(near(interval->high, high, 1e-10));
}

void TestInterval::clopperPearsonAgainstReferences_data()
{
    QTest::addColumn<quint64>("hits");
    QTest::addColumn<quint64>("n");
    QTest::addColumn<double>("confidence");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    const auto row = [](const char* name, quint64 hits, quint64 n, double confidence, double low,
                        double high) {
        QTest::newRow(name) << hits << n << confidence << low << high;
    };
    row("81 of 263", 81, 263, 0.95, 0.252736745585, 0.367621922601);
    row("15 of 148", 15, 148, 0.95, 0.0578440100834, 0.161650490349);
    row("none of 20", 0, 20, 0.95, 0, 0.168433470983);
    row("one of 29", 1, 29, 0.95, 0.00087264688358, 0.177644295489);
    row("all of 29", 29, 29, 0.95, 0.88055513093, 1);
    row("4321 of a million", 4321, 1'000'000, 0.95, 0.00419337919239, 0.00445150487625);
    row("7 of 50 at 90 %", 7, 50, 0.9, 0.0675966990036, 0.246935201731);
}

void TestInterval::clopperPearsonAgainstReferences()
{
    QFETCH(quint64, hits);
    QFETCH(quint64, n);
    QFETCH(double, confidence);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto interval = clopperPearson(hits, n, confidence);
    QVERIFY(interval);
    QVERIFY(near(interval->low, low, 1e-10));
    QVERIFY(near(interval->high, high, 1e-10));
}

// Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: its p1 - p2 is our b - a. Four
// digits are his, the rest from his formula in R with the interval of prop.test().
void TestInterval::newcombeAgainstReferences_data()
{
    QTest::addColumn<quint64>("hitsB");
    QTest::addColumn<quint64>("nB");
    QTest::addColumn<quint64>("hitsA");
    QTest::addColumn<quint64>("nA");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    const auto row = [](const char* name, quint64 hitsB, quint64 nB, quint64 hitsA, quint64 nA,
                        double low, double high) {
        QTest::newRow(name) << hitsB << nB << hitsA << nA << low << high;
    };
    row("56/70 - 48/80", 56, 70, 48, 80, 0.0524314724024, 0.333872654037);
    row("9/10 - 3/10", 9, 10, 3, 10, 0.170522723935, 0.809017973535);
    row("6/7 - 2/7", 6, 7, 2, 7, 0.0582279274823, 0.806249637524);
    row("5/56 - 0/29", 5, 56, 0, 29, -0.0381371479035, 0.192560013855);
    row("0/10 - 0/20", 0, 10, 0, 20, -0.161125158053, 0.277532799863);
    row("0/10 - 0/10", 0, 10, 0, 10, -0.277532799863, 0.277532799863);
    row("10/10 - 0/20", 10, 10, 0, 20, 0.679086037142, 1);
    row("10/10 - 0/10", 10, 10, 0, 10, 0.607509350431, 1);
}

void TestInterval::newcombeAgainstReferences()
{
    QFETCH(quint64, hitsB);
    QFETCH(quint64, nB);
    QFETCH(quint64, hitsA);
    QFETCH(quint64, nA);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto difference = newcombe(hitsA, nA, hitsB, nB);
    QVERIFY(difference);
    const double expected = double(hitsB) / double(nB) - double(hitsA) / double(nA);
    QVERIFY(near(difference->value, expected, 1e-15));
    QVERIFY(near(difference->low, low, 1e-10));
    QVERIFY(near(difference->high, high, 1e-10));
}

// R: c(qbinom(t, n, q), qbinom(1 - t, n, q) + 1) with t = (1 - confidence) / 2; too few when the
// first is 0 or the second exceeds n.
void TestInterval::ranksAgainstReferences_data()
{
    QTest::addColumn<quint64>("n");
    QTest::addColumn<double>("q");
    QTest::addColumn<double>("confidence");
    QTest::addColumn<quint64>("low"); // 0: too few
    QTest::addColumn<quint64>("high");
    const auto row = [](const char* name, quint64 n, double q, double confidence, quint64 low,
                        quint64 high) {
        QTest::newRow(name) << n << q << confidence << low << high;
    };
    row("upper quartile of 16 at 90 %", 16, 0.75, 0.90, 9, 16);
    row("median of 6", 6, 0.5, 0.95, 1, 6);
    row("median of 5 is too few", 5, 0.5, 0.95, 0, 0);
    row("median of 20", 20, 0.5, 0.95, 6, 15);
    row("median of 100", 100, 0.5, 0.95, 40, 61);
    row("p95 of 1000", 1000, 0.95, 0.95, 936, 964);
    row("p99 of a day of minutes", 1440, 0.99, 0.95, 1418, 1433);
    row("p99 of 100 is too few", 100, 0.99, 0.95, 0, 0);
    row("p99 of 367 is too few by one", 367, 0.99, 0.95, 0, 0);
    row("p99 of 368 is just enough", 368, 0.99, 0.95, 360, 368);
    row("p95 of a million", 1'000'000, 0.95, 0.95, 949'572, 950'428);
}

void TestInterval::ranksAgainstReferences()
{
    QFETCH(quint64, n);
    QFETCH(double, q);
    QFETCH(double, confidence);
    QFETCH(quint64, low);
    QFETCH(quint64, high);
    const auto ranks = quantileRanks(n, q, confidence);
    QCOMPARE(bool(ranks), low != 0);
    if (ranks) {
        QCOMPARE(ranks->low, low);
        QCOMPARE(ranks->high, high);
    }
}

void TestInterval::noDataHasNoInterval()
{
    QVERIFY(!wilson(0, 0));
    QVERIFY(!clopperPearson(0, 0));
    QVERIFY(!newcombe(0, 0, 1, 5));
    QVERIFY(!newcombe(1, 5, 0, 0));
    QVERIFY(!quantileRanks(0, 0.5));
    QVERIFY(!wilson(6, 5));
    QVERIFY(!quantileRanks(100, 1.0));
    QVERIFY(!wilson(1, 5, 1.0));
}

void TestInterval::intervalsContainTheEstimate()
{
    for (quint64 n = 1; n <= 60; ++n) {
        for (quint64 hits = 0; hits <= n; ++hits) {
            const auto score = wilson(hits, n);
            const auto exact = clopperPearson(hits, n);
            QVERIFY(score && exact);
            QVERIFY(0 <= score->low && score->low <= score->value);
            QVERIFY(score->value <= score->high && score->high <= 1);
            QVERIFY(0 <= exact->low && exact->low <= exact->value);
            QVERIFY(exact->value <= exact->high && exact->high <= 1);
        }
    }
}

void TestInterval::differenceTurnsItsSign()
{
    const auto forth = newcombe(3, 40, 9, 50);
    const auto back = newcombe(9, 50, 3, 40);
    QVERIFY(forth && back);
    QVERIFY(near(forth->value, -back->value, 1e-15));
    QVERIFY(near(forth->low, -back->high, 1e-15));
    QVERIFY(near(forth->high, -back->low, 1e-15));
}

void TestInterval::wilsonCoversAsOftenAsItSays_data()
{
    QTest::addColumn<double>("p");
    QTest::addColumn<int>("n");

    QTest::newRow("a rare overload over a day") << 0.005 << 1440;
    QTest::newRow("a common overload over an hour") << 0.3 << 60;
    QTest::newRow("an even chance") << 0.5 << 200;
}

void TestInterval::wilsonCoversAsOftenAsItSays()
{
    QFETCH(double, p);
    QFETCH(int, n);
    std::mt19937_64 random(2026);
    std::binomial_distribution<int> draws(n, p);
    int covered = 0;
    constexpr int rounds = 20'000;
    for (int i = 0; i < rounds; ++i) {
        const auto interval = wilson(quint64(draws(random)), quint64(n));
        covered += interval->low <= p && p <= interval->high ? 1 : 0;
    }
    // The coverage for one p and n wanders a little around 95 %, for the counts are whole numbers.
    const double share = double(covered) / rounds;
    QVERIFY2(share > 0.93 && share < 0.98, qPrintable(QString::number(share)));
}

void TestInterval::ranksCoverTheQuantile()
{
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> uniform(0, 1);
    constexpr std::size_t n = 400;
    const auto ranks = quantileRanks(n, 0.95);
    QVERIFY(ranks);
    int covered = 0;
    constexpr int rounds = 2000;
    for (int i = 0; i < rounds; ++i) {
        std::vector<double> values(n);
        std::ranges::generate(values, [&] { return uniform(random); });
        std::ranges::sort(values);
        covered += values[ranks->low - 1] <= 0.95 && 0.95 <= values[ranks->high - 1] ? 1 : 0;
    }
    QVERIFY(double(covered) / rounds > 0.94);
}

QTEST_GUILESS_MAIN(TestInterval)
#include "tst_interval.moc"
