// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/foreigntext.h"
#include "probes/watch/statuspage.h"
#include "probes/watch/statusreport.h"
#include "tests/watch/statuspages.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray openIncident()
{
    return incidentJson("inc1", "Elevated errors on Claude Opus 4.7", "monitoring",
                        updateJson("u2", "monitoring", "2026-05-27T06:10:00.000Z",
                                   "<p>A fix is <b>in place</b> &amp; watched.</p>")
                            + ","
                            + updateJson("u1", "investigating", "2026-05-27T05:43:00.000Z",
                                         "We are looking into it."));
}

} // namespace

class TestStatusReading : public QObject
{
    Q_OBJECT

private slots:
    void summaryIsRead()
    {
        const auto summary = readStatusSummary(
            summaryJson(openIncident(), "major", "Partial System Outage", "partial_outage"));
        QVERIFY2(summary, summary ? "" : qPrintable(summary.error().message));
        QCOMPARE(summary->pageId, u"abcd1234efgh"_s);
        QCOMPARE(summary->indicator, u"major"_s);
        QCOMPARE(summary->components.size(), std::size_t(2));
        QCOMPARE(summary->components[1].id, u"cccc2222dddd"_s);
        QCOMPARE(summary->components[1].status, u"partial_outage"_s);
        QCOMPARE(summary->incidents.size(), std::size_t(1));
        const Incident& incident = summary->incidents[0];
        QCOMPARE(incident.impact, u"major"_s);
        QCOMPARE(momentText(*incident.startedAt), u"2026-05-27T05:43:00.000Z"_s);
        QVERIFY(!incident.isOver());
        QCOMPARE(incident.updates.size(), std::size_t(2));
        QCOMPARE(incident.updates[0].id, u"u1"_s); // oldest first
        QCOMPARE(incident.updates[1].body, u"A fix is in place & watched."_s);
        QVERIFY(incident.raw.contains("Elevated errors"));
    }

