// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/incidentchanges.h"
#include "storage/query/happenings.h"
#include "storage/report/csv.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const QString haiku = u"claude-haiku-5-5"_s;
const TimePoint zero = at("2026-11-20T00:00:00.000Z");
const TimeRange day {zero, zero + 24h};

struct Minutes
{
    int from = 0;
    int to = 0;
};
using Spans = std::vector<Minutes>;

bool isIn(const Spans& spans, int minute)
{
    return std::ranges::any_of(
        spans, [minute](const Minutes& s) { return s.from <= minute && minute < s.to; });
}

// A probe of each full minute of a day; overloaded from the first minute to before the last one.
void addDay(MemoryStore& store, const QString& model, const Spans& overloaded,
            const Spans& silent = {})
{
    for (int minute = 0; minute < 24 * 60; ++minute) {
        if (isIn(silent, minute)) {
            continue;
        }
        ObservationBuilder probe(model);
        probe.at(zero + minute * 1min);
        if (isIn(overloaded, minute)) {
            // Every fourth one within a stream.
            probe.outcome(minute % 4 == 0 ? Outcome::OverloadedFirst : Outcome::OverloadedHttp,
                          minute % 4 == 0 ? 200 : 529);
        }
        store.add(probe);
    }
}

void tell(MemoryStore& store, std::vector<Event> events, std::vector<Gap> gaps = {})
{
    Batch batch;
    batch.events = std::move(events);
    batch.gaps = std::move(gaps);
    const auto done = store.append(batch);
    QVERIFY(bool(done));
}

Event told(int minute, EventType type, const QString& title)
{
    return {.at = zero + minute * 1min, .type = type, .title = title, .detail = {}, .source = {}};
}

// What the status page tells of one incident, as the watcher keeps it.
std::vector<Event> incident(const QString& id, const QString& name, Minutes open)
{
    Incident one;
    one.id = id;
    one.name = name;
    one.status = u"resolved"_s;
    one.impact = u"major"_s;
    one.startedAt = zero + open.from * 1min;
    one.resolvedAt = zero + open.to * 1min;
    one.updates = {{id + u"1"_s, u"investigating"_s, u"We look into it."_s, one.startedAt},
                   {id + u"2"_s, u"identified"_s, u"Found."_s, *one.startedAt + 5min}};
    const std::vector<Incident> incidents {one};
    return incidentChanges({}, {.incidents = incidents, .at = zero + 20h, .source = u"page"_s},
                           Catalogue::shipped())
        .events;
}

// So that silence of the page counts from before the day on.
std::vector<Event> earlier()
{
    return incident(u"old"_s, u"Elevated errors on Claude Haiku 5.5"_s, {-9'000, -8'900});
}

Happenings ask(const MemoryStore& store, TimeRange range = day, const QStringList& models = {})
{
    const auto found =
        happenings(store, Catalogue::shipped(), {.range = range, .models = models}, zero + 48h);
    return found ? *found : Happenings();
}

} // namespace

class TestQueryHappenings : public QObject
{
    Q_OBJECT

private slots:
    void beginAndEndAreBracketed();
    void shapesOfOverloadAreToldApart();
    void whatWasNotSeenToEndSaysWhy_data();
    void whatWasNotSeenToEndSaysWhy();
    void theRangeDoesNotCutABurst();
    void whatThePageSaidOfABurst_data();
    void whatThePageSaidOfABurst();
    void anIncidentIsHeldAgainstOurBursts_data();
    void anIncidentIsHeldAgainstOurBursts();
    void postsAreThoseOfTheirIncident();
    void everythingElseThatWasToldIsThere();
    void aLimitChangeIsThereWhereItsBracketTouchesTheRange();
    void silenceIsPerModel();
    void aModelThatIsNotSelectedIsLeftOut();
    void theCsvHoldsTheSameFigures();
};

