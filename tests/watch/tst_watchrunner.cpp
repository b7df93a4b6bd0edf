// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/foreigntext.h"
#include "probes/watch/statusreport.h"
#include "probes/watch/watchrunner.h"
#include "tests/support/scriptedserver.h"
#include "tests/watch/answeringserver.h"
#include "tests/watch/statuspages.h"

#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray summaryPath = "/api/v2/summary.json";
const QByteArray incidentsPath = "/api/v2/incidents.json";

// A runner with all it said, in the thread of the test and quick.
struct Watched
{
    explicit Watched(WatchPlan plan, const std::vector<Memory>& known = {})
        : runner(quick(std::move(plan)), Catalogue::shipped(), std::make_shared<SystemClock>(),
                 known)
    {
        QObject::connect(&runner, &WatchRunner::found, &runner,
                         [this](const Event& event) { events.push_back(event); });
        QObject::connect(&runner, &WatchRunner::remembered, &runner, [this](const Memory& memory) {
            memories[memory.name] = memory;
            rounds += memory.name == u"watch/status";
        });
        QObject::connect(&runner, &WatchRunner::listed, &runner,
                         [this](const std::vector<ListedModel>& models) { listed = models; });
        QObject::connect(&runner, &WatchRunner::troubled, &runner,
                         [this](const QString&, const QString& why) { troubles << why; });
        runner.start();
    }

    static WatchPlan quick(WatchPlan plan)
    {
        plan.firstAfter = 0ms;
        plan.spread = 10ms;
        if (plan.every == 15min) {
            plan.every = 30ms;
        }
        return plan;
    }
    std::optional<StatusReport> status() const
    {
        const auto found = memories.find(QLatin1String(statusMemoryName));
        const auto report = found == memories.end() ? Result<StatusReport>(Error {})
                                                    : statusReportIn(found->second);
        return report ? std::optional(*report) : std::nullopt;
    }
    std::vector<Memory> kept() const
    {
        std::vector<Memory> all;
        for (const auto& [name, memory] : memories) {
            all.push_back(memory);
        }
        return all;
    }

    std::vector<Event> events;
    std::map<QString, Memory> memories;
    std::vector<ListedModel> listed;
    QStringList troubles;
    int rounds = 0; // of the status page
    WatchRunner runner; // last: it stops before what it fills
};

WatchPlan statusPlan(const std::vector<QUrl>& urls)
{
    WatchPlan plan;
    plan.statusUrls = urls;
    return plan;
}

QByteArray modelsJson(const QByteArray& ids, const QByteArray& more = "false")
{
    QByteArray data;
    for (const QByteArray& id : ids.split(' ')) {
        data += (data.isEmpty() ? "" : ",") + QByteArray(R"({"type":"model","id":")") + id
            + R"(","display_name":")" + id + R"(","lifecycle":"active"})";
    }
    return R"({"data":[)" + data + R"(],"has_more":)" + more + R"(,"last_id":")"
        + ids.split(' ').back() + R"("})";
}

} // namespace

class TestWatchRunner : public QObject
{
    Q_OBJECT

private slots:
    void statusIsReadAndUnchangedIsEnough()
    {
        AnsweringServer server;
        const QUrl base = server.start();
        server.answer(summaryPath, httpAnswer(200, "ETag: \"s1\"\r\n", summaryJson()));
        server.answer(incidentsPath, httpAnswer(200, "ETag: \"i1\"\r\n", incidentsJson({})));
        Watched watched(statusPlan({base}));
        QTRY_VERIFY(watched.rounds >= 1);
        QCOMPARE(watched.status()->state, StatusReport::State::Ok);
        server.answer(summaryPath, httpAnswer(304, {}, {}));
        server.answer(incidentsPath, httpAnswer(304, {}, {}));
        const int before = watched.rounds;
        QTRY_VERIFY(watched.rounds >= before + 2);
        QCOMPARE(watched.status()->state, StatusReport::State::Ok);
        QCOMPARE(headerIn(server.requests(summaryPath).back(), "if-none-match"),
                 QByteArray("\"s1\""));
        QCOMPARE(headerIn(server.requests(incidentsPath).back(), "if-none-match"),
                 QByteArray("\"i1\""));
        QVERIFY(watched.events.empty());
        QVERIFY(watched.troubles.isEmpty());
    }

