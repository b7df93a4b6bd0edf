// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/incidentchanges.h"
#include "storage/report/statuslagreport.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const QString haiku = u"claude-haiku-5-5"_s;
const TimePoint zero = at("2026-11-20T00:00:00.000Z");

struct Minutes
{
    int from = 0;
    int to = 0;
};

// A probe at each full minute of a day; overloaded from the first minute to before the last one.
OutcomeSequence day(const std::vector<Minutes>& overloaded, const std::vector<Minutes>& silent = {})
{
    OutcomeSequence sequence;
    sequence.interval = 1min;
    const auto isIn = [](const std::vector<Minutes>& spans, int minute) {
        return std::ranges::any_of(
            spans, [minute](const Minutes& s) { return s.from <= minute && minute < s.to; });
    };
    for (int minute = 0; minute < 24 * 60; ++minute) {
        if (!isIn(silent, minute)) {
            sequence.probes.push_back(
                {(zero + minute * 1min).time_since_epoch(), isIn(overloaded, minute)});
        }
    }
    for (const Minutes& gap : silent) {
        sequence.gaps.push_back({(zero + (gap.from - 1) * 1min).time_since_epoch(),
                                 (zero + gap.to * 1min).time_since_epoch()});
    }
    return sequence;
}

PostedIncident incident(int posted, int over, const QStringList& models)
{
    return {.id = QString::number(posted),
            .title = u"Elevated errors"_s,
            .posted = zero + posted * 1min,
            .over = zero + over * 1min,
            .models = models};
}

// The oldest one lies before all that is judged, so that silence counts from the beginning.
PostedIncidents page(std::vector<PostedIncident> incidents)
{
    incidents.insert(incidents.begin(), incident(-10'000, -9'900, {haiku}));
    return {.incidents = std::move(incidents), .since = zero - 10'000min};
}

StatusLag ask(const PostedIncidents& posted, const OutcomeSequence& sequence)
{
    return statusLag(posted, sequence, opus, {zero, zero + 24h});
}

Incident onThePage()
{
    Incident incident;
    incident.id = u"abc"_s;
    incident.name = u"Elevated errors on Claude Opus 4.7"_s;
    incident.status = u"investigating"_s;
    incident.impact = u"major"_s;
    incident.startedAt = zero + 60min;
    incident.updates = {{u"u1"_s, u"investigating"_s, u"We look into it."_s, zero + 71min}};
    return incident;
}

PostedIncidents readBack(const Incident& incident)
{
    MemoryStore store;
    const std::vector<Incident> incidents {incident};
    const IncidentReading reading {.incidents = incidents, .at = zero + 5h, .source = u"page"_s};
    Batch batch;
    batch.events = incidentChanges({}, reading, Catalogue::shipped()).events;
    if (!store.append(batch)) {
        return {};
    }
    const auto read = postedIncidents(store);
    return read ? *read : PostedIncidents();
}

} // namespace

class TestQueryStatusLag : public QObject
{
    Q_OBJECT

private slots:
    void overloadsAndIncidentsAreMatched_data();
    void overloadsAndIncidentsAreMatched();
    void theLagIsFromTheMiddleOfTheBracket();
    void aPostingBeforeTheBeginIsALagBelowZero();
    void anOverloadOfUnknownBeginHasNoLag();
    void theMedianHasItsIntervalFromRanks();
    void withFiveLagsThereIsNoInterval();
    void anIncidentWithoutMeasurementIsToldApart();
    void withoutAPageNothingIsJudged();
    void overloadsBeforeTheOldestIncidentAreNotJudged();
    void theEventsOfThePageAreReadBack();
    void whatThePageDatedBackCountsFromItsPosting();
    void theJsonHoldsTheSameFigures();
};

