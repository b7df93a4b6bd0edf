// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/permutation.h"
#include "tests/stats/burstyhours.h"
#include "tests/stats/references.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace plimsoll;
using namespace plimsoll::stats;

namespace {

// A set of cells in the data of tests/reference/permutation.R.
std::vector<Cell> cellsOf(const QString& set)
{
    std::vector<Cell> cells;
    for (const auto& row : test::references(QStringLiteral("permutation-cells.csv"))) {
        if (row[QStringLiteral("set")] == set) {
            cells.push_back(
                {.period = row[QStringLiteral("period")] == u"A" ? Period::A : Period::B,
                 .block = row[QStringLiteral("block")].toLongLong(),
                 .stratum = row[QStringLiteral("stratum")].toLongLong(),
                 .slot = row[QStringLiteral("slot")].toLongLong(),
                 .hits = row[QStringLiteral("hits")].toULongLong(),
                 .n = row[QStringLiteral("n")].toULongLong()});
        }
    }
    return cells;
}

// Two periods of whole weeks, B `factor` times as often disturbed, by day and hour of the week.
std::vector<Cell> simulated(int weeks, const test::Climate& before, double factor,
                            std::mt19937_64& random)
{
    test::Climate after = before;
    after.calmRate *= factor;
    after.incidentsPerDay *= factor;
    std::vector<Cell> cells;
    for (const Period period : {Period::A, Period::B}) {
        const auto hours =
            test::burstyHours(weeks * 7, period == Period::A ? before : after, random);
        for (std::size_t hour = 0; hour < hours.size(); ++hour) {
            const auto day = std::int64_t(hour / 24);
            cells.push_back({.period = period,
                             .block = period == Period::A ? day : day + weeks * 7,
                             .stratum = day % 7,
                             .slot = std::int64_t(hour % 168),
                             .hits = hours[hour].hits,
                             .n = hours[hour].n});
        }
    }
    return cells;
}

Comparison compared(double low, double high, std::size_t blocks = 40, quint64 n = 40'000)
{
    Comparison comparison;
    comparison.a = {.hits = 10, .n = n, .blocks = blocks};
    comparison.b = comparison.a;
    comparison.interval = Range {.low = low, .high = high};
    return comparison;
}

} // namespace

class TestPermutation : public QObject
{
    Q_OBJECT

private slots:
    void effectsAndExactPAgainstReferences_data();
    void effectsAndExactPAgainstReferences();
    void drawnPIsNearTheExactOne_data();
    void drawnPIsNearTheExactOne();
    void adjustedPAgainstReferences();
    void adjustedPOfNothingAndOfNonsense();
    void theSameSeedGivesTheSameAnswer();
    void orderAndNamesDoNotMatter();
    void whatOnlyOnePeriodHasIsLeftOut();
    void badCellsHaveNoAnswer();
    void fewBlocksHaveNoInterval();
    void verdictsFollowTheirRule_data();
    void verdictsFollowTheirRule();
    void intervalHasTheWidthOfTheory();
    void calmBurstyDataHaveFewFalseAlarms_data();
    void calmBurstyDataHaveFewFalseAlarms();
    void changesAreFound_data();
    void changesAreFound();
};

void TestPermutation::effectsAndExactPAgainstReferences_data()
{
    QTest::addColumn<test::ReferenceRow>("row");
    for (const auto& row : test::references(QStringLiteral("permutation-results.csv"))) {
        QTest::addRow("%s", qPrintable(row[QStringLiteral("set")])) << row;
    }
}

// R: weighted.mean() for the effect and combn() for all arrangements.
void TestPermutation::effectsAndExactPAgainstReferences()
{
    QFETCH(test::ReferenceRow, row);
    const auto result = compare(cellsOf(row[QStringLiteral("set")]));
    QVERIFY(result);
    QVERIFY(result->exact);
    QVERIFY(test::agree(result->difference, test::number(row, "difference"), 1e-9));
    QCOMPARE(bool(result->ratio), !std::isnan(test::number(row, "ratio")));
    if (result->ratio) {
        QVERIFY(test::agree(*result->ratio, test::number(row, "ratio"), 1e-9));
    }
    QVERIFY(test::agree(result->p, test::number(row, "p"), 1e-9));
    // The limit is the number of arrangements and no other.
    const auto all = quint64(test::number(row, "arrangements"));
    QVERIFY(compare(cellsOf(row[QStringLiteral("set")]), {.enumerateUpTo = all})->exact);
    QVERIFY(!compare(cellsOf(row[QStringLiteral("set")]), {.enumerateUpTo = all - 1})->exact);
}

void TestPermutation::drawnPIsNearTheExactOne_data()
{
    effectsAndExactPAgainstReferences_data();
}

void TestPermutation::drawnPIsNearTheExactOne()
{
    QFETCH(test::ReferenceRow, row);
    constexpr double draws = 20'000;
    const auto result =
        compare(cellsOf(row[QStringLiteral("set")]), {.draws = quint64(draws), .enumerateUpTo = 0});
    QVERIFY(result);
    QVERIFY(!result->exact);
    const double p = test::number(row, "p");
    QVERIFY(std::abs(result->p - p) < 4 * std::sqrt(p * (1 - p) / draws) + 1 / draws);
}

// R: p.adjust(method = "BH").
void TestPermutation::adjustedPAgainstReferences()
{
    std::map<QString, std::pair<std::vector<double>, std::vector<double>>> sets;
    for (const auto& row : test::references(QStringLiteral("permutation-adjusted.csv"))) {
        sets[row[QStringLiteral("set")]].first.push_back(test::number(row, "p"));
        sets[row[QStringLiteral("set")]].second.push_back(test::number(row, "adjusted"));
    }
    QCOMPARE(sets.size(), std::size_t(5));
    for (const auto& [name, values] : sets) {
        const auto adjusted = benjaminiHochberg(values.first);
        QVERIFY(adjusted);
        QCOMPARE(adjusted->size(), values.second.size());
        for (std::size_t i = 0; i < adjusted->size(); ++i) {
            QVERIFY2(test::agree((*adjusted)[i], values.second[i], 1e-12), qPrintable(name));
        }
    }
    // Benjamini and Hochberg 1995, section 3.2: at 5 % four of the fifteen are rejected.
    const auto paper = benjaminiHochberg(sets[QStringLiteral("paper")].first);
    QCOMPARE(std::ranges::count_if(*paper, [](double p) { return p <= 0.05; }), 4);
}

void TestPermutation::adjustedPOfNothingAndOfNonsense()
{
    QVERIFY(benjaminiHochberg({}));
    QVERIFY(benjaminiHochberg({})->empty());
    QVERIFY(!benjaminiHochberg(std::vector<double> {0.1, 1.1}));
    QVERIFY(!benjaminiHochberg(std::vector<double> {-0.1}));
    QVERIFY(!benjaminiHochberg(std::vector<double> {std::nan("")}));
}

void TestPermutation::theSameSeedGivesTheSameAnswer()
{
    std::mt19937_64 random(1);
    const auto cells = simulated(4, {}, 2, random);
    const auto first = compare(cells, {.draws = 199, .seed = 5});
    const auto again = compare(cells, {.draws = 199, .seed = 5});
    const auto other = compare(cells, {.draws = 199, .seed = 6});
    QVERIFY(first && again && other);
    QCOMPARE(first->p, again->p);
    QCOMPARE(first->interval->low, again->interval->low);
    QVERIFY(first->interval->low != other->interval->low);
}

void TestPermutation::orderAndNamesDoNotMatter()
{
    const auto cells = cellsOf(QStringLiteral("three"));
    auto turned = cells;
    std::ranges::reverse(turned);
    for (Cell& cell : turned) {
        cell.block = -cell.block;
        cell.stratum = 1000 - cell.stratum;
        cell.period = cell.period == Period::A ? Period::B : Period::A;
    }
    const auto one = compare(cells);
    const auto two = compare(turned);
    QVERIFY(one && two);
    QVERIFY(test::agree(one->p, two->p, 1e-12));
    QVERIFY(test::agree(one->difference, -two->difference, 1e-12));
    QVERIFY(test::agree(*one->ratio, 1 / *two->ratio, 1e-12));
}

void TestPermutation::whatOnlyOnePeriodHasIsLeftOut()
{
    const auto cells = cellsOf(QStringLiteral("unstratified"));
    auto more = cells;
    more.push_back({.period = Period::A, .block = 900, .stratum = 9, .slot = 1, .hits = 9, .n = 9});
    more.push_back({.period = Period::B, .block = 901, .stratum = 0, .slot = 1, .hits = 0, .n = 0});
    const auto one = compare(cells);
    const auto two = compare(more);
    QVERIFY(one && two);
    QCOMPARE(two->difference, one->difference);
    QCOMPARE(two->p, one->p);
    QCOMPARE(two->a.n, one->a.n);
    QCOMPARE(two->b.blocks, one->b.blocks);
}

void TestPermutation::badCellsHaveNoAnswer()
{
    const Cell a {.period = Period::A, .block = 1, .hits = 1, .n = 9};
    const Cell b {.period = Period::B, .block = 2, .hits = 2, .n = 9};
    QVERIFY(compare(std::vector {a, b}));
    QVERIFY(!compare({}));
    QVERIFY(!compare(std::vector {a}));
    QVERIFY(!compare(std::vector {a, Cell {.period = Period::B, .block = 2, .hits = 3, .n = 2}}));
    QVERIFY(!compare(std::vector {a, Cell {.period = Period::B, .block = 1, .hits = 1, .n = 2}}));
    QVERIFY(!compare(std::vector {a, b, Cell {.block = 1, .stratum = 7, .hits = 1, .n = 2}}));
    QVERIFY(!compare(
        std::vector {a, Cell {.period = Period::B, .block = 2, .slot = 1, .hits = 1, .n = 2}}));
    QVERIFY(!compare(std::vector {a, b}, {.draws = 0}));
    QVERIFY(!compare(std::vector {a, b}, {.confidence = 1}));
}

void TestPermutation::fewBlocksHaveNoInterval()
{
    const auto pairs = cellsOf(QStringLiteral("pairs")); // one block of each period per stratum
    QVERIFY(!compare(pairs)->interval);
    QCOMPARE(verdict(*compare(pairs), 0.001), Verdict::NotEnoughData);
    const auto drawn = compare(pairs, {.drawn = Drawn::Strata});
    QVERIFY(drawn && drawn->interval);
    QVERIFY(drawn->interval->low < drawn->difference);
    QVERIFY(drawn->interval->high > drawn->difference);
}

void TestPermutation::verdictsFollowTheirRule_data()
{
    QTest::addColumn<Comparison>("comparison");
    QTest::addColumn<double>("p");
    QTest::addColumn<Verdict>("expected");
    const auto row = [](const char* name, const Comparison& comparison, double p,
                        Verdict expected) { QTest::newRow(name) << comparison << p << expected; };
    row("higher and unlikely is worse", compared(0.01, 0.02), 0.05, Verdict::Worse);
    row("lower and unlikely is improved", compared(-0.02, -0.01), 0.01, Verdict::Improved);
    row("higher and likely is no evidence", compared(0.01, 0.02), 0.051, Verdict::NoEvidence);
    row("an interval with zero is no evidence", compared(-0.01, 0.02), 0.01, Verdict::NoEvidence);
    row("an interval from zero is no evidence", compared(0, 0.02), 0.01, Verdict::NoEvidence);
    row("six days are too few", compared(0.01, 0.02, 6), 0.01, Verdict::NotEnoughData);
    row("999 calls are too few", compared(0.01, 0.02, 7, 999), 0.01, Verdict::NotEnoughData);
    row("a week of 1000 calls suffices", compared(0.01, 0.02, 7, 1000), 0.01, Verdict::Worse);
}

void TestPermutation::verdictsFollowTheirRule()
{
    QFETCH(Comparison, comparison);
    QFETCH(double, p);
    QFETCH(Verdict, expected);
    QCOMPARE(verdict(comparison, p), expected);
}

// Independent calls in equal blocks: the normal interval of a difference of shares is right.
void TestPermutation::intervalHasTheWidthOfTheory()
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

void TestPermutation::calmBurstyDataHaveFewFalseAlarms_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("incidentsPerDay");