    void unreadable_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("405 of a challenge") << httpAnswer(405, {}, "<html>Human?</html>");
        QTest::newRow("403 of a challenge")
            << httpAnswer(403, "cf-mitigated: challenge\r\n", "<html>");
        QTest::newRow("a page that says 200")
            << httpAnswer(200, "Content-Type: text/html\r\n", "<!DOCTYPE html>Operational");
        QTest::newRow("JSON that is cut") << httpAnswer(200, {}, summaryJson().chopped(30));
        QTest::newRow("another page") << httpAnswer(200, {}, R"({"status":{"indicator":"none"}})");
        QTest::newRow("304 out of the blue") << httpAnswer(304, {}, {});
        QTest::newRow("nothing at all")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{");
    }
    void unreadable()
    {
        QFETCH(QByteArray, answer);
        AnsweringServer server;
        server.answer(summaryPath, answer);
        Watched watched(statusPlan({server.start()}));
        QTRY_VERIFY(watched.rounds >= 1);
        QCOMPARE(watched.status()->state, StatusReport::State::Unknown);
        QVERIFY(watched.rounds > 1 || watched.events.empty());
        QTRY_COMPARE(watched.events.size(), std::size_t(1)); // after two in a row, and once
        QVERIFY(watched.events[0].title.startsWith(u"Status page cannot be read"_s));
        const int told = watched.rounds;
        server.answer(summaryPath, httpAnswer(200, {}, summaryJson()));
        server.answer(incidentsPath, httpAnswer(200, {}, incidentsJson({})));
        QTRY_COMPARE(watched.events.size(), std::size_t(2));
        QCOMPARE(watched.events[1].title, u"Status page can be read again"_s);
        QVERIFY(watched.rounds >= told + 2);
        QCOMPARE(watched.troubles.size(), 1);
    }

    void theSecondAddressAnswersForTheFirst()
    {
        AnsweringServer challenged;
        AnsweringServer origin;
        const QUrl first = challenged.start();
        const QUrl second = origin.start();
        challenged.answer(summaryPath, httpAnswer(405, "Retry-After: 3600\r\n", "<html>"));
        origin.answer(summaryPath,
                      httpAnswer(200, {}, summaryJson({}, "minor", "Partially Degraded Service")));
        origin.answer(incidentsPath, httpAnswer(200, {}, incidentsJson({})));
        Watched watched(statusPlan({first, second}));
        QTRY_VERIFY(watched.rounds >= 3);
        QCOMPARE(watched.status()->state, StatusReport::State::Degraded);
        QCOMPARE(watched.status()->source, second.toString());
        QVERIFY(watched.events.empty());
        QCOMPARE(challenged.requests().size(), std::size_t(1)); // asked to wait, it is left alone
        QVERIFY(origin.requests(summaryPath).size() >= 2);
    }

    void anIncidentFromItsOpeningToItsEnd()
    {
        const QByteArray first =
            updateJson("u1", "investigating", "2026-05-27T05:43:00.000Z", "Looking.");
        const QByteArray last = updateJson("u2", "resolved", "2026-05-27T06:40:00.000Z", "Over.");
        const QByteArray open =
            incidentJson("inc1", "Elevated errors on Claude Opus 4.7", "investigating", first);
        AnsweringServer server;
        server.answer(
            summaryPath,
            httpAnswer(200, {},
                       summaryJson(open, "major", "Partial System Outage", "partial_outage")));
        server.answer(incidentsPath, httpAnswer(200, {}, incidentsJson(open)));
        const QUrl base = server.start();
        std::vector<Memory> kept;
        {
            Watched watched(statusPlan({base}));
            QTRY_VERIFY(watched.rounds >= 2);
            QCOMPARE(watched.events.size(), std::size_t(1));
            QCOMPARE(watched.events[0].models, QStringList(u"claude-opus-4-7"_s));
            QCOMPARE(watched.status()->incidents.size(), std::size_t(1));
            kept = watched.kept();
        }
        server.answer(summaryPath, httpAnswer(200, {}, summaryJson()));
        server.answer(incidentsPath,
                      httpAnswer(200, {},
                                 incidentsJson(incidentJson(
                                     "inc1", "Elevated errors on Claude Opus 4.7", "resolved",
                                     last + "," + first, R"("2026-05-27T06:40:00.000Z")"))));
        Watched again(statusPlan({base}), kept); // after a restart: the opening is not told again
        QTRY_VERIFY(again.rounds >= 2);
        QCOMPARE(again.events.size(), std::size_t(1));
        QCOMPARE(again.events[0].identity, u"status:inc1:resolved:u2"_s);
        QCOMPARE(again.status()->state, StatusReport::State::Ok);
    }

    void aRestartAsksNobodyEarly()
    {
        AnsweringServer server;
        WatchPlan plan = statusPlan({server.start()});
        plan.every = 1h;
        server.answer(summaryPath, httpAnswer(200, {}, summaryJson()));
        server.answer(incidentsPath, httpAnswer(200, {}, incidentsJson({})));
        std::vector<Memory> kept;
        {
            Watched watched(plan);
            QTRY_COMPARE(watched.rounds, 1);
            kept = watched.kept();
        }
        QCOMPARE(server.requests().size(), std::size_t(2));
        plan.documents = {QUrl(plan.statusUrls[0].toString() + u"/page.md"_s)};
        server.answer("/page.md", httpAnswer(200, {}, "# Page\n"));
        Watched again(plan, kept);
        QTRY_COMPARE(server.requests("/page.md").size(), std::size_t(1)); // it did start
        QCOMPARE(server.requests(summaryPath).size(), std::size_t(1));
    }