void TestQueryStatusLag::overloadsAndIncidentsAreMatched_data()
{
    QTest::addColumn<std::vector<Minutes>>("overloaded");
    QTest::addColumn<std::vector<PostedIncident>>("incidents");
    QTest::addColumn<QList<int>>("expected"); // posted, further, not posted, unnamed, unmatched
    using Bursts = std::vector<Minutes>;
    using Incidents = std::vector<PostedIncident>;
    const auto row = [](const char* name, const Bursts& bursts, const Incidents& incidents,
                        const QList<int>& expected) {
        QTest::newRow(name) << bursts << incidents << expected;
    };
    row("an incident that names the model", {{60, 90}}, {incident(71, 120, {opus})},
        {1, 0, 0, 0, 0});
    row("silence", {{60, 90}}, {}, {0, 0, 1, 0, 0});
    row("an incident of another model", {{60, 90}}, {incident(71, 120, {haiku})}, {0, 0, 1, 0, 0});
    row("an incident that names no model", {{60, 90}}, {incident(71, 120, {})}, {0, 0, 1, 1, 0});
    row("an incident that was over before", {{60, 90}}, {incident(20, 58, {opus})},
        {0, 0, 1, 0, 1});
    row("a posting an hour after the end", {{60, 90}}, {incident(150, 160, {opus})},
        {1, 0, 0, 0, 0});
    row("a posting later than that", {{60, 90}}, {incident(151, 160, {opus})}, {0, 0, 1, 0, 1});
    row("two overloads within one incident", {{60, 90}, {110, 130}}, {incident(71, 120, {opus})},
        {1, 1, 0, 0, 0});
    row("two incidents about one overload", {{60, 90}},
        {incident(71, 80, {opus}), incident(85, 120, {opus})}, {1, 0, 0, 0, 0});
    row("an overload each", {{60, 90}, {500, 520}},
        {incident(71, 120, {opus}), incident(505, 600, {opus})}, {2, 0, 0, 0, 0});
    row("an overload of ten minutes", {{60, 71}}, {incident(65, 80, {opus})}, {1, 0, 0, 0, 0});
    row("one that is shorter", {{60, 70}}, {incident(65, 80, {opus})}, {0, 0, 0, 0, 1});
    row("nine good probes in a row belong to it", {{60, 61}, {70, 71}, {80, 81}}, {},
        {0, 0, 1, 0, 0});
    row("ten end it", {{60, 61}, {71, 72}, {82, 83}}, {}, {0, 0, 0, 0, 0});
    row("two overloaded probes are too few", {{60, 61}, {70, 71}}, {}, {0, 0, 0, 0, 0});
}

void TestQueryStatusLag::overloadsAndIncidentsAreMatched()
{
    QFETCH(const std::vector<Minutes>, overloaded);
    QFETCH(const std::vector<PostedIncident>, incidents);
    QFETCH(const QList<int>, expected);
    const StatusLag lag = ask(page(incidents), day(overloaded));
    const auto unnamed = std::ranges::count_if(lag.unposted, &StatusLag::Unposted::unnamed);
    QCOMPARE((QList<int> {int(lag.posted.size()), int(lag.further), int(lag.unposted.size()),
                          int(unnamed), int(lag.unmatched.size())}),
             expected);
}

void TestQueryStatusLag::theLagIsFromTheMiddleOfTheBracket()
{
    const StatusLag lag = ask(page({incident(71, 120, {opus})}), day({{60, 90}}));
    QCOMPARE(
        lag.posted.front().start,
        (stats::Bracket {(zero + 59min).time_since_epoch(), (zero + 60min).time_since_epoch()}));
    QCOMPARE(lag.posted.front().lag(), std::chrono::milliseconds(11min + 30s));
    QCOMPARE(lag.median->value, std::chrono::milliseconds(11min + 30s));
}

void TestQueryStatusLag::aPostingBeforeTheBeginIsALagBelowZero()
{
    const StatusLag lag = ask(page({incident(50, 120, {opus})}), day({{60, 90}}));
    QCOMPARE(lag.posted.front().lag(), std::chrono::milliseconds(-(9min + 30s)));
    QVERIFY(statusLagText(lag).contains(u"median lag -9 min"_s));
}

void TestQueryStatusLag::anOverloadOfUnknownBeginHasNoLag()
{
    // It was under way when probing went on after a gap.
    const StatusLag lag = ask(page({incident(71, 120, {opus})}), day({{60, 90}}, {{40, 60}}));
    QCOMPARE(lag.posted.size(), 1U);
    QVERIFY(!lag.posted.front().startKnown);
    QVERIFY(!lag.median);
    QCOMPARE(lag.medianOf, 0U);
}

void TestQueryStatusLag::theMedianHasItsIntervalFromRanks()
{
    std::vector<Minutes> overloads;
    std::vector<PostedIncident> incidents;
    for (int i = 0; i < 9; ++i) { // lags of 1.5, 2.5, ... 9.5 min
        overloads.push_back({100 + 120 * i, 130 + 120 * i});
        incidents.push_back(incident(101 + 121 * i, 130 + 120 * i, {opus}));
    }
    const StatusLag lag = ask(page(incidents), day(overloads));
    QCOMPARE(lag.medianOf, 9U);
    QCOMPARE(lag.median->value, std::chrono::milliseconds(5min + 30s));
    // Ranks 2 and 8 of 9: 1 - 2 (1 + 9) / 2^9 = 96.1 %.
    QCOMPARE(lag.median->low, std::optional(std::chrono::milliseconds(2min + 30s)));
    QCOMPARE(lag.median->high, std::optional(std::chrono::milliseconds(8min + 30s)));
    QCOMPARE(statusLagText(lag),
             u"9 of 9 overloads of 10 min and more were posted; median lag 5 min (2 min to 8 min, "
             "n = 9); incidents without one: 0, and 0 not measured"_s);
}

