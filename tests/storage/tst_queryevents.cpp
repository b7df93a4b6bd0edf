// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/eventanswer.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QDateTime>
#include <QTest>

#include <functional>
#include <map>
#include <random>
#include <set>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::milliseconds;

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

ProbedModel opusProbed()
{
    return {.model = opus(),
            .organization = {},
            .displayName = QStringLiteral("Opus 4.7"),
            .pool = {},
            .rateTargets = {ObservationBuilder(opus()).make().target}};
}

using RateAt = std::function<double(TimePoint)>;

// Independent probes, overloaded as often as the rate says.
Batch probes(TimeRange range, milliseconds every, const RateAt& rate, unsigned seed = 1)
{
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> any(0, 1);
    Batch batch;
    for (TimePoint t = range.from; t < range.to; t += every) {
        const bool overloaded = any(random) < rate(t);
        batch.observations.push_back(ObservationBuilder(opus()).at(t).outcome(
            overloaded ? Outcome::OverloadedHttp : Outcome::Ok, overloaded ? 529 : 200));
    }
    return batch;
}

Event announced(TimePoint at, const QString& title = QStringLiteral("Limits raised"),
                const QStringList& models = {})
{
    return {.at = at,
            .type = EventType::Announced,
            .title = title,
            .detail = {},
            .source = {},
            .models = models};
}

RateAt changing(TimePoint at, double before, double after)
{
    return [=](TimePoint t) { return t < at ? before : after; };
}

} // namespace

class TestQueryEvents : public QObject
{
    Q_OBJECT

private slots:
    void aChangeIsFoundAndItsIntervalHoldsTheTruth_data();
    void aChangeIsFoundAndItsIntervalHoldsTheTruth();
    void theSidesAreWholeWeeksOfEqualLength_data();
    void theSidesAreWholeWeeksOfEqualLength();
    void anEventKnownByItsDayLeavesThatDayOut();
    void anEventWithinAnHourLeavesThatHourOut();
    void aDayOfTheWeekIsExchangedWithItsLike_data();
    void aDayOfTheWeekIsExchangedWithItsLike();
    void hoursOfTheLocalWeekAreComparedWhenTheClocksChange_data();
    void hoursOfTheLocalWeekAreComparedWhenTheClocksChange();
    void notEnoughDataSaysWhenThereWillBe_data();
    void notEnoughDataSaysWhenThereWillBe();
    void otherChangesBoundTheSides_data();
    void otherChangesBoundTheSides();

private:
    EventAnswer ask(const MemoryStore& store, TimePoint event, TimePoint asOf,
                    const QTimeZone& zone = QTimeZone::utc()) const;

    const TimePoint m_event = at("2026-06-10T16:00:00.000Z"); // a Wednesday
};

EventAnswer TestQueryEvents::ask(const MemoryStore& store, TimePoint event, TimePoint asOf,
                                 const QTimeZone& zone) const
{
    const auto answer = eventAnswer(store, opusProbed(), {.at = event, .asOf = asOf, .zone = zone});
    return answer ? *answer : EventAnswer {};
}

void TestQueryEvents::aChangeIsFoundAndItsIntervalHoldsTheTruth_data()
{
    QTest::addColumn<double>("before");
    QTest::addColumn<double>("after");
    QTest::addColumn<stats::Verdict>("expected");
    QTest::newRow("a third of the overloads is an improvement")
        << 0.03 << 0.01 << stats::Verdict::Improved;
    QTest::newRow("three times the overloads is worse") << 0.01 << 0.03 << stats::Verdict::Worse;
    QTest::newRow("as many as before is no evidence") << 0.02 << 0.02 << stats::Verdict::NoEvidence;
}

void TestQueryEvents::aChangeIsFoundAndItsIntervalHoldsTheTruth()
{
    QFETCH(const double, before);
    QFETCH(const double, after);
    QFETCH(const stats::Verdict, expected);
    MemoryStore store;
    QVERIFY(store.append(
        probes({m_event - days(30), m_event + days(30)}, 3min, changing(m_event, before, after))));
    const EventAnswer answer = ask(store, m_event, m_event + days(30));
    QVERIFY(answer.comparison && answer.comparison->interval);
    QCOMPARE(answer.comparison->a.n, 28U * 480U);
    QCOMPARE(answer.comparison->b.n, 28U * 480U);
    QCOMPARE(answer.comparison->b.blocks, 28U);
    QVERIFY(answer.comparison->interval->low < after - before);
    QVERIFY(answer.comparison->interval->high > after - before);
    QCOMPARE(answer.verdict, expected);
    QVERIFY(!answer.enoughAt);
}