    QTest::newRow("two weeks against two") << 2 << 0.3;
    QTest::newRow("six weeks against six") << 6 << 0.3;
    QTest::newRow("six weeks against six with an incident a month") << 6 << 0.03;
    QTest::newRow("six weeks against six with an incident or two a day") << 6 << 1.4;
}

// An exact test of level 5 % exceeds 17 of 200 with probability 0.012: R, 1 - pbinom(17, 200,
// 0.05).
void TestPermutation::calmBurstyDataHaveFewFalseAlarms()
{
    QFETCH(int, weeks);
    QFETCH(double, incidentsPerDay);
    int small = 0;
    int alarms = 0;
    int covered = 0;
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(seed);
        const auto cells = simulated(weeks, {.incidentsPerDay = incidentsPerDay}, 1, random);
        const auto result = compare(cells, {.draws = 399, .seed = seed});
        QVERIFY(result && result->interval);
        const Verdict said = verdict(*result, result->p);
        small += result->p <= 0.05 ? 1 : 0;
        alarms += said == Verdict::Improved || said == Verdict::Worse ? 1 : 0;
        covered += result->interval->low <= 0 && 0 <= result->interval->high ? 1 : 0;
    }
    qInfo("p <= 5 %%: %.1f %%, verdicts: %.1f %%, interval covers: %.1f %% of %d comparisons",
          100.0 * small / rounds, 100.0 * alarms / rounds, 100.0 * covered / rounds, rounds);
    QVERIFY(small <= 17);
    QVERIFY(alarms <= 17);
}