void TestQueryStatusLag::withFiveLagsThereIsNoInterval()
{
    std::vector<Minutes> overloads;
    std::vector<PostedIncident> incidents;
    for (int i = 0; i < 5; ++i) {
        overloads.push_back({100 + 200 * i, 130 + 200 * i});
        incidents.push_back(incident(105 + 200 * i, 130 + 200 * i, {opus}));
    }
    const StatusLag lag = ask(page(incidents), day(overloads));
    QVERIFY(lag.median && !lag.median->low && !lag.median->high);
    QVERIFY(statusLagText(lag).contains(u"(too few for an interval, n = 5)"_s));
}

void TestQueryStatusLag::anIncidentWithoutMeasurementIsToldApart()
{
    const auto posted =
        page({incident(100, 160, {opus}), incident(400, 460, {opus}), incident(700, 760, {opus})});
    // Of the second one less than half was watched, of the third one more.
    const StatusLag lag = ask(posted, day({}, {{410, 450}, {710, 730}}));
    QCOMPARE(lag.unmatched.size(), 3U);
    QCOMPARE(lag.unmatched[0].probes, 60U);
    QVERIFY(lag.unmatched[0].measured);
    QCOMPARE(lag.unmatched[1].probes, 20U);
    QVERIFY(!lag.unmatched[1].measured);
    QVERIFY(lag.unmatched[2].measured);
    QCOMPARE(statusLagText(lag),
             u"no overload of 10 min and more; incidents without one: 2, and 1 not measured"_s);
}

void TestQueryStatusLag::withoutAPageNothingIsJudged()
{
    const StatusLag lag = ask({}, day({{60, 90}}));
    QVERIFY(!lag.since);
    QVERIFY(lag.unposted.empty());
    QCOMPARE(statusLagText(lag), u"no incident of a status page is known"_s);
}

void TestQueryStatusLag::overloadsBeforeTheOldestIncidentAreNotJudged()
{
    const PostedIncidents late {.incidents = {incident(500, 520, {opus})}, .since = zero + 500min};
    const StatusLag lag = ask(late, day({{60, 90}, {480, 510}, {900, 920}}));
    QCOMPARE(lag.posted.size(), 1U);
    QCOMPARE(lag.unposted.size(), 1U);
    QCOMPARE(lag.since, std::optional(zero + 500min));
}

void TestQueryStatusLag::theEventsOfThePageAreReadBack()
{
    Incident over = onThePage();
    over.status = u"resolved"_s;
    over.resolvedAt = zero + 120min;
    const PostedIncidents read = readBack(over);
    QCOMPARE(read.incidents.size(), 1U);
    const PostedIncident& incident = read.incidents.front();
    QCOMPARE(incident.id, u"abc"_s);
    QCOMPARE(incident.title, u"Elevated errors on Claude Opus 4.7"_s);
    QCOMPARE(incident.posted, zero + 60min); // all that is known without the page's own answer
    QCOMPARE(incident.over, std::optional(zero + 120min));
    QCOMPARE(incident.models, QStringList(opus));
    QCOMPARE(read.since, std::optional(zero + 60min));
    QVERIFY(!readBack(onThePage()).incidents.front().over);
}

void TestQueryStatusLag::whatThePageDatedBackCountsFromItsPosting()
{
    Incident back = onThePage();
    back.raw = R"({"id":"abc","created_at":"2026-11-20T01:11:00.000Z",)"
               R"("started_at":"2026-11-20T01:00:00.000Z"})";
    QCOMPARE(readBack(back).incidents.front().posted, zero + 71min);
}

void TestQueryStatusLag::theJsonHoldsTheSameFigures()
{
    const QJsonObject json =
        statusLagJson(ask(page({incident(71, 120, {opus})}), day({{60, 90}, {900, 920}})));
    QCOMPARE(json[u"overloads"_s].toInt(), 2);
    QCOMPARE(json[u"median_lag_s"_s].toDouble(), 690.0);
    QVERIFY(json[u"median_low_s"_s].isNull());
    const QJsonObject posted = json[u"posted"_s].toArray().at(0).toObject();
    QCOMPARE(posted[u"last_ok"_s].toString(), u"2026-11-20T00:59:00.000Z"_s);
    QCOMPARE(json[u"not_posted"_s].toArray().at(0)[u"overloaded"].toInt(), 20);
}

QTEST_GUILESS_MAIN(TestQueryStatusLag)
#include "tst_querystatuslag.moc"
