// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/history.h"
#include "storage/stats/changepoint.h"
#include "storage/stats/permutation.h"
#include "storage/stats/profile.h"
#include "tests/simulator/scenariobuilder.h"

#include <QTest>

#include <cmath>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;

namespace {

constexpr int weeks = 4;
constexpr int hoursOfDay = 24;
const TimePoint begin = utc(2026, 10, 19); // a Monday

struct HourCounts
{
    quint64 overloaded = 0;
    quint64 reached = 0;
};

// Four weeks of one model, a probe a minute.
std::vector<HourCounts> hoursOf(const Scenario& scenario, quint64 seed)
{
    const HistoryPlan plan {.scenario = scenario,
                            .seed = seed,
                            .range = {begin, begin + 24h * 7 * weeks},
                            .targets = {{.id = {opus, ProbeKind::Admission}, .every = 60s}}};
    std::vector<HourCounts> hours(std::size_t(weeks) * stats::hoursPerWeek);
    generateHistory(plan, Catalogue::shipped(), [&](Observation&& observation) {
        HourCounts& hour = hours[std::size_t((observation.at - begin) / 1h)];
        hour.reached += reachedService(observation.outcome) ? 1 : 0;
        hour.overloaded += isOverload(observation.outcome) ? 1 : 0;
        return true;
    });
    return hours;
}

// As levelChanges() in storage/query/answers.cpp.
bool hasChange(const std::vector<HourCounts>& hours)
{
    std::vector<stats::Bucket> days(hours.size() / hoursOfDay);
    for (std::size_t i = 0; i < hours.size(); ++i) {
        days[i / hoursOfDay].hits += hours[i].overloaded;
        days[i / hoursOfDay].n += hours[i].reached;
    }
    const auto found = stats::rateChanges(days);
    return found && !found->changes.empty();
}

// As weekAnswer() compares the last two weeks.
std::optional<stats::Comparison> weekOverWeek(const std::vector<HourCounts>& hours)
{
    constexpr std::size_t last = std::size_t(weeks - 2) * stats::hoursPerWeek;
    std::vector<stats::Cell> cells;
    for (std::size_t hour = 0; hour < 2 * stats::hoursPerWeek; ++hour) {
        const auto block = qint64(hour) / hoursOfDay;
        cells.push_back({.period = block < 7 ? stats::Period::A : stats::Period::B,
                         .block = block,
                         .stratum = block % 7,
                         .slot = qint64(hour) % stats::hoursPerWeek,
                         .hits = hours[last + hour].overloaded,
                         .n = hours[last + hour].reached});
    }
    return stats::compare(cells);
}

// As peakAnswer() does.
std::optional<stats::Comparison> mornings(const std::vector<HourCounts>& hours)
{
    std::vector<int> peak;
    for (int day = 0; day < 5; ++day) {
        for (int hour = 8; hour < 12; ++hour) {
            peak.push_back(day * hoursOfDay + hour);
        }
    }
    std::vector<stats::HourCount> counts;
    for (std::size_t hour = 0; hour < hours.size(); ++hour) {
        counts.push_back({.day = qint64(hour) / hoursOfDay,
                          .hourOfWeek = int(hour % stats::hoursPerWeek),
                          .hits = hours[hour].overloaded,
                          .n = hours[hour].reached});
    }
    return stats::peakContrast(counts, peak);
}

struct Alarms
{
    int changes = 0;
    int weekOverWeek = 0;
    int mornings = 0;
};

bool isAlarm(const std::optional<stats::Comparison>& comparison)
{
    const auto said =
        comparison ? stats::verdict(*comparison, comparison->p) : stats::Verdict::NotEnoughData;
    return said == stats::Verdict::Improved || said == stats::Verdict::Worse;
}

Alarms alarmsOf(const Scenario& scenario, int seeds)
{
    Alarms alarms;
    for (int seed = 1; seed <= seeds; ++seed) {
        const auto hours = hoursOf(scenario, quint64(seed));
        alarms.changes += hasChange(hours) ? 1 : 0;
        alarms.weekOverWeek += isAlarm(weekOverWeek(hours)) ? 1 : 0;
        alarms.mornings += isAlarm(mornings(hours)) ? 1 : 0;
    }
    qInfo("%s, %d seeds of four weeks, alarms: %d changes, %d week over week, %d mornings",
          QTest::currentDataTag(), seeds, alarms.changes, alarms.weekOverWeek, alarms.mornings);
    return alarms;
}

// Nothing changes, but bursts come at any hour.
Scenario steadyBursts()
{
    Scenario scenario = always(Shape::Ok);
    ModelBehaviour& behaviour = scenario.behaviours.front().behaviour;
    behaviour.burstsPerDay = 0.3;
    behaviour.calm[Shape::OverloadedHttp] = 0.001;
    behaviour.burst[Shape::OverloadedHttp] = 0.6;
    return scenario;
}

} // namespace

Q_DECLARE_METATYPE(Scenario)

class TestCalmAlarms : public QObject
{
    Q_OBJECT

private slots:
    void whereNothingChangesFewChangesAreClaimed_data();
    void whereNothingChangesFewChangesAreClaimed();
};

void TestCalmAlarms::whereNothingChangesFewChangesAreClaimed_data()
{
    QTest::addColumn<Scenario>("scenario");
    QTest::addColumn<int>("seeds");
    QTest::addColumn<int>("most");

    // The stated rate is 5 %. Of 200 tests at that rate more than 21 raise an alarm in 0.05 % of
    // all cases, of 40 more than 7 in 0.07 %: R, 1 - pbinom(c(21, 7), c(200, 40), 0.05).
    const auto calm = loadScenario(QStringLiteral("calm"));
    QVERIFY(calm);
    QTest::newRow("scenario calm") << *calm << 200 << 21;
    QTest::newRow("steady bursts") << steadyBursts() << 40 << 7;
}

void TestCalmAlarms::whereNothingChangesFewChangesAreClaimed()
{
    QFETCH(Scenario, scenario);
    QFETCH(int, seeds);
    QFETCH(int, most);
    const Alarms alarms = alarmsOf(scenario, seeds);
    QVERIFY(alarms.changes <= most);
    QVERIFY(alarms.weekOverWeek <= most);
    QVERIFY(alarms.mornings <= most);
}

QTEST_GUILESS_MAIN(TestCalmAlarms)
#include "tst_calmalarms.moc"