void TestPermutation::changesAreFound_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("factor");
    QTest::addColumn<double>("least"); // share of comparisons

    QTest::newRow("twice as many in six weeks") << 6 << 2.0 << 0.0;
    QTest::newRow("twice as many in twelve weeks") << 12 << 2.0 << 0.5;
    QTest::newRow("four times as many in six weeks") << 6 << 4.0 << 0.8;
    QTest::newRow("a quarter in six weeks") << 6 << 0.25 << 0.4;
}

void TestPermutation::changesAreFound()
{
    QFETCH(int, weeks);
    QFETCH(double, factor);
    QFETCH(double, least);
    int found = 0;
    int wrong = 0;
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(1000 + seed);
        const auto result =
            compare(simulated(weeks, {}, factor, random), {.draws = 399, .seed = seed});
        QVERIFY(result);
        const Verdict said = verdict(*result, result->p);
        found += said == (factor > 1 ? Verdict::Worse : Verdict::Improved) ? 1 : 0;
        wrong += said == (factor > 1 ? Verdict::Improved : Verdict::Worse) ? 1 : 0;
    }
    qInfo("found: %.1f %%, taken for the opposite: %.1f %% of %d comparisons",
          100.0 * found / rounds, 100.0 * wrong / rounds, rounds);
    QVERIFY(double(found) / rounds >= least);
    QVERIFY(wrong <= 2);
}

QTEST_GUILESS_MAIN(TestPermutation)
#include "tst_permutation.moc"
