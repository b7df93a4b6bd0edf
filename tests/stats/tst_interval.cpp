// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/interval.h"
#include "tests/stats/references.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace plimsoll;
using namespace plimsoll::stats;

namespace {

constexpr double printed = 0.5001e-4; // four digits

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

// Of a table that tests/reference/interval.R wrote.
void addRows(const char* table)
{
    QTest::addColumn<test::ReferenceRow>("row");
    const auto rows = test::references(QString::fromLatin1(table));
    QVERIFY(!rows.empty());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QTest::addRow("row %zu", i + 1) << rows[i];
    }
}

} // namespace

class TestInterval : public QObject
{
    Q_OBJECT

private slots:
    void proportionsAgainstTheirPaper_data();
    void proportionsAgainstTheirPaper();
    void proportionsAgainstR_data();
    void proportionsAgainstR();
    void differencesAgainstTheirPaper_data();
    void differencesAgainstTheirPaper();
    void differencesAgainstR_data();
    void differencesAgainstR();
    void ranksAgainstR_data();
    void ranksAgainstR();
    void noDataHasNoInterval();
    void intervalsContainTheEstimate();
    void differenceTurnsItsSign();
    void wilsonCoversAsOftenAsItSays_data();
    void wilsonCoversAsOftenAsItSays();
    void ranksCoverTheQuantile();
};

// Newcombe 1998, Statistics in Medicine 17:857, table I: method 3 is Wilson's, method 5 is that of
// Clopper and Pearson.
void TestInterval::proportionsAgainstTheirPaper_data()
{
    QTest::addColumn<quint64>("hits");
    QTest::addColumn<quint64>("n");
    QTest::addColumn<QList<double>>("score");
    QTest::addColumn<QList<double>>("exact");
    const auto row = [](const char* name, quint64 hits, quint64 n, const QList<double>& score,
                        const QList<double>& exact) {
        QTest::newRow(name) << hits << n << score << exact;
    };
    row("81 of 263", 81, 263, {0.2553, 0.3662}, {0.2527, 0.3676});
    row("15 of 148", 15, 148, {0.0624, 0.1605}, {0.0578, 0.1617});
    row("none of 20", 0, 20, {0, 0.1611}, {0, 0.1684});
    row("one of 29", 1, 29, {0.0061, 0.1718}, {0.0009, 0.1776});
}

void TestInterval::proportionsAgainstTheirPaper()
{
    QFETCH(quint64, hits);
    QFETCH(quint64, n);
    QFETCH(QList<double>, score);
    QFETCH(QList<double>, exact);
    const auto wilsons = wilson(hits, n);
    const auto clopperPearsons = clopperPearson(hits, n);
    QVERIFY(wilsons && clopperPearsons);
    QVERIFY(near(wilsons->low, score[0], printed) && near(wilsons->high, score[1], printed));
    QVERIFY(near(clopperPearsons->low, exact[0], printed));
    QVERIFY(near(clopperPearsons->high, exact[1], printed));
}

void TestInterval::proportionsAgainstR_data()
{
    addRows("interval-proportions.csv");
}

// R: prop.test(correct = FALSE) and binom.test().
void TestInterval::proportionsAgainstR()
{
    QFETCH(test::ReferenceRow, row);
    const auto hits = quint64(test::number(row, "hits"));
    const auto n = quint64(test::number(row, "n"));
    const double confidence = test::number(row, "confidence");
    const auto score = wilson(hits, n, confidence);
    const auto exact = clopperPearson(hits, n, confidence);
    QVERIFY(score && exact);
    QCOMPARE(score->hits, hits);
    QCOMPARE(score->n, n);
    QVERIFY(near(score->value, double(hits) / double(n), 1e-15));
    QVERIFY(near(score->low, test::number(row, "wilsonlow"), 1e-10));
    QVERIFY(near(score->high, test::number(row, "wilsonhigh"), 1e-10));
    QVERIFY(near(exact->low, test::number(row, "exactlow"), 1e-10));
    QVERIFY(near(exact->high, test::number(row, "exacthigh"), 1e-10));
}

// Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: its p1 - p2 is our b - a.
void TestInterval::differencesAgainstTheirPaper_data()
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
    row("(a) 56/70 - 48/80", 56, 70, 48, 80, 0.0524, 0.3339);
    row("(b) 9/10 - 3/10", 9, 10, 3, 10, 0.1705, 0.8090);
    row("(c) 6/7 - 2/7", 6, 7, 2, 7, 0.0582, 0.8062);
    row("(d) 5/56 - 0/29", 5, 56, 0, 29, -0.0381, 0.1926);
    row("(e) 0/10 - 0/20", 0, 10, 0, 20, -0.1611, 0.2775);
    row("(f) 0/10 - 0/10", 0, 10, 0, 10, -0.2775, 0.2775);
    row("(g) 10/10 - 0/20", 10, 10, 0, 20, 0.6791, 1);
    row("(h) 10/10 - 0/10", 10, 10, 0, 10, 0.6075, 1);
}

void TestInterval::differencesAgainstTheirPaper()
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
    QVERIFY(near(difference->low, low, printed));
    QVERIFY(near(difference->high, high, printed));
}

void TestInterval::differencesAgainstR_data()
{
    addRows("interval-differences.csv");
}

// R: Newcombe's formula with the intervals of prop.test(correct = FALSE).
void TestInterval::differencesAgainstR()
{
    QFETCH(test::ReferenceRow, row);
    const auto count = [&row](const char* column) { return quint64(test::number(row, column)); };
    const auto difference = newcombe(count("hitsA"), count("nA"), count("hitsB"), count("nB"),
                                     test::number(row, "confidence"));
    QVERIFY(difference);
    QVERIFY(near(difference->low, test::number(row, "low"), 1e-10));
    QVERIFY(near(difference->high, test::number(row, "high"), 1e-10));
}

void TestInterval::ranksAgainstR_data()
{
    addRows("interval-ranks.csv");
}

// R: qbinom(); 0 where n is too small.
void TestInterval::ranksAgainstR()
{
    QFETCH(test::ReferenceRow, row);
    const auto low = quint64(test::number(row, "low"));
    const auto ranks = quantileRanks(quint64(test::number(row, "n")), test::number(row, "q"),
                                     test::number(row, "confidence"));
    QCOMPARE(bool(ranks), low != 0);
    if (ranks) {
        QCOMPARE(quint64(ranks->low), low);
        QCOMPARE(double(ranks->high), test::number(row, "high"));
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
