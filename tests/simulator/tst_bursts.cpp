// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/bursts.h"
#include "tests/simulator/scenariobuilder.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;

namespace {

const TimePoint start = utc(2026, 1, 1);

Scenario bursting(double perDay)
{
    Scenario scenario = always(Shape::Ok);
    scenario.behaviours[0].behaviour.burstsPerDay = perDay;
    return scenario;
}

double normalCdf(double x)
{
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

// Mean in days of a log-normal duration cut at five hours: the limited expected value of the
// log-normal distribution (Klugman, Panjer, Willmot, Loss Models, appendix A.5.1).
double meanDurationDays(double medianMinutes, double sigma)
{
    const double mu = std::log(medianMinutes);
    const double cut = 300;
    const double z = (std::log(cut) - mu) / sigma;
    const double minutes =
        std::exp(mu + sigma * sigma / 2) * normalCdf(z - sigma) + cut * (1 - normalCdf(z));
    return minutes / 1440;
}

} // namespace

class TestBursts : public QObject
{
    Q_OBJECT

private slots:
    void shareOfTimeInBursts_data();
    void shareOfTimeInBursts();
    void rateOfBegins();
    void durationsAreLogNormalWithACut();
    void hoursAreWeighted();
    void weekendsAreQuieter();
    void ramp_data();
    void ramp();
    void anyMomentCanBeAskedFirst();
    void spreadReachesOthers();
    void answersSlowDownBeforeABurst();
    void noBurstBeforeTheModelExists();
};

void TestBursts::shareOfTimeInBursts_data()
{
    QTest::addColumn<double>("perDay");
    QTest::newRow("a third of a burst a day") << 0.3;
    QTest::newRow("two a day") << 2.0;
    QTest::newRow("seven a day, which overlap") << 7.0;
}

// Poisson begins and independent durations are the M/G/infinity queue, which is idle with
// probability exp(-rate x mean duration).
void TestBursts::shareOfTimeInBursts()
{
    QFETCH(double, perDay);
    const BurstProcess process(bursting(perDay), 11);
    constexpr int days = 1500;
    qint64 inside = 0;
    qint64 asked = 0;
    for (TimePoint t = start; t < start + days * 24h; t += 7min) {
        inside += process.at(0, t).strength > 0 ? 1 : 0;
        ++asked;
    }
    const double expected = 1 - std::exp(-perDay * meanDurationDays(40, 1));
    const double share = double(inside) / double(asked);
    // Duration and number both vary: relative deviation about sqrt((1 + 1.2) / bursts).
    const double tolerance = 4 * expected * std::sqrt(2.2 / (perDay * days));
    QVERIFY2(std::abs(share - expected) < tolerance,
             qPrintable(QStringLiteral("%1, expected %2").arg(share).arg(expected)));
}

void TestBursts::rateOfBegins()
{
    const BurstProcess process(bursting(2), 5);
    constexpr int hours = 24 * 1500;
    const qint64 first = start.time_since_epoch() / 1h;
    double begun = 0;
    for (qint64 hour = first; hour < first + hours; ++hour) {
        begun += double(process.begunIn(0, hour).size());
    }
    QVERIFY(std::abs(begun - 3000) < 4 * std::sqrt(3000.0));
}

void TestBursts::durationsAreLogNormalWithACut()
{
    const BurstProcess process(bursting(5), 3);
    const qint64 first = start.time_since_epoch() / 1h;
    std::vector<double> minutes;
    for (qint64 hour = first; hour < first + 24 * 1000; ++hour) {
        for (const Burst& burst : process.begunIn(0, hour)) {
            minutes.push_back(double((burst.to - burst.from).count()) / 60'000);
            QVERIFY(burst.ramp >= 2min && burst.ramp <= 5min);
            QVERIFY(burst.severity >= 0.2 && burst.severity <= 1);
        }
    }
    std::ranges::sort(minutes);
    const double n = double(minutes.size());
    QVERIFY(n > 4500);
    QVERIFY(minutes.back() <= 300);
    // Share below the median, and share that the cut caught: 1 - F(300 min) of the log-normal.
    const auto below = [&](double limit) {
        return double(std::ranges::lower_bound(minutes, limit) - minutes.begin()) / n;
    };
    QVERIFY(std::abs(below(40) - 0.5) < 4 * 0.5 / std::sqrt(n));
    const double cut = 1 - normalCdf(std::log(300.0 / 40));
    QVERIFY(std::abs((1 - below(300)) - cut) < 4 * std::sqrt(cut / n));
}

void TestBursts::hoursAreWeighted()
{
    Scenario scenario = bursting(4);
    scenario.hourWeights.fill(0);
    scenario.hourWeights[6] = 1;
    scenario.hourWeights[13] = 3;
    const BurstProcess process(scenario, 9);
    const qint64 first = start.time_since_epoch() / 1h;
    std::array<double, 24> begun {};
    for (qint64 hour = first; hour < first + 24 * 500; ++hour) {
        begun[std::size_t(hour % 24)] += double(process.begunIn(0, hour).size());
    }
    const double all = begun[6] + begun[13];
    QVERIFY(std::abs(all - 2000) < 4 * std::sqrt(2000.0));
    QVERIFY(std::abs(begun[13] - 0.75 * all) < 4 * std::sqrt(all * 0.75 * 0.25));
    QCOMPARE(begun[0] + begun[12] + begun[23], 0.0);
}

void TestBursts::weekendsAreQuieter()
{
    Scenario scenario = bursting(3);
    scenario.weekendWeight = 0.5;
    const BurstProcess process(scenario, 21);
    const qint64 monday = utc(2026, 1, 5).time_since_epoch() / 1h;
    constexpr int weeks = 200;
    double weekend = 0;
    double all = 0;
    for (qint64 hour = monday; hour < monday + weeks * 168; ++hour) {
        const double begun = double(process.begunIn(0, hour).size());
        all += begun;
        weekend += (hour - monday) % 168 >= 120 ? begun : 0;
    }
    QVERIFY(std::abs(all - 3 * 7 * weeks) < 4 * std::sqrt(3.0 * 7 * weeks));
    // Two days at one half against five at one.
    QVERIFY(std::abs(weekend - all / 6) < 4 * std::sqrt(all / 6));
}

void TestBursts::ramp_data()
{
    QTest::addColumn<int>("minute");
    QTest::addColumn<double>("strength");
    QTest::newRow("calm before it") << -1 << 0.0;
    QTest::newRow("half way up") << 2 << 0.4;
    QTest::newRow("at its worst") << 30 << 0.8;
    QTest::newRow("a quarter left") << 59 << 0.2;
    QTest::newRow("over") << 60 << 0.0;
}

void TestBursts::ramp()
{
    QFETCH(int, minute);
    QFETCH(double, strength);
    const Burst burst {start, start + 60min, 4min, 0.8, 2, false};
    QCOMPARE(burst.strengthAt(start + std::chrono::minutes(minute)), strength);
}

void TestBursts::anyMomentCanBeAskedFirst()
{
    const BurstProcess forward(bursting(6), 4);
    const BurstProcess backward(bursting(6), 4);
    std::vector<double> one;
    std::vector<double> two;
    for (int i = 0; i < 2000; ++i) {
        one.push_back(forward.at(0, start + i * 13min).strength);
        two.push_back(backward.at(0, start + (1999 - i) * 13min).strength);
    }
    std::ranges::reverse(two);
    QVERIFY(one == two);
    QVERIFY(std::ranges::count_if(one, [](double s) { return s > 0; }) > 100);
}

void TestBursts::spreadReachesOthers()
{
    Scenario scenario = bursting(3);
    scenario.behaviours.push_back({TimePoint {}, quick(QStringLiteral("claude-haiku-5-5"))});
    const qint64 first = start.time_since_epoch() / 1h;
    const auto begunIn = [&](double spread) {
        scenario.spread = spread;
        const BurstProcess process(scenario, 17);
        double begun = 0;
        for (qint64 hour = first; hour < first + 24 * 700; ++hour) {
            begun += double(process.begunIn(1, hour).size());
        }
        return begun;
    };
    QCOMPARE(begunIn(0), 0.0);
    // 2,100 bursts, of which 35 % spread and then reach this model one time in two.
    QVERIFY(std::abs(begunIn(0.35) - 367.5) < 4 * std::sqrt(367.5));
}

void TestBursts::answersSlowDownBeforeABurst()
{
    Scenario scenario = bursting(0);
    scenario.bursts.push_back({{opus}, {start + 60min, start + 120min}, 0.7});
    const BurstProcess process(scenario, 2);
    QCOMPARE(process.at(0, start + 49min).slowdown, 1.0);
    const BurstState before = process.at(0, start + 55min);
    QVERIFY(before.slowdown >= 2 && before.slowdown <= 4);
    QCOMPARE(before.strength, 0.0);
    QCOMPARE(process.at(0, start + 90min).strength, 0.7);
    QCOMPARE(process.at(0, start + 120min).slowdown, 1.0);
}

void TestBursts::noBurstBeforeTheModelExists()
{
    Scenario scenario = bursting(20);
    scenario.behaviours[0].behaviour.from = start + 240h;
    const BurstProcess process(scenario, 2);
    const qint64 first = start.time_since_epoch() / 1h;
    for (qint64 hour = first; hour < first + 240; ++hour) {
        QVERIFY(process.begunIn(0, hour).empty());
    }
    QVERIFY(process.begunIn(0, first + 240).size() + process.begunIn(0, first + 241).size()
                + process.begunIn(0, first + 242).size()
            > 0);
}

QTEST_GUILESS_MAIN(TestBursts)
#include "tst_bursts.moc"
