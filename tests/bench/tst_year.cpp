// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the benchmark of a year rests on: its data are what they are said to be, the floor of their
// size is right, and the answers that every engine is compared with are.
#include "tests/bench/ramscan.h"
#include "tests/bench/year.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace plimsoll;
using namespace plimsoll::bench;

namespace {

constexpr YearPlan small {.targets = 3, .days = 28, .rowsPerDay = 1374, .seed = 7};

// Shannon's entropy of what was seen; right for columns of few values only.
double seenEntropy(const std::map<qint64, qint64>& counts, qint64 rows)
{
    double bits = 0;
    for (const auto& [value, count] : counts) {
        const double p = double(count) / double(rows);
        bits -= p * std::log2(p);
    }
    return bits;
}

template<typename Visit>
void eachDay(const Year& year, const Visit& visit)
{
    DayColumns columns;
    for (int day = 0; day < year.plan().days; ++day) {
        for (int target = 0; target < year.plan().targets; ++target) {
            year.fill(target, day, columns);
            visit(columns);
        }
    }
}

} // namespace

class TestYear : public QObject
{
    Q_OBJECT

private slots:
    void theSamePlanMakesTheSameRows();
    void rowsAreInOrderAndWithinTheirDay();
    void latenciesAddUp();
    void overloadsAreAsRareAsTheyAreSaidToBe();
    void theFloorIsTheEntropyOfTheColumn_data();
    void theFloorIsTheEntropyOfTheColumn();
    void theScanAnswersAsRowByRow_data();
    void theScanAnswersAsRowByRow();
};

void TestYear::theSamePlanMakesTheSameRows()
{
    DayColumns first;
    DayColumns second;
    Year(small).fill(1, 9, first);
    Year(small).fill(1, 9, second);
    YearPlan other = small;
    other.seed = 8;
    DayColumns different;
    Year(other).fill(1, 9, different);
    bool equal = true;
    for (std::size_t row = 0; row < first.size(); ++row) {
        equal = equal && first.observation(row) == second.observation(row);
    }
    QVERIFY(equal);
    QVERIFY(first.total != different.total);
}

void TestYear::rowsAreInOrderAndWithinTheirDay()
{
    for (const int rows : {1374, 6868}) {
        YearPlan plan = small;
        plan.rowsPerDay = rows;
        const Year year(plan);
        DayColumns columns;
        DayColumns next;
        for (const int target : {0, 2}) {
            year.fill(target, 27, columns);
            const qint64 begin = toEpochMs(Year::begin() + std::chrono::days(27));
            QVERIFY(std::ranges::is_sorted(columns.at));
            QVERIFY(columns.at.front() >= begin && columns.at.back() < begin + 86'400'000);
        }
        year.fill(1, 27, next);
        QVERIFY(next.at.back() < columns.at.back()); // targets take turns
    }
}

void TestYear::latenciesAddUp()
{
    eachDay(Year(small), [](const DayColumns& columns) {
        for (std::size_t row = 0; row < columns.size(); ++row) {
            if (columns.outcome[row] == Outcome::Ok) {
                QVERIFY(columns.firstByte[row] < columns.firstToken[row]);
                QVERIFY(columns.firstToken[row] < columns.total[row]);
            } else {
                QCOMPARE(columns.firstToken[row], absent);
                QCOMPARE(columns.cost(row), absent);
            }
        }
    });
}

void TestYear::overloadsAreAsRareAsTheyAreSaidToBe()
{
    qint64 overloads = 0;
    eachDay(Year(small), [&overloads](const DayColumns& columns) {
        overloads += std::ranges::count(columns.outcome, Outcome::OverloadedHttp);
    });
    const double share = double(overloads) / double(small.rows());
    QVERIFY2(share > 0.003 && share < 0.009, qPrintable(QString::number(share)));
}

void TestYear::theFloorIsTheEntropyOfTheColumn_data()
{
    QTest::addColumn<int>("column");
    QTest::newRow("send_us") << 7;
    QTest::newRow("lateness_us") << 2;
    QTest::newRow("input_tokens") << 11;
    QTest::newRow("requests_remaining") << 15;
}

void TestYear::theFloorIsTheEntropyOfTheColumn()
{
    QFETCH(const int, column);
    const Year year(small);
    std::map<qint64, qint64> counts;
    qint64 rows = 0;
    eachDay(year, [&](const DayColumns& columns) {
        for (std::size_t row = 0; row < columns.size(); ++row) {
            const qint64 value = columns.values(row).at(std::size_t(column));
            if (value != absent) {
                ++counts[value];
                ++rows;
            }
        }
    });
    double told = 0;
    for (const ColumnEntropy& entropy : year.entropy()) {
        if (qstrcmp(entropy.column, columnNames.at(std::size_t(column))) == 0) {
            told = entropy.bits * double(small.rows()) / double(rows);
        }
    }
    const double seen = seenEntropy(counts, rows);
    QVERIFY2(std::abs(seen - told) < 0.02, qPrintable(QStringLiteral("%1 %2").arg(seen).arg(told)));
}

void TestYear::theScanAnswersAsRowByRow_data()
{
    QTest::addColumn<Question>("question");
    for (const Question question : questions) {
        QTest::newRow(name(question)) << question;
    }
}

// Against maps filled by the rules of the product, observation by observation.
void TestYear::theScanAnswersAsRowByRow()
{
    QFETCH(const Question, question);
    const Year year(small);
    RamScan scan(small);
    quint64 reached = 0;
    quint64 overloaded = 0;
    eachDay(year, [&](const DayColumns& columns) {
        scan.add(columns);
        for (std::size_t row = 0; row < columns.size(); ++row) {
            const Observation o = columns.observation(row);
            const bool adHoc = question == Question::AdHoc;
            const bool all = adHoc || question == Question::WeekOverWeek;
            const auto ofDay = o.at - std::chrono::floor<std::chrono::days>(o.at);
            const bool wanted = !adHoc
                || (ofDay >= std::chrono::milliseconds(adHocFromMs)
                    && ofDay < std::chrono::milliseconds(adHocToMs)
                    && o.timing.total->count() > adHocTotalUs);
            const bool late =
                question != Question::LastDay || o.at >= year.end() - std::chrono::days(1);
            if ((all || columns.target == 1) && wanted && late) {
                reached += question == Question::LastDay || reachedService(o.outcome) ? 1 : 0;
                overloaded += question != Question::LastDay && isOverload(o.outcome) ? 1 : 0;
            }
        }
    });
    const Answer one = scan.answer(question, 1, 1);
    const Answer two = scan.answer(question, 1, 2);
    const Answer exact = scan.exact(question, 1);
    QVERIFY(deviation(one, exact).countsEqual);
    QVERIFY(deviation(two, exact).countsEqual);
    QVERIFY(deviation(one, exact).quantiles <= 0.008);
    QCOMPARE(deviation(two, one).quantiles, 0.0);
    quint64 counted = 0;
    quint64 countedOverloads = 0;
    for (const Cell& cell : one.cells) {
        counted += cell.reached;
        countedOverloads += cell.overloaded;
    }
    if (question != Question::DayQuantiles) {
        QCOMPARE(counted, reached);
        QCOMPARE(countedOverloads, overloaded);
    }
}

QTEST_GUILESS_MAIN(TestYear)
#include "tst_year.moc"
