// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/interval.h"
#include "storage/stats/permutation.h"
#include "tests/stats/burstyperiods.h"
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
    void fewArrangementsHaveNoInterval();
    void hardlyAnyHitLeavesTheIntervalOfIndependentCalls();
    void verdictsFollowTheirRule_data();
    void verdictsFollowTheirRule();
};

void TestPermutation::effectsAndExactPAgainstReferences_data()
{
    QTest::addColumn<test::ReferenceRow>("row");
    for (const auto& row : test::references(QStringLiteral("permutation-results.csv"))) {
        QTest::addRow("%s", qPrintable(row[QStringLiteral("set")])) << row;
    }
}

// R: weighted.mean() and lm() for the effect, combn() for all arrangements, p of shifted data by
// bisection and prop.test() for the interval.
void TestPermutation::effectsAndExactPAgainstReferences()
{
    QFETCH(test::ReferenceRow, row);
    const auto result = compare(cellsOf(row[QStringLiteral("set")]));
    QVERIFY(result);
    QVERIFY(result->exact);
    QVERIFY(test::agree(result->difference, test::number(row, "difference"), 1e-9));
    QVERIFY(test::agree(result->difference, test::number(row, "regression"), 1e-9));
    QCOMPARE(bool(result->ratio), !std::isnan(test::number(row, "ratio")));
    if (result->ratio) {
        QVERIFY(test::agree(*result->ratio, test::number(row, "ratio"), 1e-9));
    }
    QVERIFY(test::agree(result->p, test::number(row, "p"), 1e-9));
    QVERIFY(result->interval);
    QVERIFY(test::agree(result->interval->low, test::number(row, "low"), 1e-9));
    QVERIFY(test::agree(result->interval->high, test::number(row, "high"), 1e-9));
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
    const auto cells = test::burstyPeriods(4, {}, 2, random);
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

// Of 2^5 arrangements of five pairs the one found and its mirror image alone are more than 5 %.
void TestPermutation::fewArrangementsHaveNoInterval()
{
    auto pairs = cellsOf(QStringLiteral("pairs")); // one block of each period per stratum
    QVERIFY(compare(pairs)->interval);
    std::erase_if(pairs, [](const Cell& cell) { return cell.stratum > 4; });
    const auto five = compare(pairs);
    QVERIFY(five->exact && !five->interval);
    QCOMPARE(verdict(*five, 0.001, {.minTrials = 1, .minBlocks = 1}), Verdict::NotEnoughData);
    QVERIFY(compare(pairs, {.confidence = 0.9})->interval);
    QVERIFY(!compare(cellsOf(QStringLiteral("same")), {.draws = 18, .enumerateUpTo = 0})->interval);
}

// Two weeks without a hit, or with one, are no proof of equal rates.
void TestPermutation::hardlyAnyHitLeavesTheIntervalOfIndependentCalls()
{
    std::vector<Cell> cells;
    for (int block = 0; block < 14; ++block) {
        cells.push_back({.period = block < 7 ? Period::A : Period::B,
                         .block = block,
                         .stratum = block % 7,
                         .n = 1440});
    }
    const auto none = compare(cells);
    const auto plain = newcombe(0, 7 * 1440, 0, 7 * 1440);
    QVERIFY(none && none->interval && plain);
    QCOMPARE(none->interval->low, plain->low);
    QCOMPARE(none->interval->high, plain->high);
    cells[9].hits = 1;
    const auto one = compare(cells);
    QVERIFY(one->interval->low < 0 && one->interval->high > one->difference);
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

QTEST_GUILESS_MAIN(TestPermutation)
#include "tst_permutation.moc"
