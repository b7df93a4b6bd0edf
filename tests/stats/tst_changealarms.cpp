// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/changepoint.h"
#include "tests/stats/burstyhours.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace plimsoll;
using namespace plimsoll::stats;

namespace {

// Hours, those of the second half `factor` times as often disturbed.
std::vector<Bucket> simulated(int days, const test::Climate& before, double factor,
                              std::mt19937_64& random)
{
    test::Climate after = before;
    after.calmRate *= factor;
    after.incidentsPerDay *= factor;
    std::vector<Bucket> buckets;
    for (const test::Climate& climate : {before, after}) {
        for (const auto& hour : test::burstyHours(days / 2, climate, random)) {
            buckets.push_back({.hits = hour.hits, .n = hour.n});
        }
    }
    return buckets;
}

std::vector<Bucket> byDay(const std::vector<Bucket>& hours)
{
    std::vector<Bucket> days(hours.size() / 24);
    for (std::size_t i = 0; i < days.size() * 24; ++i) {
        days[i / 24].hits += hours[i].hits;
        days[i / 24].n += hours[i].n;
    }
    return days;
}

} // namespace

class TestChangeAlarms : public QObject
{
    Q_OBJECT

private slots:
    void calmBurstyDataHaveFewFalseAlarms_data();
    void calmBurstyDataHaveFewFalseAlarms();
    void changesAreFound_data();
    void changesAreFound();
};

void TestChangeAlarms::calmBurstyDataHaveFewFalseAlarms_data()
{
    QTest::addColumn<int>("weeks");
    QTest::addColumn<bool>("hourly");
    QTest::addColumn<double>("calmRate");
    QTest::addColumn<double>("incidentsPerDay");

    QTest::newRow("12 weeks of days") << 12 << false << 0.001 << 0.3;
    QTest::newRow("12 weeks of days without bursts") << 12 << false << 0.005 << 0.0;
    QTest::newRow("12 weeks of days with an incident a month") << 12 << false << 0.0005 << 0.03;
    QTest::newRow("12 weeks of days with an incident or two each") << 12 << false << 0.001 << 1.4;
    QTest::newRow("26 weeks of days") << 26 << false << 0.001 << 0.3;
    QTest::newRow("12 weeks of hours") << 12 << true << 0.001 << 0.3;
}

// 5 % of series at most.
void TestChangeAlarms::calmBurstyDataHaveFewFalseAlarms()
{
    QFETCH(int, weeks);
    QFETCH(bool, hourly);
    QFETCH(double, calmRate);
    QFETCH(double, incidentsPerDay);
    int alarms = 0;
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(seed);
        const auto hours = simulated(
            weeks * 7, {.calmRate = calmRate, .incidentsPerDay = incidentsPerDay}, 1, random);
        const auto result =
            hourly ? rateChanges(hours, hourlyBuckets) : rateChanges(byDay(hours), dailyBuckets);
        QVERIFY(result);
        alarms += result->changes.empty() ? 0 : 1;
    }
    qInfo("false alarms: %.1f %% of %d series", 100.0 * alarms / rounds, rounds);
    QVERIFY(alarms <= rounds / 20);
}

void TestChangeAlarms::changesAreFound_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<int>("weeks");
    QTest::addColumn<double>("least"); // share of series

    QTest::newRow("twice the incidents from the 27th week of a year") << 2.0 << 52 << 0.0;
    QTest::newRow("four times the incidents from the 7th of 12 weeks") << 4.0 << 12 << 0.0;
    QTest::newRow("four times the incidents from the 14th of 26 weeks") << 4.0 << 26 << 0.5;
}

void TestChangeAlarms::changesAreFound()
{
    QFETCH(double, factor);
    QFETCH(int, weeks);
    QFETCH(double, least);
    int found = 0;
    int near = 0;
    constexpr int rounds = 200;
    for (unsigned seed = 0; seed < rounds; ++seed) {
        std::mt19937_64 random(1000 + seed);
        const auto result = rateChanges(byDay(simulated(weeks * 7, {}, factor, random)));
        QVERIFY(result);
        const double half = weeks * 7 / 2.0;
        const auto isNear = [half](const Change& change) {
            return std::abs(double(change.position) - half) <= 14;
        };
        found += result->changes.empty() ? 0 : 1;
        near += std::ranges::any_of(result->changes, isNear) ? 1 : 0;
    }
    qInfo("found: %.1f %%, within two weeks: %.1f %% of %d series", 100.0 * found / rounds,
          100.0 * near / rounds, rounds);
    QVERIFY(double(found) / rounds >= least);
}

QTEST_GUILESS_MAIN(TestChangeAlarms)
#include "tst_changealarms.moc"
