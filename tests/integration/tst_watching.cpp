// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/scriptedserver.h"
#include "tests/watch/answeringserver.h"
#include "tests/watch/statuspages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray json(const QByteArray& body)
{
    return httpAnswer(200, "Content-Type: application/json\r\n", body);
}

QByteArray page(int status, const QByteArray& headers = {})
{
    return httpAnswer(status, "Content-Type: text/html\r\n" + headers,
                      "<!DOCTYPE html><title>Just a moment...</title>All Systems Operational");
}

QByteArray openIncident()
{
    return incidentJson(
        "i1", "Elevated errors on Claude Opus 4.7", "investigating",
        updateJson("u1", "investigating", "2026-05-27T05:43:10.000Z", "We are looking into it."));
}

} // namespace

// The collector itself against a status page of our own: what the page said arrives in the store
// and in the status.
class TestWatching : public QObject
{
    Q_OBJECT

private slots:
    void theStatusPageReachesTheStatus_data();
    void theStatusPageReachesTheStatus();
};

void TestWatching::theStatusPageReachesTheStatus_data()
{
    QTest::addColumn<QByteArray>("summary");
    QTest::addColumn<QByteArray>("incidents");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("events");
    QTest::newRow("all systems operational")
        << json(summaryJson()) << json(incidentsJson({})) << u"ok"_s
        << QByteArray("Status page: All Systems Operational (checked ") << 0;
    QTest::newRow("an open incident")
        << json(summaryJson(openIncident(), "major", "Major Service Outage", "partial_outage"))
        << json(incidentsJson(openIncident())) << u"degraded"_s
        << QByteArray("Status page: Major Service Outage: Elevated errors on Claude Opus 4.7 "
                      "(major) (checked ")
        << 1;
    QTest::newRow("a challenge page that is a 403")
        << page(403, "cf-mitigated: challenge\r\n") << page(403) << u"unknown"_s
        << QByteArray("Status page: unknown, ") << 0;
    QTest::newRow("a page of HTML that says that all is well")
        << page(200) << page(200) << u"unknown"_s << QByteArray("Status page: unknown, ") << 0;
    QTest::newRow("a JSON of another shape")
        << json("{\"status\":\"operational\"}") << json("{}") << u"unknown"_s
        << QByteArray("Status page: unknown, ") << 0;
}

void TestWatching::theStatusPageReachesTheStatus()
{
    QFETCH(QByteArray, summary);
    QFETCH(QByteArray, incidents);
    QFETCH(QString, state);
    QFETCH(QByteArray, line);
    QFETCH(int, events);
    AnsweringServer statusPage;
    const QUrl url = statusPage.start();
    statusPage.answer("/api/v2/summary.json", summary);
    statusPage.answer("/api/v2/incidents.json", incidents);

    Program program;
    const auto simulator = program.start({u"simulate"_s, u"--scenario"_s, u"calm"_s});
    const QByteArray service = Program::firstLine(*simulator);
    program.setVariable(u"PLIMSOLL_CONFIG"_s, program.path(u"p.toml"_s));
    program.setVariable(u"ANTHROPIC_API_KEY"_s, u"sk-ant-test"_s);
    writeFile(program.path(u"p.toml"_s),
              "[api]\nbase_url = \"" + service + "\"\n[watch]\nstatus_urls = [\""
                  + url.toString().toUtf8()
                  + "\"]\n[[target]]\nkind = \"control\"\nevery = \"1s\"\n");

    const auto run = program.start({u"run"_s});
    QJsonObject told;
    const auto isTold = [&] {
        const auto status = program.run({u"status"_s, u"--json"_s});
        told = QJsonDocument::fromJson(status.out)[u"status_page"].toObject();
        return !told.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isTold(), 30'000);
    QCOMPARE(told[u"state"].toString(), state);
    QVERIFY(!told[u"checked_at"].toString().isEmpty());
    QCOMPARE(told[u"incidents"].toArray().size(), events);
    const auto text = program.run({u"status"_s});
    QVERIFY2(text.out.contains(line), text.out.constData());
    const auto exported = program.run({u"export"_s, u"events"_s, u"--since"_s, u"2026-01-01"_s});
    QVERIFY2(exported.out.count("status_posted") == events, exported.out.constData());
    QCOMPARE(exported.out.contains("Elevated errors on Claude Opus 4.7"), events > 0);

    run->kill();
    simulator->kill();
    QVERIFY(run->waitForFinished() && simulator->waitForFinished());
}

QTEST_GUILESS_MAIN(TestWatching)
#include "tst_watching.moc"