void TestQueryEvents::theSidesAreWholeWeeksOfEqualLength_data()
{
    QTest::addColumn<milliseconds>("stored"); // before the event
    QTest::addColumn<milliseconds>("passed"); // since then
    QTest::addColumn<int>("weeks");
    const auto row = [](const char* name, milliseconds stored, milliseconds passed, int weeks) {
        QTest::newRow(name) << stored << passed << weeks;
    };
    row("no more than four weeks", days(60), days(60), 4);
    row("no longer than what has passed since", days(60), days(20), 2);
    row("the hour under way is not counted", days(60), days(14) + 59min, 2);
    row("an hour less than a week is none", days(60), days(14) - 1h, 1);
    row("no longer than what was stored before", days(15), days(60), 2);
    row("the first day may be missing", days(20), days(60), 3);
    row("more than the first day may not", days(20) - 1h, days(60), 2);
}

void TestQueryEvents::theSidesAreWholeWeeksOfEqualLength()
{
    QFETCH(const milliseconds, stored);
    QFETCH(const milliseconds, passed);
    QFETCH(const int, weeks);
    MemoryStore store;
    QVERIFY(store.append(
        probes({m_event - stored, m_event + passed}, 5min, [](TimePoint) { return 0.01; })));
    const EventAnswer answer = ask(store, m_event, m_event + passed);
    QCOMPARE(answer.before, (TimeRange {m_event - days(7 * weeks), m_event}));
    QCOMPARE(answer.after, (TimeRange {m_event, m_event + days(7 * weeks)}));
    QVERIFY(answer.comparison);
    QCOMPARE(answer.comparison->b.n, quint64(weeks) * 7U * 288U);
    QVERIFY(answer.comparison->interval);
}

void TestQueryEvents::anEventKnownByItsDayLeavesThatDayOut()
{
    const TimePoint day = at("2026-06-10T00:00:00.000Z");
    MemoryStore store;
    QVERIFY(store.append(probes({day - days(14), day + days(15)}, 5min, [day](TimePoint t) {
        return t >= day && t < day + days(1) ? 1.0 : 0.0;
    })));
    const EventAnswer answer = ask(store, day, day + days(15));
    QCOMPARE(answer.before, (TimeRange {day - days(14), day}));
    QCOMPARE(answer.after, (TimeRange {day + days(1), day + days(15)}));
    QCOMPARE(answer.comparison->a.hits + answer.comparison->b.hits, 0U);
    QCOMPARE(answer.comparison->a.n, 14U * 288U);
    QCOMPARE(answer.comparison->b.n, 14U * 288U);
}

void TestQueryEvents::anEventWithinAnHourLeavesThatHourOut()
{
    MemoryStore store;
    QVERIFY(store.append(
        probes({m_event - days(14), m_event + days(15)}, 5min, [](TimePoint) { return 0.5; })));
    const EventAnswer answer = ask(store, m_event + 20min, m_event + days(15));
    QCOMPARE(answer.before, (TimeRange {m_event - days(14), m_event}));
    QCOMPARE(answer.after, (TimeRange {m_event + 1h, m_event + days(14) + 1h}));
    QCOMPARE(answer.comparison->b.n, 14U * 288U);
    QCOMPARE(answer.comparison->b.blocks, 14U);
}

void TestQueryEvents::aDayOfTheWeekIsExchangedWithItsLike_data()
{
    QTest::addColumn<int>("daysBetween");
    QTest::newRow("when the periods touch") << 0;
    QTest::newRow("when a day is left out between them") << 1;
}

void TestQueryEvents::aDayOfTheWeekIsExchangedWithItsLike()
{
    QFETCH(const int, daysBetween);
    const TimePoint from = m_event + days(daysBetween);
    const ComparedHours hours({m_event - days(14), m_event}, {from, from + days(14)},
                              QTimeZone::utc());
    QCOMPARE(hours.hours().size(), 4U * 168U);
    std::map<qint64, std::set<qint64>> strataOfSlot;
    std::map<qint64, std::set<qint64>> slotsOfBlock;
    for (const ComparedHour& hour : hours.hours()) {
        strataOfSlot[hour.slot].insert(hour.stratum);
        slotsOfBlock[hour.block].insert(hour.slot);
    }
    QCOMPARE(strataOfSlot.size(), 168U);
    QCOMPARE(slotsOfBlock.size(), 28U);
    QVERIFY(std::ranges::all_of(strataOfSlot, [](const auto& s) { return s.second.size() == 1; }));
    QVERIFY(std::ranges::all_of(slotsOfBlock, [](const auto& s) { return s.second.size() == 24; }));
    QCOMPARE(hours.indexOf(from + 13h), std::optional<std::size_t>(2 * 168 + 13));
    QVERIFY(!hours.indexOf(from + days(14)) && !hours.indexOf(m_event - days(14) - 1h));
    QCOMPARE(bool(hours.indexOf(m_event)), daysBetween == 0);
}

void TestQueryEvents::hoursOfTheLocalWeekAreComparedWhenTheClocksChange_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<bool>("same");
    QTest::newRow("by the clock on the wall nothing changed")
        << QByteArray("Europe/Berlin") << true;
    QTest::newRow("by UTC the first hour of work is another") << QByteArray("UTC") << false;
}

