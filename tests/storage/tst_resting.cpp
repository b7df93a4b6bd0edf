// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/restingtext.h"
#include "storage/report/statusreport.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const TimePoint now = fromEpochMs(1'795'267'930'000); // 2026-11-21T13:32:10Z

Observation left(const QString& reason, TimePoint at, ProbeKind kind = ProbeKind::Admission)
{
    Observation row = ObservationBuilder(opus, kind).at(at).outcome(Outcome::Skipped, 0).make();
    row.detail = reason;
    return row;
}

Observation answered(Outcome outcome, int status, TimePoint at, const QString& detail = {})
{
    Observation row = ObservationBuilder(opus).at(at).outcome(outcome, status).make();
    row.detail = detail;
    return row;
}

Dashboard boardOf(const MemoryStore& store)
{
    const auto board =
        dashboard(store, Catalogue::shipped(),
                  {.selection = {.range = {.from = now - 24h, .to = now}, .models = {}},
                   .asOf = now,
                   .zone = QTimeZone::utc(),
                   .silence = 6min});
    return board ? *board : Dashboard();
}

MemoryStore storeWith(const std::vector<Observation>& rows)
{
    MemoryStore store;
    for (const Observation& row : rows) {
        store.add(row);
    }
    return store;
}

MemoryStore storeWith(const StatusReport& report)
{
    MemoryStore store = storeWith({answered(Outcome::Ok, 200, now - 1min)});
    Batch batch;
    batch.memories = {memoryOf(report)};
    const auto written = store.append(batch);
    Q_ASSERT(bool(written));
    return store;
}

} // namespace

class TestResting : public QObject
{
    Q_OBJECT

private slots:
    void theStatusSaysWhatIsNotSentAndWhy_data();
    void theStatusSaysWhatIsNotSentAndWhy();
    void targetsOfOneReasonShareASentence();
    void anotherTargetOfTheModelGoesOn();
    void theStatusPageIsOneLine_data();
    void theStatusPageIsOneLine();
    void aStatusPageThatWasNeverAskedIsNotMentioned();
};

void TestResting::theStatusSaysWhatIsNotSentAndWhy_data()
{
    using Rows = std::vector<Observation>;
    QTest::addColumn<Rows>("rows");
    QTest::addColumn<QString>("line"); // "": nothing rests
    QTest::addColumn<QString>("how");
    const QString paused = u"paused until about 2026-11-21 13:40:00 UTC: Opus 4.x answered "
                           "\"rate limited\" and asked to wait 500 s"_s;
    QTest::newRow("a model that is paused")
        << Rows {answered(Outcome::RateLimited, 429, now - 1min), left(paused, now - 4s)}
        << u"Not sent 4 s ago: Opus 4.7 admission: %1."_s.arg(paused) << u"left_out"_s;
    const QString budget = u"the budget of 0.1 USD a day is spent"_s;
    QTest::newRow("a budget that is spent")
        << Rows {left(budget, now - 3min)}
        << u"Not sent 3 min ago: Opus 4.7 admission: %1."_s.arg(budget) << u"left_out"_s;
    const QString fuse = u"The fuse tripped at 2026-11-21 13:00:00 UTC: so."_s;
    QTest::newRow("a fuse that has tripped, with one full stop")
        << Rows {left(fuse, now - 30s)}
        << u"Not sent 30 s ago: Opus 4.7 admission: %1\n"_s.arg(fuse) << u"left_out"_s;
    QTest::newRow("a model that is gone, and its successor")
        << Rows {answered(Outcome::ModelGone, 404, now - 26h, u"not_found_error"_s)}
        << u"Stopped 26 h ago: Opus 4.7 admission: claude-opus-4-7 is retired, unknown or not "
           "enabled for this key; probe claude-opus-5-5 instead."_s
        << u"stopped"_s;
    QTest::newRow("a request that is refused, and its parameter")
        << Rows {answered(Outcome::Misconfigured, 400, now - 5h, u"thinking.type: not taken"_s)}
        << u"Stopped 5 h ago: Opus 4.7 admission: %1: thinking.type: not taken."_s.arg(
               label(Outcome::Misconfigured))
        << u"stopped"_s;
    QTest::newRow("a key that is refused")
        << Rows {answered(Outcome::AuthFailed, 401, now - 2min, u"invalid x-api-key"_s)}
        << u"Refused 2 min ago, tried again after ten minutes: Opus 4.7 admission: %1: invalid "
           "x-api-key."_s.arg(label(Outcome::AuthFailed))
        << u"waits"_s;
    QTest::newRow("a pause that is over: it was sent again")
        << Rows {left(paused, now - 2min), answered(Outcome::Ok, 200, now - 1min)} << QString()
        << QString();
    QTest::newRow("a probe left out an hour ago says nothing of now")
        << Rows {left(paused, now - 1h)} << QString() << QString();
    QTest::newRow("a follow-up left out in a burst")
        << Rows {left(paused, now - 2min, ProbeKind::Followup),
                 answered(Outcome::Ok, 200, now - 1min)}
        << QString() << QString();
    QTest::newRow("an overload stops nothing")
        << Rows {answered(Outcome::OverloadedHttp, 529, now - 10s)} << QString() << QString();
}

