// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/quantileshift.h"
#include "tests/stats/references.h"

#include <QTest>

#include <cmath>
#include <map>
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
    const auto cells = cellsOf(QStringLiteral("faster"));
    const auto seeded = [&cells](quint64 seed) {
        return quantileShift(cells, 0.5, {.draws = 199, .seed = seed, .enumerateUpTo = 0});
    };
    const auto first = seeded(5);
    const auto again = seeded(5);
    const auto other = seeded(6);
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
    const auto drawn = quantileShift(pairs, 0.5, {}, Drawn::Strata);
    QVERIFY(drawn && drawn->interval);
    QVERIFY(drawn->interval->low < drawn->ratio);
    QVERIFY(drawn->interval->high > drawn->ratio);
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
