// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/quantileshift.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace plimsoll;
using namespace plimsoll::stats;

namespace {

struct Latencies
{
    int weeks = 4; // of either period
    double factor = 1; // of B's values
    double dayMoves = 0.05; // standard deviation of a day's level, of logarithms
    int perHour = 20;
    double sigma = 0.4; // of a value within its hour, of logarithms
};

// Two periods of whole weeks, slower in the afternoon, by day and hour of the week.
std::vector<SketchCell> simulated(const Latencies& law, std::mt19937_64& random)
{
    std::normal_distribution<double> normal;
    std::vector<SketchCell> cells;
    for (int day = 0; day < 2 * 7 * law.weeks; ++day) {
        const Period period = day < 7 * law.weeks ? Period::A : Period::B;
        const double level = 600'000 * std::exp(law.dayMoves * normal(random))
            * (period == Period::A ? 1 : law.factor);
        for (int hour = 0; hour < 24; ++hour) {
            SketchCell cell {period, day, day % 7, day % 7 * 24 + hour, {}};
            const double ofHour = level * (hour >= 13 && hour < 18 ? 1.5 : 1);
            for (int i = 0; i < law.perHour; ++i) {
                cell.sketch.add(ofHour * std::exp(law.sigma * normal(random)));
            }
            cells.push_back(std::move(cell));
        }
    }
    return cells;
}

} // namespace

class TestQuantileCoverage : public QObject
{
    Q_OBJECT

private slots:
    void intervalHasTheWidthOfTheory();
    void calmDataHaveFewFalseAlarms_data();
    void calmDataHaveFewFalseAlarms();
    void shiftsAreFoundAndSized_data();
    void shiftsAreFoundAndSized();
};

// Independent log-normal values: the median's logarithm has the variance pi sigma^2 / (2 n).
void TestQuantileCoverage::intervalHasTheWidthOfTheory()
{
    constexpr double hides = 2 * 2 * 0.0077821; // log(1 + 1/128), either side, two quantiles
    constexpr double sigma = 1.5;
    std::mt19937_64 random(8);
    std::lognormal_distribution<double> law(std::log(600'000.0), sigma);
    double ratio = 0;
    constexpr int rounds = 40;
    for (int round = 0; round < rounds; ++round) {
        std::vector<SketchCell> cells;
        for (int block = 0; block < 56; ++block) {
            cells.push_back({block < 28 ? Period::A : Period::B, block, block % 7, 0, {}});
            for (int i = 0; i < 100; ++i) {
                cells.back().sketch.add(law(random));
            }
        }
        const auto result = quantileShift(cells, 0.5, {.draws = 999, .seed = quint64(round)});
        QVERIFY(result && result->interval);
        const double width = std::log(result->interval->high / result->interval->low) - hides;
        const double variance = std::numbers::pi / 2 * sigma * sigma / (28 * 100);
        ratio += width / (2 * 1.96 * std::sqrt(2 * variance)) / rounds;
    }
    QVERIFY2(std::abs(ratio - 1) < 0.1, qPrintable(QString::number(ratio)));
}

void TestQuantileCoverage::calmDataHaveFewFalseAlarms_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("q");
    QTest::addColumn<double>("dayMoves");

    QTest::newRow("medians of a week against a week") << 1 << 0.5 << 0.05;
    QTest::newRow("medians of four weeks against four") << 4 << 0.5 << 0.05;
    QTest::newRow("p95 of two weeks against two") << 2 << 0.95 << 0.05;
    QTest::newRow("p99 of four weeks whose days differ much") << 4 << 0.99 << 0.2;
}

// An exact test of level 5 % exceeds 17 of 200 with probability 0.012: R, 1 - pbinom(17, 200,
// 0.05).
void TestQuantileCoverage::calmDataHaveFewFalseAlarms()
{
    QFETCH(const int, weeks);
    QFETCH(const double, q);
    QFETCH(const double, dayMoves);
    int small = 0;
    int alarms = 0;
    int covered = 0;
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(seed);
        const auto cells = simulated({.weeks = weeks, .dayMoves = dayMoves, .perHour = 10}, random);
        const auto result = quantileShift(cells, q, {.draws = 399, .seed = seed},
                                          weeks > 1 ? Drawn::Blocks : Drawn::Strata);
        QVERIFY(result && result->interval);
        const bool holdsNone = result->interval->low <= 1 && 1 <= result->interval->high;
        QVERIFY(holdsNone || result->p <= 0.05);
        const Verdict said = verdict(*result, result->p);
        small += result->p <= 0.05 ? 1 : 0;
        alarms += said == Verdict::Improved || said == Verdict::Worse ? 1 : 0;
        covered += holdsNone ? 1 : 0;
    }
    qInfo("p <= 5 %%: %.1f %%, verdicts: %.1f %%, interval covers: %.1f %% of %d comparisons",
          100.0 * small / rounds, 100.0 * alarms / rounds, 100.0 * covered / rounds, rounds);
    QVERIFY(small <= 17);
    QVERIFY(alarms <= 17);
    QVERIFY(covered >= 183);
}

void TestQuantileCoverage::shiftsAreFoundAndSized_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("q");
    QTest::addColumn<double>("factor");

    QTest::newRow("a tenth faster in four weeks") << 4 << 0.5 << 0.9;
    QTest::newRow("a fifth slower in two weeks") << 2 << 0.95 << 1.2;
    QTest::newRow("a third as long in the tail") << 4 << 0.99 << 0.36;
}

void TestQuantileCoverage::shiftsAreFoundAndSized()
{
    QFETCH(const int, weeks);
    QFETCH(const double, q);
    QFETCH(const double, factor);
    int found = 0;
    int held = 0;
    constexpr int rounds = 100;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(1000 + seed);
        const auto result =
            quantileShift(simulated({.weeks = weeks, .factor = factor, .perHour = 10}, random), q,
                          {.draws = 399, .seed = seed});
        QVERIFY(result && result->interval);
        found += verdict(*result, result->p) == (factor < 1 ? Verdict::Improved : Verdict::Worse)
            ? 1
            : 0;
        held += result->interval->low <= factor && factor <= result->interval->high ? 1 : 0;
    }
    qInfo("found: %.1f %%, interval holds the truth: %.1f %% of %d comparisons",
          100.0 * found / rounds, 100.0 * held / rounds, rounds);
    QVERIFY(found >= 90);
    QVERIFY(held >= 90);
}

QTEST_GUILESS_MAIN(TestQuantileCoverage)
#include "tst_quantilecoverage.moc"
