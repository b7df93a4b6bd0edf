// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/permutation.h"
#include "tests/stats/burstyperiods.h"
#include "tests/stats/coverage.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace plimsoll;
using namespace plimsoll::stats;

class TestComparisonCoverage : public QObject
{
    Q_OBJECT

private slots:
    void intervalHasTheWidthOfTheory();
    void calmBurstyDataHaveFewFalseAlarms_data();
    void calmBurstyDataHaveFewFalseAlarms();
    void changesAreFound_data();
    void changesAreFound();
};

// Independent calls in equal blocks: the normal interval of a difference of shares is right.
void TestComparisonCoverage::intervalHasTheWidthOfTheory()
{
    std::mt19937_64 random(8);
    double ratio = 0;
    constexpr int rounds = 40;
    for (int round = 0; round < rounds; ++round) {
        std::vector<Cell> cells;
        for (int block = 0; block < 56; ++block) {
            cells.push_back({.period = block < 28 ? Period::A : Period::B,
                             .block = block,
                             .stratum = block % 7,
                             .hits = std::binomial_distribution<quint64>(500, 0.1)(random),
                             .n = 500});
        }
        const auto result = compare(cells, {.draws = 999, .seed = quint64(round)});
        QVERIFY(result && result->interval);
        const double width = result->interval->high - result->interval->low;
        ratio += width / (2 * 1.96 * std::sqrt(2 * 0.1 * 0.9 / (28 * 500))) / rounds;
    }
    QVERIFY2(std::abs(ratio - 1) < 0.1, qPrintable(QString::number(ratio)));
}

void TestComparisonCoverage::calmBurstyDataHaveFewFalseAlarms_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("incidentsPerDay");

    QTest::newRow("a week against a week") << 1 << 0.3;
    QTest::newRow("a week against a week with an incident or two a day") << 1 << 1.4;
    QTest::newRow("two weeks against two") << 2 << 0.3;
    QTest::newRow("six weeks against six") << 6 << 0.3;
    QTest::newRow("six weeks against six with an incident a month") << 6 << 0.03;
    QTest::newRow("six weeks against six with an incident or two a day") << 6 << 1.4;
}

// An exact test of level 5 % exceeds 17 of 200 with probability 0.012: R, 1 - pbinom(17, 200,
// 0.05).
void TestComparisonCoverage::calmBurstyDataHaveFewFalseAlarms()
{
    QFETCH(int, weeks);
    QFETCH(double, incidentsPerDay);
    int small = 0;
    int alarms = 0;
    int covered = 0;
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(seed);
        const auto cells =
            test::burstyPeriods(weeks, {.incidentsPerDay = incidentsPerDay}, 1, random);
        const auto result = compare(cells, {.draws = 399, .seed = seed});
        QVERIFY(result && result->interval);
        const Verdict said = verdict(*result, result->p);
        small += result->p <= 0.05 ? 1 : 0;
        alarms += said == Verdict::Improved || said == Verdict::Worse ? 1 : 0;
        const bool covers = result->interval->low <= 0 && 0 <= result->interval->high;
        covered += covers ? 1 : 0;
        QCOMPARE(covers, result->p > 0.05); // the interval says what p says
    }
    qInfo("p <= 5 %%: %.1f %%, verdicts: %.1f %%, interval covers: %.1f %% of %d comparisons",
          100.0 * small / rounds, 100.0 * alarms / rounds, 100.0 * covered / rounds, rounds);
    QVERIFY(small <= 17);
    QVERIFY(alarms <= 17);
}

void TestComparisonCoverage::changesAreFound_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("factor");
    QTest::addColumn<double>("least"); // share of comparisons

    QTest::newRow("twice as many in a week") << 1 << 2.0 << 0.0;
    QTest::newRow("twice as many in six weeks") << 6 << 2.0 << 0.0;
    QTest::newRow("twice as many in twelve weeks") << 12 << 2.0 << 0.5;
    QTest::newRow("four times as many in six weeks") << 6 << 4.0 << 0.8;
    QTest::newRow("a quarter in six weeks") << 6 << 0.25 << 0.4;
}

void TestComparisonCoverage::changesAreFound()
{
    QFETCH(int, weeks);
    QFETCH(double, factor);
    QFETCH(double, least);
    int found = 0;
    int wrong = 0;
    std::vector<Comparison> all;
    double truth = 0; // the mean: the slots of all comparisons are alike
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(1000 + seed);
        const auto result =
            compare(test::burstyPeriods(weeks, {}, factor, random), {.draws = 399, .seed = seed});
        QVERIFY(result && result->interval);
        const Verdict said = verdict(*result, result->p);
        found += said == (factor > 1 ? Verdict::Worse : Verdict::Improved) ? 1 : 0;
        wrong += said == (factor > 1 ? Verdict::Improved : Verdict::Worse) ? 1 : 0;
        all.push_back(*result);
        truth += result->difference / rounds;
    }
    test::Coverage coverage;
    for (const Comparison& comparison : all) {
        coverage.add(comparison.interval->low, comparison.interval->high, truth);
    }
    qInfo("found: %.1f %%, taken for the opposite: %.1f %% of %d comparisons, interval covers %s",
          100.0 * found / rounds, 100.0 * wrong / rounds, rounds, qPrintable(coverage.text()));
    QVERIFY(double(found) / rounds >= least);
    QVERIFY(wrong <= 2);
    QVERIFY(coverage.share() >= 0.8);
}

QTEST_GUILESS_MAIN(TestComparisonCoverage)
#include "tst_comparisoncoverage.moc"
