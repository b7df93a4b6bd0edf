// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/projection.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestProjection : public QObject
{
    Q_OBJECT

private slots:
    void stops_data();
    void stops();
    void unknownPricesAreNoZero();
    void theKindOfSamplingDoesNotMatter();
};

namespace {

constexpr TimePoint at = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);

// 1440 probes a day of 14 and 1 tokens: 0.1368 USD.
Target everyMinute(const QString& model)
{
    Target target;
    target.id.model = model;
    target.every = 60s;
    return target;
}

} // namespace

void TestProjection::stops_data()
{
    QTest::addColumn<double>("day"); // ceilings; -1: none
    QTest::addColumn<double>("month");
    QTest::addColumn<int>("dayStop"); // minutes, -1: never
    QTest::addColumn<int>("monthStop");
    QTest::newRow("no ceilings") << -1.0 << -1.0 << -1 << -1;
    QTest::newRow("room in both") << 0.5 << 15.0 << -1 << -1;
    QTest::newRow("exactly the day") << 0.1368 << 15.0 << -1 << -1;
    QTest::newRow("half a day") << 0.0684 << 15.0 << 720 << -1;
    QTest::newRow("half a month") << 0.5 << 2.052 << -1 << 15 * 1440;
    QTest::newRow("the day's ceiling makes the month last") << 0.0684 << 2.052 << 720 << -1;
    QTest::newRow("both") << 0.0684 << 1.026 << 720 << 15 * 1440;
    QTest::newRow("no money at all") << 0.0 << 0.0 << 0 << -1;
}

void TestProjection::stops()
{
    QFETCH(double, day);
    QFETCH(double, month);
    BudgetSettings budget;
    budget.usdPerDay = day < 0 ? std::nullopt : std::optional(day);
    budget.usdPerMonth = month < 0 ? std::nullopt : std::optional(month);
    const Projection projection =
        project({everyMinute(u"claude-opus-4-7"_s)}, budget, Catalogue::shipped(), at);
    QCOMPARE(projection.cost.usdPerDay, 0.1368);
    QCOMPARE(projection.usdPerMonth, 4.104);
    const auto minutes = [](const std::optional<Elapsed>& span) {
        return span ? int(std::chrono::round<std::chrono::minutes>(*span).count()) : -1;
    };
    QTEST(minutes(projection.dayStopsAfter), "dayStop");
    QTEST(minutes(projection.monthStopsAfter), "monthStop");
}

void TestProjection::unknownPricesAreNoZero()
{
    const Projection projection =
        project({everyMinute(u"claude-next"_s), everyMinute(u"claude-opus-4-7"_s)}, {},
                Catalogue::shipped(), at);
    QCOMPARE(projection.cost.unknownPrices, QStringList {u"claude-next"_s});
    QVERIFY(!projection.cost.targets[0].usdPerDay);
    QCOMPARE(projection.cost.usdPerDay, 0.1368);
}

void TestProjection::theKindOfSamplingDoesNotMatter()
{
    Target poisson = everyMinute(u"claude-opus-4-7"_s);
    Target fixed = poisson;
    fixed.sampling = Sampling::Fixed;
    QCOMPARE(project({poisson}, {}, Catalogue::shipped(), at).cost.usdPerDay,
             project({fixed}, {}, Catalogue::shipped(), at).cost.usdPerDay);
}

QTEST_GUILESS_MAIN(TestProjection)
#include "tst_projection.moc"
