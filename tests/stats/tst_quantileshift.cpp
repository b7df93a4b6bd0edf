// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/quantileshift.h"
#include "tests/stats/references.h"

#include <QTest>

#include <cmath>
#include <map>
#include <numbers>
#include <random>
#include <tuple>

using namespace plimsoll;
using namespace plimsoll::stats;

namespace {

// A set of values in the data of tests/reference/quantileshift.R.
std::vector<SketchCell> cellsOf(const QString& set)
{
    std::map<std::tuple<Period, qint64, qint64, qint64>, Sketch> sketches;
    for (const auto& row : test::references(QStringLiteral("quantileshift-values.csv"))) {
        if (row[QStringLiteral("set")] == set) {
            sketches[{row[QStringLiteral("period")] == u"A" ? Period::A : Period::B,
                      row[QStringLiteral("block")].toLongLong(),
                      row[QStringLiteral("stratum")].toLongLong(),
                      row[QStringLiteral("slot")].toLongLong()}]
                .add(test::number(row, "value"));
        }
    }
    std::vector<SketchCell> cells;
    for (const auto& [key, sketch] : sketches) {
        const auto& [period, block, stratum, slot] = key;
        cells.push_back({period, block, stratum, slot, sketch});
    }
    return cells;
}

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

SketchCell cell(Period period, qint64 block, double value, qint64 slot = 0)
{
    SketchCell made {period, block, 0, slot, {}};
    made.sketch.add(value, 10);
    return made;
}

QuantileShift shifted(double q, double low, double high, quint64 n = 1000, std::size_t blocks = 7)
{
    return {.q = q,
            .a = {.n = 10'000, .blocks = 28},
            .b = {.n = n, .blocks = blocks},
            .interval = Range {.low = low, .high = high}};
}

} // namespace

class TestQuantileShift : public QObject
{
    Q_OBJECT

private slots:
    void quantilesAndExactPAgainstReferences_data();
    void quantilesAndExactPAgainstReferences();
    void drawnPIsNearTheExactOne_data();
    void drawnPIsNearTheExactOne();
    void aMixOfHoursIsNoShift();
    void theSameSeedGivesTheSameAnswer();
    void orderAndNamesDoNotMatter();
    void whatOnlyOnePeriodHasIsLeftOut();
    void badCellsHaveNoAnswer();
    void pairsAreDrawnAsPairs();
    void intervalHasTheWidthOfTheory();
    void calmDataHaveFewFalseAlarms_data();
    void calmDataHaveFewFalseAlarms();
    void shiftsAreFoundAndSized_data();
    void shiftsAreFoundAndSized();
    void aQuantileNeedsTenValuesBeyondIt_data();
    void aQuantileNeedsTenValuesBeyondIt();
    void verdictsFollowTheirRule_data();
    void verdictsFollowTheirRule();
};

void TestQuantileShift::quantilesAndExactPAgainstReferences_data()
{
    QTest::addColumn<test::ReferenceRow>("row");
    for (const auto& row : test::references(QStringLiteral("quantileshift-results.csv"))) {
        QTest::addRow("%s at %s", qPrintable(row[QStringLiteral("set")]),
                      qPrintable(row[QStringLiteral("q")]))
            << row;
    }
}

// R: cumsum() of the weights for the quantiles and combn() for all arrangements.
void TestQuantileShift::quantilesAndExactPAgainstReferences()
{
    QFETCH(const test::ReferenceRow, row);
    const auto result = quantileShift(cellsOf(row[QStringLiteral("set")]), test::number(row, "q"));
    QVERIFY(result);
    QVERIFY(result->exact);
    QCOMPARE(result->a.quantile, test::number(row, "a"));
    QCOMPARE(result->b.quantile, test::number(row, "b"));
    QVERIFY(test::agree(result->ratio, test::number(row, "ratio"), 1e-12));
    QVERIFY(test::agree(result->p, test::number(row, "p"), 1e-12));
    // Of the values themselves: no further off than two bins hide.
    QVERIFY(std::abs(std::log(result->ratio / test::number(row, "unbinned")))
            <= 2 * std::log1p(1.0 / 128));
}

void TestQuantileShift::drawnPIsNearTheExactOne_data()
{
    quantilesAndExactPAgainstReferences_data();
}

void TestQuantileShift::drawnPIsNearTheExactOne()
{
    QFETCH(const test::ReferenceRow, row);
    constexpr double draws = 20'000;
    const auto result = quantileShift(cellsOf(row[QStringLiteral("set")]), test::number(row, "q"),
                                      {.draws = quint64(draws), .enumerateUpTo = 0});
    QVERIFY(result);
    QVERIFY(!result->exact);
    const double p = test::number(row, "p");
    QVERIFY(std::abs(result->p - p) < 4 * std::sqrt(p * (1 - p) / draws) + 1 / draws);
}

// Most values of A are of the fast hour, most of B of the slow one; each hour is as it was.
void TestQuantileShift::aMixOfHoursIsNoShift()
{
    std::vector<SketchCell> cells;
    for (int day = 0; day < 8; ++day) {
        for (const int hour : {0, 1}) {
            SketchCell made {day < 4 ? Period::A : Period::B, day, 0, hour, {}};
            made.sketch.add(hour == 0 ? 500'000 : 900'000, (day < 4) == (hour == 0) ? 90 : 30);
            cells.push_back(std::move(made));
        }
    }
    for (const double q : {0.25, 0.75}) {
        const auto result = quantileShift(cells, q);
        QVERIFY(result);
        QCOMPARE(result->ratio, 1.0);
        QCOMPARE(result->p, 1.0);
    }
}

void TestQuantileShift::theSameSeedGivesTheSameAnswer()
{
    std::mt19937_64 random(1);
    const auto cells = simulated({}, random);
    const auto first = quantileShift(cells, 0.5, {.draws = 199, .seed = 5});
    const auto again = quantileShift(cells, 0.5, {.draws = 199, .seed = 5});
    const auto other = quantileShift(cells, 0.5, {.draws = 199, .seed = 6});
    QVERIFY(first && again && other);
    QCOMPARE(first->p, again->p);
    QCOMPARE(first->interval->low, again->interval->low);
    QVERIFY(first->p != other->p || first->interval->low != other->interval->low);
}

void TestQuantileShift::orderAndNamesDoNotMatter()
{
    const auto cells = cellsOf(QStringLiteral("three"));
    auto turned = cells;
    std::ranges::reverse(turned);
    for (SketchCell& made : turned) {
        made.block = -made.block;
        made.stratum = 1000 - made.stratum;
        made.period = made.period == Period::A ? Period::B : Period::A;
    }
    const auto one = quantileShift(cells, 0.75);
    const auto two = quantileShift(turned, 0.75);
    QVERIFY(one && two);
    QVERIFY(test::agree(one->p, two->p, 1e-12));
    QCOMPARE(one->a.quantile, two->b.quantile);
    QVERIFY(test::agree(one->ratio, 1 / two->ratio, 1e-12));
}

void TestQuantileShift::whatOnlyOnePeriodHasIsLeftOut()
{
    const auto cells = cellsOf(QStringLiteral("faster"));
    auto more = cells;
    more.push_back({Period::A, 900, 9, 1, {}});
    more.back().sketch.add(1e9, 1000);
    more.push_back({Period::B, 901, 0, 1, {}});
    const auto one = quantileShift(cells, 0.5);
    const auto two = quantileShift(more, 0.5);
    QVERIFY(one && two);
    QCOMPARE(two->ratio, one->ratio);
    QCOMPARE(two->p, one->p);
    QCOMPARE(two->a.n, one->a.n);
    QCOMPARE(two->b.blocks, one->b.blocks);
    // A slot that one period alone has weighs nothing, though its stratum is in both.
    auto slot = cells;
    slot.push_back({Period::A, cells.front().block, cells.front().stratum, 77, {}});
    slot.back().sketch.add(1e9, 1000);
    QCOMPARE(quantileShift(slot, 0.5)->ratio, one->ratio);
}

void TestQuantileShift::badCellsHaveNoAnswer()
{
    const SketchCell a = cell(Period::A, 1, 500);
    const SketchCell b = cell(Period::B, 2, 700);
    QVERIFY(quantileShift(std::vector {a, b}, 0.5));
    QVERIFY(!quantileShift({}, 0.5));
    QVERIFY(!quantileShift(std::vector {a}, 0.5));
    QVERIFY(!quantileShift(std::vector {a, cell(Period::B, 1, 700)}, 0.5));
    QVERIFY(!quantileShift(std::vector {a, cell(Period::B, 2, 700, 1)}, 0.5));
    QVERIFY(!quantileShift(std::vector {a, b}, 0));
    QVERIFY(!quantileShift(std::vector {a, b}, 1));
    QVERIFY(!quantileShift(std::vector {a, b}, std::nan("")));
    QVERIFY(!quantileShift(std::vector {a, b}, 0.5, {.draws = 0}));
    QVERIFY(!quantileShift(std::vector {a, b}, 0.5, {.confidence = 1}));
    QVERIFY(!quantileShift(std::vector {a, b}, 0.5)->interval); // one block a side
}

void TestQuantileShift::pairsAreDrawnAsPairs()
{
    const auto pairs = cellsOf(QStringLiteral("pairs")); // one block of each period per stratum
    QVERIFY(!quantileShift(pairs, 0.5)->interval);
    const auto drawn = quantileShift(pairs, 0.5, {.drawn = Drawn::Strata});
    QVERIFY(drawn && drawn->interval);
    QVERIFY(drawn->interval->low < drawn->ratio);
    QVERIFY(drawn->interval->high > drawn->ratio);
}

// Independent log-normal values: the median's logarithm has the variance pi sigma^2 / (2 n).
void TestQuantileShift::intervalHasTheWidthOfTheory()
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

void TestQuantileShift::calmDataHaveFewFalseAlarms_data()
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
void TestQuantileShift::calmDataHaveFewFalseAlarms()
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
        const auto result = quantileShift(
            cells, q,
            {.draws = 399, .seed = seed, .drawn = weeks > 1 ? Drawn::Blocks : Drawn::Strata});
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

void TestQuantileShift::shiftsAreFoundAndSized_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("q");
    QTest::addColumn<double>("factor");