void TestQueryHappenings::beginAndEndAreBracketed()
{
    MemoryStore store;
    addDay(store, opus, {{60, 79}});
    const Happenings found = ask(store);
    QCOMPARE(found.bursts.size(), 1U);
    const MeasuredBurst& burst = found.bursts.front();
    QCOMPARE(burst.displayName, u"Opus 4.7"_s);
    QCOMPARE(TimePoint(burst.burst.start.after), zero + 59min);
    QCOMPARE(burst.firstSeen(), zero + 60min);
    QCOMPARE(burst.lastSeen(), zero + 78min);
    QCOMPARE(TimePoint(burst.burst.end.upTo), zero + 79min);
    QCOMPARE(burst.length(), milliseconds(19min));
    QCOMPARE(burst.least(), milliseconds(18min));
    QCOMPARE(burst.most(), milliseconds(20min));
    QVERIFY(burst.isWhole());
}

void TestQueryHappenings::shapesOfOverloadAreToldApart()
{
    MemoryStore store;
    addDay(store, opus, {{60, 80}, {85, 86}}); // five good ones in between belong to it
    const Happenings found = ask(store);
    QCOMPARE(found.bursts.size(), 1U);
    const MeasuredBurst& burst = found.bursts.front();
    QCOMPARE(burst.burst.probes, 26U);
    QCOMPARE(burst.burst.overloaded, 21U);
    QCOMPARE(burst.http, 16U);
    QCOMPARE(burst.inStream(), 5U);
}

void TestQueryHappenings::whatWasNotSeenToEndSaysWhy_data()
{
    QTest::addColumn<Spans>("overloaded");
    QTest::addColumn<Spans>("silent");
    QTest::addColumn<bool>("startKnown");
    QTest::addColumn<bool>("censored");
    QTest::addColumn<bool>("underWay");
    QTest::newRow("it ended") << Spans {{60, 80}} << Spans {} << true << false << false;
    QTest::newRow("a gap cut it") << Spans {{60, 80}} << Spans {{80, 95}} << true << true << false;
    QTest::newRow("a gap cut it after too few good probes")
        << Spans {{60, 80}} << Spans {{85, 95}} << true << true << false;
    QTest::newRow("a gap hid its begin")
        << Spans {{60, 80}} << Spans {{40, 60}} << false << false << false;
    QTest::newRow("it goes on") << Spans {{1'400, 1'440}} << Spans {} << true << true << true;
    QTest::newRow("too few good probes since")
        << Spans {{1'400, 1'436}} << Spans {} << true << true << true;
}

void TestQueryHappenings::whatWasNotSeenToEndSaysWhy()
{
    QFETCH(const Spans, overloaded);
    QFETCH(const Spans, silent);
    QFETCH(const bool, startKnown);
    QFETCH(const bool, censored);
    QFETCH(const bool, underWay);
    MemoryStore store;
    addDay(store, opus, overloaded, silent);
    const Happenings found = ask(store);
    QCOMPARE(found.bursts.size(), 1U);
    const MeasuredBurst& burst = found.bursts.front();
    QCOMPARE(burst.burst.startKnown, startKnown);
    QCOMPARE(burst.burst.censored, censored);
    QCOMPARE(burst.underWay, underWay);
}

void TestQueryHappenings::theRangeDoesNotCutABurst()
{
    MemoryStore store;
    addDay(store, opus, {{60, 80}, {300, 330}, {600, 620}});
    const Happenings found = ask(store, {zero + 70min, zero + 310min});
    QCOMPARE(found.bursts.size(), 2U);
    QCOMPARE(found.bursts[0].firstSeen(), zero + 60min);
    QCOMPARE(found.bursts[1].lastSeen(), zero + 329min);
    QVERIFY(found.bursts[0].isWhole() && found.bursts[1].isWhole());
}