    void modelsOfAllPagesAndOrganizationsAreHandedOn()
    {
        AnsweringServer server;
        ApiSettings api;
        api.baseUrl = server.start();
        api.key = "sk-ant-api03-test";
        server.answer("/v1/models", httpAnswer(200, {}, modelsJson("claude-a claude-b")));
        AnsweringServer other;
        ApiSettings acme;
        acme.baseUrl = other.start();
        acme.key = "sk-ant-api03-acme";
        other.answer("/v1/models", httpAnswer(200, {}, modelsJson("claude-b claude-c")));
        WatchPlan plan;
        plan.modelLists = {{QString(), api}, {u"acme"_s, acme}};
        Watched watched(plan);
        QTRY_COMPARE(watched.listed.size(), std::size_t(3));
        QVERIFY(watched.memories.contains(u"watch/models"_s));
        QVERIFY(watched.memories.contains(u"watch/models/acme"_s));
        QCOMPARE(headerIn(server.requests().front(), "x-api-key"), api.key);
        QCOMPARE(headerIn(other.requests().front(), "x-api-key"), acme.key);
        QVERIFY(server.requests().front().contains("limit=1000"));
        QVERIFY(watched.events.empty()); // the first list of all changes nothing
        server.answer("/v1/models", httpAnswer(200, {}, modelsJson("claude-a claude-b claude-d")));
        QTRY_COMPARE(watched.listed.size(), std::size_t(4));
        QCOMPARE(watched.events.size(), std::size_t(1));
        QCOMPARE(watched.events[0].models, QStringList(u"claude-d"_s));
        for (const auto& [name, memory] : watched.memories) {
            QVERIFY(!memory.value.contains("sk-ant"));
        }
    }

    void aListThatCannotBeReadTeachesNothing_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("401") << httpAnswer(401, {}, R"({"type":"error"})");
        QTest::newRow("a page") << httpAnswer(200, {}, "<html>");
        QTest::newRow("an empty list")
            << httpAnswer(200, {}, R"({"data":[],"has_more":false,"last_id":null})");
        QTest::newRow("a list that repeats itself")
            << httpAnswer(200, {}, modelsJson("claude-a", "true"));
    }
    void aListThatCannotBeReadTeachesNothing()
    {
        QFETCH(QByteArray, answer);
        AnsweringServer server;
        ApiSettings api;
        api.baseUrl = server.start();
        api.key = "sk-ant-api03-test";
        server.answer("/v1/models", answer);
        WatchPlan plan;
        plan.modelLists = {{QString(), api}};
        Watched watched(plan);
        QTRY_COMPARE(watched.troubles.size(), 1);
        QVERIFY(watched.listed.empty());
        QVERIFY(watched.events.empty());
        QVERIFY(!watched.memories.contains(u"watch/models"_s));
    }

    void anotherPlanAsksOthersAndNoneIsAskedAgain()
    {
        AnsweringServer server;
        const QUrl base = server.start();
        server.answer("/a.md", httpAnswer(200, {}, "# A\n"));
        server.answer("/b.md", httpAnswer(200, {}, "# B\n"));
        const QUrl a(base.toString() + u"/a.md"_s);
        const QUrl b(base.toString() + u"/b.md"_s);
        WatchPlan plan;
        plan.every = 1h;
        plan.documents = {a};
        Watched watched(plan);
        QTRY_COMPARE(server.requests("/a.md").size(), std::size_t(1));
        QTRY_VERIFY(watched.memories.contains(QString(u"watch/document/"_s + a.toString())));
        plan.documents = {a, b};
        watched.runner.setPlan(Watched::quick(plan), Catalogue::shipped());
        QTRY_COMPARE(server.requests("/b.md").size(), std::size_t(1));
        QCOMPARE(server.requests("/a.md").size(), std::size_t(1));
        watched.runner.stop();
        QVERIFY(watched.events.empty());
    }

    void aSilentServerHoldsNobodyUpWhenWeLeave()
    {
        AnsweringServer server;
        server.answer(summaryPath, {});
        auto watched = std::make_unique<Watched>(statusPlan({server.start()}));
        QTRY_COMPARE(server.requests().size(), std::size_t(1));
        watched.reset();
    }
};

QTEST_GUILESS_MAIN(TestWatchRunner)
#include "tst_watchrunner.moc"