void TestResting::theStatusSaysWhatIsNotSentAndWhy()
{
    QFETCH(std::vector<Observation>, rows);
    QFETCH(QString, line);
    QFETCH(QString, how);
    const Dashboard board = boardOf(storeWith(rows));
    const QString text = statusText(board);
    const QJsonArray told = statusJson(board)[u"models"][0][u"not_sent"].toArray();
    if (line.isEmpty()) {
        QVERIFY2(!text.contains(u" ago: "_s), qPrintable(text));
        QVERIFY(told.isEmpty());
        return;
    }
    QVERIFY2(text.contains(u'\n' + line), qPrintable(text));
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0][u"kind"].toString(), u"admission"_s);
    QCOMPARE(told[0][u"how"].toString(), how);
    QVERIFY(line.contains(told[0][u"reason"].toString()));
}

void TestResting::targetsOfOneReasonShareASentence()
{
    const QString reason = u"paused until about 2026-11-21 13:40:00 UTC"_s;
    const Dashboard board = boardOf(
        storeWith({left(reason, now - 50s, ProbeKind::Generation), left(reason, now - 9s)}));
    QCOMPARE(restingSentences(board.models, now),
             QStringList(
                 u"Not sent 9 s ago: Opus 4.7 admission, Opus 4.7 generation: %1"_s.arg(reason)));
}

void TestResting::anotherTargetOfTheModelGoesOn()
{
    const Dashboard board = boardOf(storeWith({left(u"paused"_s, now - 20s, ProbeKind::Generation),
                                               answered(Outcome::Ok, 200, now - 10s)}));
    QCOMPARE(board.models.front().resting.size(), 1U);
    QCOMPARE(board.models.front().resting.front().target.kind, ProbeKind::Generation);
}

void TestResting::theStatusPageIsOneLine_data()
{
    QTest::addColumn<StatusReport>("report");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("state");
    StatusReport report {.state = StatusReport::State::Ok,
                         .indicator = u"none"_s,
                         .description = u"All Systems Operational"_s,
                         .components = {},
                         .incidents = {},
                         .source = u"https://status.example"_s,
                         .checkedAt = now - 4min,
                         .freshUntil = now + 40min};
    QTest::newRow("all is well there")
        << report << u"Status page: All Systems Operational (checked 4 min ago)"_s << u"ok"_s;
    report.checkedAt = now - 3h;
    report.freshUntil = now - 1h;
    QTest::newRow("what it said three hours ago is unknown now")
        << report
        << u"Status page: unknown, last read too long ago, then: All Systems Operational "
           "(checked 3 h ago)"_s
        << u"unknown"_s;
    report = {.state = StatusReport::State::Unknown,
              .indicator = {},
              .description = u"status.example: a page where JSON was asked for"_s,
              .components = {},
              .incidents = {},
              .source = {},
              .checkedAt = now - 30s,
              .freshUntil = now + 40min};
    QTest::newRow("a challenge page is unknown")
        << report
        << u"Status page: unknown, status.example: a page where JSON was asked for (checked 30 s "
           "ago)"_s
        << u"unknown"_s;
    report.state = StatusReport::State::Degraded;
    report.description = u"Partially Degraded Service"_s;
    report.incidents = {
        {u"i1"_s, u"Elevated errors on Opus 4.7"_s, u"investigating"_s, u"major"_s, {opus}}};
    QTest::newRow("an open incident")
        << report
        << u"Status page: Partially Degraded Service: Elevated errors on Opus 4.7 (major) "
           "(checked 30 s ago)"_s
        << u"degraded"_s;
}

void TestResting::theStatusPageIsOneLine()
{
    QFETCH(StatusReport, report);
    QFETCH(QString, line);
    QFETCH(QString, state);
    const Dashboard board = boardOf(storeWith(report));
    QVERIFY2(statusText(board).contains(u'\n' + line + u'\n'), qPrintable(statusText(board)));
    const QJsonObject page = statusJson(board)[u"status_page"_s].toObject();
    QCOMPARE(page[u"state"].toString(), state);
    QVERIFY(line.contains(page[u"text"].toString()));
    QVERIFY(page[u"checked_at"].toString().startsWith(u"2026-11-21T"_s));
}

void TestResting::aStatusPageThatWasNeverAskedIsNotMentioned()
{
    const Dashboard board = boardOf(storeWith({answered(Outcome::Ok, 200, now - 1min)}));
    QVERIFY(!statusText(board).contains(u"Status page"_s));
    QVERIFY(statusJson(board)[u"status_page"_s].isNull());
}

QTEST_GUILESS_MAIN(TestResting)
#include "tst_resting.moc"