void TestQueryHappenings::whatThePageSaidOfABurst_data()
{
    using Told = MeasuredBurst::Told;
    QTest::addColumn<std::vector<Event>>("page");
    QTest::addColumn<Told>("expected");
    QTest::addColumn<int>("lagSeconds"); // -1: none
    const auto with = [](std::vector<Event> more) {
        std::vector<Event> all = earlier();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    const QString name = u"Elevated errors on Claude Opus 4.7"_s;
    QTest::newRow("it posted it") << with(incident(u"a"_s, name, {312, 340})) << Told::Posted
                                  << 750;
    QTest::newRow("it said nothing") << earlier() << Told::NotPosted << -1;
    QTest::newRow("it spoke of another model")
        << with(incident(u"a"_s, u"Errors on Claude Haiku 5.5"_s, {312, 340})) << Told::NotPosted
        << -1;
    QTest::newRow("nobody ever read it") << std::vector<Event>() << Told::NotJudged << -1;
}

void TestQueryHappenings::whatThePageSaidOfABurst()
{
    QFETCH(const std::vector<Event>, page);
    QFETCH(const MeasuredBurst::Told, expected);
    QFETCH(const int, lagSeconds);
    MemoryStore store;
    addDay(store, opus, {{60, 65}, {300, 330}});
    tell(store, page);
    const Happenings found = ask(store);
    QCOMPARE(found.bursts.size(), 2U);
    const bool isJudged = expected != MeasuredBurst::Told::NotJudged;
    QCOMPARE(found.bursts[0].told,
             isJudged ? MeasuredBurst::Told::TooShort : MeasuredBurst::Told::NotJudged);
    QCOMPARE(found.bursts[1].told, expected);
    QCOMPARE(found.bursts[1].lag.has_value(), lagSeconds >= 0);
    if (lagSeconds >= 0) {
        QCOMPARE(*found.bursts[1].lag, milliseconds(std::chrono::seconds(lagSeconds)));
        QCOMPARE(found.bursts[1].incidentTitle, u"Elevated errors on Claude Opus 4.7"_s);
    }
}

void TestQueryHappenings::anIncidentIsHeldAgainstOurBursts_data()
{
    using Behind = ToldIncident::Behind;
    QTest::addColumn<QString>("name");
    QTest::addColumn<Spans>("silent");
    QTest::addColumn<Spans>("overloaded");
    QTest::addColumn<Behind>("expected");
    const QString name = u"Elevated errors on Claude Opus 4.7"_s;
    QTest::newRow("a burst is behind it")
        << name << Spans {} << Spans {{300, 330}} << Behind::Burst;
    QTest::newRow("we measured, and there was none")
        << name << Spans {} << Spans {} << Behind::NoBurst;
    QTest::newRow("we did not measure")
        << name << Spans {{300, 350}} << Spans {} << Behind::NotMeasured;
    QTest::newRow("it names no model")
        << u"Elevated errors"_s << Spans {} << Spans {{300, 330}} << Behind::NotJudged;
}

void TestQueryHappenings::anIncidentIsHeldAgainstOurBursts()
{
    QFETCH(const QString, name);
    QFETCH(const Spans, silent);
    QFETCH(const Spans, overloaded);
    QFETCH(const ToldIncident::Behind, expected);
    MemoryStore store;
    addDay(store, opus, overloaded, silent);
    tell(store, incident(u"a"_s, name, {305, 345}));
    const Happenings found = ask(store);
    QCOMPARE(found.incidents.size(), 1U);
    QCOMPARE(found.incidents.front().behind, expected);
}

void TestQueryHappenings::postsAreThoseOfTheirIncident()
{
    MemoryStore store;
    addDay(store, opus, {});
    tell(store, incident(u"a"_s, u"Errors on Claude Opus 4.7"_s, {305, 345}));
    tell(store, incident(u"b"_s, u"Slow answers"_s, {500, 520}));
    tell(store, earlier());
    const Happenings found = ask(store);
    QCOMPARE(found.incidents.size(), 2U); // the earlier one is over
    for (const ToldIncident& one : found.incidents) {
        QCOMPARE(one.posts.size(), 3U); // opened, identified, resolved
        QVERIFY(std::ranges::is_sorted(one.posts, {}, &Event::at));
        QVERIFY(one.posts.front().title.endsWith(one.incident.title));
    }
    QVERIFY(found.events.empty()); // posts stand with their incident alone
}

void TestQueryHappenings::everythingElseThatWasToldIsThere()
{
    MemoryStore store;
    addDay(store, opus, {});
    tell(store,
         {told(700, EventType::Note, u"Moved house"_s), told(60, EventType::Announced, u"New"_s),
          told(90, EventType::UsageReported, u"Usage"_s),
          told(80, EventType::StatusPosted, u"The status page cannot be read"_s),
          told(2'000, EventType::Note, u"Later"_s)},
         {{.range = {zero + 400min, zero + 420min}, .reason = GapReason::Offline},
          {.range = {zero - 400min, zero - 300min}, .reason = GapReason::Offline}});
    const Happenings found = ask(store);
    QStringList titles;
    for (const Event& event : found.events) {
        titles << event.title;
    }
    QCOMPARE(titles,
             (QStringList {u"New"_s, u"The status page cannot be read"_s, u"Moved house"_s}));
    QCOMPARE(found.gaps.size(), 1U);
}

void TestQueryHappenings::aLimitChangeIsThereWhereItsBracketTouchesTheRange()
{
    MemoryStore store;
    for (const int minute : {-3'000, -2'900, 100, 200}) {
        store.add(ObservationBuilder(opus)
                      .at(zero + minute * 1min)
                      .limit(LimitKind::Requests, minute < 0 ? 50 : 1'000));
    }
    const Happenings found = ask(store);
    QCOMPARE(found.limits.size(), 1U); // it lies somewhere from two days before on
    QCOMPARE(found.limits.front().to, qint64(1'000));
    QVERIFY(ask(store, {zero + 150min, zero + 300min}).limits.empty());
}

void TestQueryHappenings::silenceIsPerModel()
{
    MemoryStore store;
    addDay(store, opus, {}, {{300, 360}});
    addDay(store, haiku, {}, {{0, 120}});
    const Happenings found = ask(store);
    QCOMPARE(found.models.size(), 2U);
    for (const HappeningLane& lane : found.models) {
        QCOMPARE(lane.silent.size(), 1U);
        const bool isOpus = lane.subject == opus;
        QCOMPARE(lane.silent.front().from, zero + (isOpus ? 299min : 0min));
        QCOMPARE(lane.silent.front().to, zero + (isOpus ? 360min : 120min));
        QCOMPARE(lane.probes, quint64(isOpus ? 1'380 : 1'320));
    }
}

void TestQueryHappenings::aModelThatIsNotSelectedIsLeftOut()
{
    MemoryStore store;
    addDay(store, opus, {{60, 80}});
    addDay(store, haiku, {{60, 80}});
    const Happenings found = ask(store, day, {haiku});
    QCOMPARE(found.models.size(), 1U);
    QCOMPARE(found.bursts.size(), 1U);
    QCOMPARE(found.bursts.front().subject, haiku);
}

void TestQueryHappenings::theCsvHoldsTheSameFigures()
{
    MemoryStore store;
    addDay(store, opus, {{300, 330}});
    tell(store, earlier());
    tell(store, incident(u"a"_s, u"Errors on Claude Opus 4.7"_s, {312, 345}),
         {{.range = {zero + 400min, zero + 420min}, .reason = GapReason::Offline}});
    const Happenings found = ask(store);
    const QByteArray csv =
        written([&found](QIODevice& device) { return writeHappeningsCsv(device, found); });
    QCOMPARE(csvCell(csv, "record"), QByteArray("burst"));
    QCOMPARE(csvCell(csv, "models"), opus.toUtf8());
    QCOMPARE(csvCell(csv, "last_ok_before"), QByteArray("2026-11-20T04:59:00.000Z"));
    QCOMPARE(csvCell(csv, "from"), QByteArray("2026-11-20T05:00:00.000Z"));
    QCOMPARE(csvCell(csv, "to"), QByteArray("2026-11-20T05:29:00.000Z"));
    QCOMPARE(csvCell(csv, "first_ok_after"), QByteArray("2026-11-20T05:30:00.000Z"));
    QCOMPARE(csvCell(csv, "whole"), QByteArray("true"));
    QCOMPARE(csvCell(csv, "overloaded"), QByteArray("30"));
    QCOMPARE(csvCell(csv, "told"), QByteArray("posted"));
    QCOMPARE(csvCell(csv, "lag_s"), QByteArray("750.000"));
    QCOMPARE(csvCell(csv, "record", 2), QByteArray("incident"));
    QCOMPARE(csvCell(csv, "told", 2), QByteArray("burst"));
    QVERIFY(csv.contains("\r\npost,"));
    QVERIFY(csv.contains("\r\ngap,"));
}

QTEST_GUILESS_MAIN(TestQueryHappenings)
#include "tst_queryhappenings.moc"