    void notASummary_data()
    {
        QTest::addColumn<QByteArray>("body");
        const QByteArray good = summaryJson();
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a challenge page")
            << QByteArray("<!DOCTYPE html><title>Just a moment...</title>");
        QTest::newRow("JSON that is cut") << good.chopped(20);
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("an empty object") << QByteArray("{}");
        QTest::newRow("another service's answer") << QByteArray(R"({"status":"ok"})");
        QTest::newRow("no page id") << QByteArray(good).replace("abcd1234efgh", "");
        QTest::newRow("a page id of another shape")
            << QByteArray(good).replace("abcd1234efgh", "../../etc");
        QTest::newRow("no indicator") << QByteArray(good).replace("indicator", "colour");
        QTest::newRow("an indicator that is no word")
            << QByteArray(good).replace(R"("none")", R"("<b>none</b>")");
        QTest::newRow("components that are no list")
            << QByteArray(good).replace(componentsJson(), "{}");
        QTest::newRow("a component without status")
            << QByteArray(good).replace(R"("status":"operational")", R"("state":1)");
        // "$" in a pattern would let it pass.
        QTest::newRow("a page id with a line end")
            << QByteArray(good).replace("abcd1234efgh", "abcd1234efgh\\n");
        QTest::newRow("a state with a line end")
            << QByteArray(good).replace(R"("status":"operational")", R"("status":"operational\n")");
        QTest::newRow("no incidents") << QByteArray(good).replace("incidents", "events");
    }
    void notASummary()
    {
        QFETCH(QByteArray, body);
        const auto summary = readStatusSummary(body);
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, Error::Code::BadData);
        QVERIFY(!summary.error().message.isEmpty());
    }

    void everyCutIsRefused()
    {
        const QByteArray whole = summaryJson(openIncident(), "major", "Outage");
        for (qsizetype length = 0; length < whole.size(); ++length) {
            QVERIFY2(!readStatusSummary(whole.first(length)), qPrintable(QString::number(length)));
        }
        QVERIFY(readStatusSummary(whole));
    }

    void incidentsAreRead()
    {
        const auto incidents = readIncidents(incidentsJson(
            openIncident() + ","
            + incidentJson("inc0", "Old", "postmortem", "", R"("2026-05-20T05:00:00.000Z")")));
        QVERIFY(incidents);
        QCOMPARE(incidents->size(), std::size_t(2));
        QVERIFY((*incidents)[1].isOver());
        QVERIFY(!readIncidents(incidentsJson(R"({"name":"without id"})")));
        QVERIFY(!readIncidents(summaryJson().replace("incidents", "x")));
    }

    void wordsWeDoNotKnowAreKept()
    {
        const auto summary = readStatusSummary(
            summaryJson({}, "cataclysm", "Everything is new", "half_operational"));
        QVERIFY(summary);
        QCOMPARE(summary->indicator, u"cataclysm"_s);
        QCOMPARE(stateOf(*summary), StatusReport::State::Degraded);
    }

    void hostileTextIsBounded()
    {
        const QByteArray longName(100'000, 'x');
        const auto incidents = readIncidents(
            incidentsJson(incidentJson("inc1", longName, "identified",
                                       updateJson("u1", "identified", "2026-05-27T05:43:00Z",
                                                  QByteArray("<a").repeated(50'000)))));
        QVERIFY(incidents);
        QVERIFY((*incidents)[0].name.size() <= maxForeignTitle);
        QVERIFY((*incidents)[0].updates[0].body.size() <= maxForeignText);
        QVERIFY((*incidents)[0].raw.size() <= maxForeignRaw);
    }

    void keysAreTakenOut()
    {
        const auto incidents = readIncidents(incidentsJson(incidentJson(
            "inc1", "sk-ant-api03-abcdef", "identified",
            updateJson("u1", "identified", "2026-05-27T05:43:00Z", "key sk-ant-api03-abcdef"))));
        QVERIFY(incidents);
        QVERIFY(!(*incidents)[0].name.contains(u"abcdef"_s));
        QVERIFY(!(*incidents)[0].updates[0].body.contains(u"abcdef"_s));
        QVERIFY(!(*incidents)[0].raw.contains("abcdef"));
    }

    void plainTexts_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        QTest::newRow("no tags") << u"a < b & c"_s << u"a < b & c"_s;
        QTest::newRow("paragraphs are lines") << u"<p>one</p><p>two</p>"_s << u"one\ntwo"_s;
        QTest::newRow("breaks are lines") << u"one<br/>two<BR>three"_s << u"one\ntwo\nthree"_s;
        QTest::newRow("entities") << u"&lt;b&gt; &amp;amp; &#8217;&#x41;&nope; &"_s
                                  << u"<b> &amp; \u2019A&nope; &"_s;
        QTest::newRow("control characters go") << u"a\u0007b\u001bc"_s << u"abc"_s;
        QTest::newRow("a reference to no character stays")
            << u"&#xD800;&#1114112;&#0;"_s << u"&#xD800;&#1114112;&#0;"_s;
    }
    void plainTexts()
    {
        QFETCH(QString, html);
        QFETCH(QString, text);
        QCOMPARE(plainText(html), text);
    }

    void reportIsRememberedAsItIs()
    {
        StatusReport report;
        report.state = StatusReport::State::Degraded;
        report.indicator = u"major"_s;
        report.description = u"Partial System Outage"_s;
        report.components = {{u"cccc2222dddd"_s, u"API"_s, u"partial_outage"_s}};
        report.incidents = {{u"inc1"_s,
                             u"Errors on Opus 4.7"_s,
                             u"monitoring"_s,
                             u"major"_s,
                             {u"claude-opus-4-7"_s}}};
        report.source = u"https://status.example"_s;
        report.checkedAt = fromEpochMs(1'779'861'600'123);
        report.freshUntil = report.checkedAt + 45min;
        const auto again = statusReportIn(memoryOf(report));
        QVERIFY(again);
        QVERIFY(*again == report);
        QCOMPARE(statusPageText(report), u"Partial System Outage: Errors on Opus 4.7 (major)"_s);
        QVERIFY(!statusReportIn({.name = {}, .at = {}, .value = "{}"}));
    }

    void anOldReportIsUnknown()
    {
        StatusReport report;
        report.state = StatusReport::State::Ok;
        report.description = u"All Systems Operational"_s;
        report.checkedAt = fromEpochMs(1'779'861'600'000);
        report.freshUntil = report.checkedAt + 45min;
        QCOMPARE(asOf(report, report.freshUntil - 1ms).state, StatusReport::State::Ok);
        const StatusReport late = asOf(report, report.freshUntil);
        QCOMPARE(late.state, StatusReport::State::Unknown);
        QVERIFY(statusPageText(late).startsWith(u"unknown"_s));
    }
};

QTEST_GUILESS_MAIN(TestStatusReading)
#include "tst_statusreading.moc"