// Berlin's clocks go back on Sunday 2026-10-25. Probes run from 08:00 to 18:00 there, and the first
// hour is always overloaded.
void TestQueryEvents::hoursOfTheLocalWeekAreComparedWhenTheClocksChange()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const bool, same);
    const QTimeZone berlin("Europe/Berlin");
    const TimePoint event = at("2026-10-25T23:00:00.000Z"); // Monday 00:00 in Berlin
    MemoryStore store;
    const auto hour = [&berlin](TimePoint t) {
        return QDateTime::fromMSecsSinceEpoch(toEpochMs(t), berlin).time().hour();
    };
    Batch batch = probes({event - days(15), event + days(15)}, 5min,
                         [&](TimePoint t) { return hour(t) == 8 ? 1.0 : 0.0; });
    std::erase_if(batch.observations,
                  [&](const Observation& o) { return hour(o.at) < 8 || hour(o.at) >= 18; });
    QVERIFY(store.append(batch));
    const EventAnswer answer = ask(store, event, event + days(15), QTimeZone(zone));
    QVERIFY(answer.comparison);
    QCOMPARE(answer.comparison->difference == 0, same);
    QCOMPARE(answer.comparison->p == 1, same);
}

void TestQueryEvents::notEnoughDataSaysWhenThereWillBe_data()
{
    QTest::addColumn<milliseconds>("stored"); // before the event
    QTest::addColumn<milliseconds>("passed"); // since then
    QTest::addColumn<milliseconds>("every");
    QTest::addColumn<int>("enough"); // days after the event; -1: never
    const auto row = [](const char* name, milliseconds stored, milliseconds passed,
                        milliseconds every,
                        int enough) { QTest::newRow(name) << stored << passed << every << enough; };
    row("three days after it a week is to be waited for", days(30), days(3), 5min, 7);
    row("before it as well", days(30), -days(2), 5min, 7);
    row("a thousand probes take two weeks", days(30), days(8), 15min, 14);
    row("a thousand probes take four weeks", days(30), days(8), 40min, 28);
    row("an hourly probe never makes a thousand in four weeks", days(30), days(30), 60min, -1);
    row("without a week before it there is never enough", days(5), days(9), 5min, -1);
    row("without anything before it as well", milliseconds(0), days(9), 5min, -1);
}

void TestQueryEvents::notEnoughDataSaysWhenThereWillBe()
{
    QFETCH(const milliseconds, stored);
    QFETCH(const milliseconds, passed);
    QFETCH(const milliseconds, every);
    QFETCH(const int, enough);
    MemoryStore store;
    QVERIFY(store.append(
        probes({m_event - stored, m_event + passed}, every, [](TimePoint) { return 0.01; })));
    const EventAnswer answer = ask(store, m_event, m_event + passed);
    QCOMPARE(answer.verdict, stats::Verdict::NotEnoughData);
    QCOMPARE(answer.enoughAt, enough < 0 ? std::nullopt : std::optional(m_event + days(enough)));
}

void TestQueryEvents::otherChangesBoundTheSides_data()
{
    QTest::addColumn<Event>("other");
    QTest::addColumn<int>("weeks");
    QTest::addColumn<bool>("crossed");
    const TimePoint day = std::chrono::floor<days>(m_event);
    const auto row = [](const char* name, const Event& other, int weeks, bool crossed) {
        QTest::newRow(name) << other << weeks << crossed;
    };
    row("a change sixteen days later", announced(m_event + days(16)), 2, false);
    row("a change ten days before", announced(m_event - days(10)), 1, false);
    row("a change whose day alone is known ends with its day", announced(day - days(7)), 1, true);
    row("a change too near is crossed", announced(m_event + days(3)), 1, true);
    row("a change on the same day is the same", announced(day), 4, false);
    row("a change five weeks away is far", announced(m_event + days(35)), 4, false);
    row("a release is none", announced(m_event + days(3), QStringLiteral("Opus 5 released")), 4,
        false);
    row("a change of other models is none",
        announced(m_event + days(3), QStringLiteral("Limits"), {QStringLiteral("claude-x")}), 4,
        false);
    row("a change that names the model is one",
        announced(m_event + days(9), QStringLiteral("Limits"), {opus()}), 1, false);
}

void TestQueryEvents::otherChangesBoundTheSides()
{
    QFETCH(const Event, other);
    QFETCH(const int, weeks);
    QFETCH(const bool, crossed);
    MemoryStore store;
    Batch batch =
        probes({m_event - days(30), m_event + days(30)}, 10min, [](TimePoint) { return 0.01; });
    batch.events = {announced(m_event), other};
    QVERIFY(store.append(batch));
    const EventAnswer answer = ask(store, m_event, m_event + days(30));
    QCOMPARE(answer.before.from, m_event - days(7 * weeks));
    QCOMPARE(answer.after.to, m_event + days(7 * weeks));
    QCOMPARE(answer.crossed,
             crossed ? std::vector<TimePoint> {other.at} : std::vector<TimePoint> {});
}

QTEST_GUILESS_MAIN(TestQueryEvents)
#include "tst_queryevents.moc"
