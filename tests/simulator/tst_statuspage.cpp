// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/statuspage.h"
#include "tests/simulator/apirequest.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// One burst of Opus 4.7 and one of Sonnet 4.6 a minute later, for an hour.
Scenario incidentDay()
{
    Scenario scenario = always(Shape::Ok);
    scenario.behaviours.push_back({TimePoint {}, quick(u"claude-sonnet-4-6"_s)});
    scenario.bursts = {{{opus}, {now, now + 1h}, 0.9},
                       {{u"claude-sonnet-4-6"_s}, {now + 1min, now + 1h}, 0.3}};
    return scenario;
}

// Of a seed whose incident is told.
World told()
{
    for (quint64 seed = 1;; ++seed) {
        World world(incidentDay(), seed, Catalogue::shipped());
        if (!incidentsAt(world, now + 24h).empty()) {
            return world;
        }
    }
}

QJsonObject json(const World& world, const QString& name, TimePoint at)
{
    return parsed(statusPageReply(world, request("GET", u"/api/v2/"_s + name), {at, 0ms})).json;
}

} // namespace

class TestStatusPage : public QObject
{
    Q_OBJECT

private slots:
    void incidentIsOpenedAndResolvedLate();
    void openIncidentShowsEverywhere();
    void incidentGoesThroughItsStates();
    void someAreNeverTold();
    void unchangedPageIsNotSentAgain();
    void datesFollowTheWallClock();
    void hostileModes_data();
    void hostileModes();
    void everyScenarioHasAPage();
};

void TestStatusPage::incidentIsOpenedAndResolvedLate()
{
    const World world = told();
    const auto incidents = incidentsAt(world, now + 24h);
    QCOMPARE(incidents.size(), std::size_t(1));
    const Incident& incident = incidents.front();
    QCOMPARE(incident.models, (QStringList {opus, u"claude-sonnet-4-6"_s}));
    QVERIFY(incident.openedAt >= now + 5min && incident.openedAt <= now + 15min);
    QVERIFY(incident.resolvedAt >= now + 1h && incident.resolvedAt <= now + 105min);
    QVERIFY(incidentsAt(world, incident.openedAt - 1ms).empty());
    QCOMPARE(incidentsAt(world, incident.openedAt).size(), std::size_t(1));
}

void TestStatusPage::openIncidentShowsEverywhere()
{
    const World world = told();
    const QJsonObject before = json(world, u"summary.json"_s, now - 1h);
    QCOMPARE(before[u"status"][u"indicator"].toString(), u"none"_s);
    QVERIFY(before[u"incidents"].toArray().isEmpty());

    const QJsonObject during = json(world, u"summary.json"_s, now + 20min);
    QCOMPARE(during[u"page"][u"id"].toString(), u"tymt9n04zgry"_s);
    QCOMPARE(during[u"status"][u"indicator"].toString(), u"critical"_s);
    const QJsonArray incidents = during[u"incidents"].toArray();
    QCOMPARE(incidents.size(), 1);
    QCOMPARE(incidents[0][u"name"].toString(),
             u"Elevated errors on Claude Opus 4.7 and Claude Sonnet 4.6"_s);
    QCOMPARE(incidents[0][u"impact"].toString(), u"critical"_s);
    for (const QJsonValue component : during[u"components"].toArray()) {
        const bool api = component[u"id"].toString() == u"k8w3r06qmzrp"
            || component[u"name"].toString() == u"Claude Code";
        QCOMPARE(component[u"status"].toString(), api ? u"major_outage"_s : u"operational"_s);
    }
}

void TestStatusPage::incidentGoesThroughItsStates()
{
    const World world = told();
    QStringList states;
    for (TimePoint at = now; at < now + 3h; at += 1min) {
        const QJsonArray incidents = json(world, u"incidents.json"_s, at)[u"incidents"].toArray();
        if (incidents.isEmpty()) {
            continue;
        }
        const QString state = incidents[0][u"status"].toString();
        if (states.isEmpty() || states.last() != state) {
            states << state;
        }
        QCOMPARE(incidents[0][u"incident_updates"][0][u"status"].toString(), state);
        QCOMPARE(incidents[0][u"resolved_at"].isNull(), state != u"resolved");
        const bool open = !json(world, u"summary.json"_s, at)[u"incidents"].toArray().isEmpty();
        QCOMPARE(open, state != u"resolved");
    }
    QCOMPARE(states,
             (QStringList {u"investigating"_s, u"identified"_s, u"monitoring"_s, u"resolved"_s}));
}

void TestStatusPage::someAreNeverTold()
{
    int silent = 0;
    for (quint64 seed = 0; seed < 500; ++seed) {
        const World world(incidentDay(), seed, Catalogue::shipped());
        silent += incidentsAt(world, now + 24h).empty() ? 1 : 0;
    }
    QVERIFY2(silent > 25 && silent < 80, qPrintable(QString::number(silent))); // of 500, one in ten
}

void TestStatusPage::unchangedPageIsNotSentAgain()
{
    const World world = told();
    HttpRequest http = request("GET", u"/api/v2/summary.json"_s);
    const Parsed first = parsed(statusPageReply(world, http, {now - 1h, 0ms}));
    QCOMPARE(first.status, 200);
    setHeader(http, "if-none-match", *headerValue(first.headers, "etag"));
    QCOMPARE(parsed(statusPageReply(world, http, {now - 50min, 0ms})).status, 304);
    QCOMPARE(parsed(statusPageReply(world, http, {now + 20min, 0ms})).status, 200);
}

void TestStatusPage::datesFollowTheWallClock()
{
    const World world = told();
    const auto opened = incidentsAt(world, now + 24h).front().openedAt;
    const QJsonObject page = incidentsJson(world, {now + 24h, 48h});
    const TimePoint created = fromEpochMs(
        QDateTime::fromString(page[u"incidents"][0][u"created_at"].toString(), Qt::ISODate)
            .toMSecsSinceEpoch());
    QCOMPARE(created, std::chrono::floor<std::chrono::seconds>(opened + 48h));
}

void TestStatusPage::hostileModes_data()
{
    QTest::addColumn<StatusPageMode>("mode");
    QTest::addColumn<int>("status");
    QTest::newRow("a challenge is no answer") << StatusPageMode::Challenge << 405;
    QTest::newRow("the page itself is down") << StatusPageMode::Down << 503;
}

void TestStatusPage::hostileModes()
{
    QFETCH(StatusPageMode, mode);
    QFETCH(int, status);
    Scenario scenario = incidentDay();
    scenario.statusPage = mode;
    Api api(scenario, 1, Catalogue::shipped());
    const Parsed answer =
        parsed(api.handle(request("GET", u"/api/v2/summary.json"_s), {now, now, 0ns}));
    QCOMPARE(answer.status, status);
    QCOMPARE(headerValue(answer.headers, "content-type"), QByteArray("text/html"));
    QVERIFY(answer.json.isEmpty());
}

void TestStatusPage::everyScenarioHasAPage()
{
    for (const QString& name : shippedScenarios()) {
        const World world(*loadScenario(name), 5, Catalogue::shipped());
        const TimePoint at = world.scenario().liveAt.value_or(now);
        const QJsonArray incidents = json(world, u"incidents.json"_s, at)[u"incidents"].toArray();
        QVERIFY(incidents.size() <= 50);
        QVERIFY2(name == u"calm" || name == u"headroom" || !incidents.isEmpty(), qPrintable(name));
    }
}

QTEST_GUILESS_MAIN(TestStatusPage)
#include "tst_statuspage.moc"