    QTest::newRow("a tenth faster in four weeks") << 4 << 0.5 << 0.9;
    QTest::newRow("a fifth slower in two weeks") << 2 << 0.95 << 1.2;
    QTest::newRow("a third as long in the tail") << 4 << 0.99 << 0.36;
}

void TestQuantileShift::shiftsAreFoundAndSized()
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

void TestQuantileShift::aQuantileNeedsTenValuesBeyondIt_data()
{
    QTest::addColumn<double>("q");
    QTest::addColumn<quint64>("needed");
    QTest::newRow("the median") << 0.5 << quint64(100);
    QTest::newRow("p95") << 0.95 << quint64(200);
    QTest::newRow("p5") << 0.05 << quint64(200);
    QTest::newRow("p99") << 0.99 << quint64(1000);
    QTest::newRow("p99.9") << 0.999 << quint64(10'000);
}

void TestQuantileShift::aQuantileNeedsTenValuesBeyondIt()
{
    QFETCH(const double, q);
    QFETCH(const quint64, needed);
    QCOMPARE(valuesNeeded(q), needed);
    QCOMPARE(verdict(shifted(q, 1.1, 1.2, needed - 1), 0.01), Verdict::NotEnoughData);
    QCOMPARE(verdict(shifted(q, 1.1, 1.2, needed), 0.01), Verdict::Worse);
}

void TestQuantileShift::verdictsFollowTheirRule_data()
{
    QTest::addColumn<QuantileShift>("shift");
    QTest::addColumn<double>("p");
    QTest::addColumn<Verdict>("expected");
    const auto row = [](const char* name, const QuantileShift& shift, double p, Verdict expected) {
        QTest::newRow(name) << shift << p << expected;
    };
    row("slower and unlikely is worse", shifted(0.5, 1.1, 1.2), 0.05, Verdict::Worse);
    row("faster and unlikely is improved", shifted(0.5, 0.8, 0.9), 0.01, Verdict::Improved);
    row("slower and likely is no evidence", shifted(0.5, 1.1, 1.2), 0.051, Verdict::NoEvidence);
    row("an interval with one is no evidence", shifted(0.5, 0.9, 1.1), 0.01, Verdict::NoEvidence);
    row("an interval from one is no evidence", shifted(0.5, 1, 1.1), 0.01, Verdict::NoEvidence);
    row("six days are too few", shifted(0.5, 1.1, 1.2, 1000, 6), 0.01, Verdict::NotEnoughData);
    QuantileShift undrawn = shifted(0.5, 1.1, 1.2);
    undrawn.interval.reset();
    row("no interval is not enough", undrawn, 0.01, Verdict::NotEnoughData);
}

void TestQuantileShift::verdictsFollowTheirRule()
{
    QFETCH(const QuantileShift, shift);
    QFETCH(const double, p);
    QFETCH(const Verdict, expected);
    QCOMPARE(verdict(shift, p), expected);
}

QTEST_GUILESS_MAIN(TestQuantileShift)
#include "tst_quantileshift.moc"
