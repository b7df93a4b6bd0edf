// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/adminlimits.h"
#include "probes/watch/adminusage.h"
#include "probes/watch/adminwatcher.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray oldShape =
    R"({"data":[{"type":"rate_limit","group_type":"model_group","models":["claude-opus-4-6",)"
    R"("claude-opus-4-7"],"limits":[{"type":"requests_per_minute","value":4000},)"
    R"({"type":"input_tokens_per_minute","value":10000000},)"
    R"({"type":"output_tokens_per_minute","value":800000}]},{"type":"rate_limit",)"
    R"("group_type":"batch","models":null,"limits":[{"type":"enqueued_batch_requests",)"
    R"("value":500000}]}],"next_page":null})";

const QByteArray newShape =
    R"({"data":[{"type":"rate_limit","group":{"id":"rlg_1","type":"model_group",)"
    R"("display_name":"Claude Opus 4"},"models":["claude-opus-4-6","claude-opus-4-7"],)"
    R"("limits":[{"type":"requests_per_minute","value":4000},)"
    R"({"type":"input_tokens_per_minute_cache_aware","value":10000000},)"
    R"({"type":"output_tokens_per_minute","value":800000},{"type":"odd","value":"many"}]},)"
    R"({"type":"rate_limit","group":{"id":"rlg_2","type":"batch","display_name":"Batches"},)"
    R"("models":null,"limits":[{"type":"enqueued_batch_requests","value":500000}]}],)"
    R"("next_page":"p2"})";

QByteArray usageJson()
{
    return R"({"data":[{"starting_at":"2026-11-19T00:00:00Z","ending_at":"2026-11-20T00:00:00Z",)"
           R"("results":[{"uncached_input_tokens":1500,"cache_read_input_tokens":200,)"
           R"("cache_creation":{"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":4},)"
           R"("output_tokens":500,"server_tool_use":{"web_search_requests":0},)"
           R"("model":"claude-opus-4-7","service_tier":null}]},)"
           R"({"starting_at":"2026-11-20T00:00:00Z","ending_at":"2026-11-21T00:00:00Z",)"
           R"("results":[]}],"has_more":false,"next_page":null})";
}

QByteArray costJson()
{
    return R"({"data":[{"starting_at":"2026-11-19T00:00:00Z","ending_at":"2026-11-20T00:00:00Z",)"
           R"("results":[{"currency":"USD","amount":"123.78912","workspace_id":null},)"
           R"({"currency":"USD","amount":"0.00001"}]}],"has_more":false,"next_page":null})";
}

ApiSettings adminApi()
{
    ApiSettings api;
    api.baseUrl = QUrl(u"https://api.example/base/"_s);
    api.adminKey = "sk-ant-admin01-test";
    return api;
}

WatchAnswer answered(const QByteArray& body, int status = 200)
{
    WatchAnswer answer;
    answer.status = status;
    answer.body = body;
    return answer;
}

// 2026-11-20T00:30:00Z: the 19th is over, but not for long enough.
constexpr TimePoint soonAfter = fromEpochMs(1'795'134'600'000);
constexpr TimePoint later = soonAfter + std::chrono::hours(1);

struct Round
{
    QByteArray limits;
    QByteArray usage = usageJson();
    QByteArray cost = costJson();
};

WatchFindings run(AdminWatcher& watcher, const Round& round, TimePoint now = later)
{
    std::optional<WatchAsk> ask = watcher.begin(now);
    while (ask) {
        const QString path = ask->url.path();
        ask = watcher
                  .take(answered(path.endsWith(u"rate_limits")    ? round.limits
                                     : path.endsWith(u"messages") ? round.usage
                                                                  : round.cost))
                  .next;
    }
    return watcher.finish(now);
}

} // namespace

class TestAdmin : public QObject
{
    Q_OBJECT

private slots:
    void bothShapesNameTheSame()
    {
        const auto old = readLimitPage(oldShape);
        const auto now = readLimitPage(newShape);
        QVERIFY(old && now);
        QCOMPARE(old->nextPage, QString());
        QCOMPARE(now->nextPage, u"p2"_s);
        const AdminLimits oldLimits = adminLimits(old->groups, Catalogue::shipped());
        const AdminLimits newLimits = adminLimits(now->groups, Catalogue::shipped());
        QCOMPARE(oldLimits.at(u"Opus 4.x requests_per_minute"_s), 4000);
        QCOMPARE(newLimits.at(u"Opus 4.x requests_per_minute"_s), 4000);
        QCOMPARE(newLimits.at(u"Opus 4.x input_tokens_per_minute_cache_aware"_s), 10'000'000);
        QCOMPARE(oldLimits.at(u"batch enqueued_batch_requests"_s), 500'000);
        QCOMPARE(newLimits.at(u"Batches enqueued_batch_requests"_s), 500'000);
        QVERIFY(!newLimits.contains(u"Opus 4.x odd"_s));
        QVERIFY(readAdminLimits(writeAdminLimits(newLimits)) == newLimits);
    }

    void notLimits_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>");
        QTest::newRow("no list") << QByteArray(R"({"data":{}})");
        QTest::newRow("other rows") << QByteArray(R"({"data":[{"a":1},2]})");
        QTest::newRow("cut") << oldShape.chopped(3);
    }
    void notLimits()
    {
        QFETCH(QByteArray, body);
        QVERIFY(!readLimitPage(body));
        QVERIFY(!readUsageReport(body));
        QVERIFY(!readCostReport(body));
    }

    void cents_data()
    {
        QTest::addColumn<QString>("cents");
        QTest::addColumn<qint64>("nanoUsd"); // -1: none
        QTest::newRow("the documented example") << u"123.78912"_s << 1'237'891'200LL;
        QTest::newRow("whole") << u"5"_s << 50'000'000LL;
        QTest::newRow("the last digit that counts") << u"0.0000001"_s << 1LL;
        QTest::newRow("half is rounded up") << u"0.00000005"_s << 1LL;
        QTest::newRow("less is rounded down") << u"0.0000000499999999999"_s << 0LL;
        QTest::newRow("the largest") << u"99999999999.9999999"_s << 999'999'999'999'999'999LL;
        QTest::newRow("negative") << u"-1"_s << -1LL;
        QTest::newRow("exponent") << u"1e3"_s << -1LL;
        QTest::newRow("empty") << QString() << -1LL;
        QTest::newRow("too large") << u"999999999999"_s << -1LL;
        QTest::newRow("other digits") << u"\u0661"_s << -1LL;
    }
    void cents()
    {
        QFETCH(QString, cents);
        QFETCH(qint64, nanoUsd);
        QCOMPARE(nanoUsdOfCents(cents).value_or(-1), nanoUsd);
    }

    void limitsAreComparedWithTheLastReading()
    {
        AdminWatcher watcher({}, adminApi(), Catalogue::shipped(), {});
        QVERIFY(run(watcher, {.limits = oldShape}, soonAfter).events.empty());
        const auto same = run(watcher, {.limits = oldShape}, soonAfter);
        QVERIFY(same.events.empty());
        QByteArray raised = oldShape;
        raised.replace("800000", "900000").replace("enqueued_batch_requests", "batch_things");

        AdminWatcher restarted({}, adminApi(), Catalogue::shipped(),
                               {{same.memories[0].name, same.memories[0]}});
        const auto changed = run(restarted, {.limits = raised}, soonAfter);
        QStringList titles;
        for (const Event& event : changed.events) {
            QCOMPARE(event.type, EventType::LimitChanged);
            titles << event.title;
        }
        QCOMPARE(
            titles,
            QStringList({u"Limit changed: Opus 4.x output_tokens_per_minute 800000 -> 900000"_s,
                         u"New limit: batch batch_things 500000"_s,
                         u"Limit no longer listed: batch enqueued_batch_requests"_s}));
    }

    void anotherVersionOfTheApiChangesNoLimit()
    {
        AdminWatcher before({}, adminApi(), Catalogue::shipped(), {});
        const auto known = run(before, {.limits = oldShape}, soonAfter);
        ApiSettings newer = adminApi();
        newer.version = "2026-10-21";
        AdminWatcher after({}, newer, Catalogue::shipped(),
                           {{known.memories[0].name, known.memories[0]}});
        QByteArray onePage = newShape;
        onePage.replace(R"("p2")", "null");
        QVERIFY(run(after, {.limits = onePage}, soonAfter).events.empty());
    }

    void daysAreToldOnceWhenTheyAreOver()
    {
        AdminWatcher watcher(u"acme"_s, adminApi(), Catalogue::shipped(), {});
        QVERIFY(run(watcher, {.limits = oldShape}, soonAfter).events.empty());
        const auto told = run(watcher, {.limits = oldShape}, later);
        QCOMPARE(told.events.size(), std::size_t(1));
        const Event& event = told.events[0];
        QCOMPARE(event.type, EventType::UsageReported);
        QCOMPARE(event.title, u"Billed usage of acme on 2026-11-19: 1.2378913 USD"_s);
        QCOMPARE(event.detail,
                 u"claude-opus-4-7: 1500 input, 34 cache write, 200 cache read, 500 "
                 "output tokens"_s);
        QCOMPARE(event.at, soonAfter - 24h - 30min);
        QCOMPARE(event.identity, u"admin:acme:usage:2026-11-19"_s);
        QVERIFY(run(watcher, {.limits = oldShape}, later).events.empty());
        AdminWatcher restarted(u"acme"_s, adminApi(), Catalogue::shipped(),
                               {{told.memories[0].name, told.memories[0]}});
        QVERIFY(run(restarted, {.limits = oldShape}, later).events.empty());
    }

    void asksWithTheAdminKeyForTheDays()
    {
        AdminWatcher watcher({}, adminApi(), Catalogue::shipped(), {});
        const WatchAsk limits = watcher.begin(later);
        QCOMPARE(limits.url.toString(), u"https://api.example/base/v1/organizations/rate_limits"_s);
        QCOMPARE(headerValue(limits.headers, "x-api-key").value_or(""),
                 QByteArray("sk-ant-admin01-test"));
        const WatchStep more = watcher.take(answered(newShape));
        QVERIFY(more.next->url.query().contains(u"page=p2"_s));
        const WatchStep usage = watcher.take(answered(oldShape));
        QCOMPARE(usage.next->url.path(), u"/base/v1/organizations/usage_report/messages"_s);
        const QString query = usage.next->url.query();
        for (const auto& part :
             {u"starting_at=2026-11-14T00:00:00Z"_s, u"ending_at=2026-11-21T00:00:00Z"_s,
              u"bucket_width=1d"_s, u"group_by[]=model"_s}) {
            QVERIFY2(query.contains(part), qPrintable(query));
        }
    }

    void anAccountWithoutAdminApiIsToldOnceAndLeftAlone()
    {
        AdminWatcher watcher({}, adminApi(), Catalogue::shipped(), {});
        static_cast<void>(watcher.begin(later));
        QVERIFY(!watcher.take(answered("{}", 403)).next);
        const WatchFindings findings = watcher.finish(later);
        QCOMPARE(findings.rest, std::optional<std::chrono::milliseconds>(24h));
        QCOMPARE(findings.events.size(), std::size_t(1));
        QCOMPARE(findings.events[0].identity, u"admin::refused"_s); // stored once
    }

    void oneReportThatFailsLosesNotTheOthers()
    {
        AdminWatcher watcher({}, adminApi(), Catalogue::shipped(), {});
        const auto findings = run(watcher, {.limits = oldShape, .usage = "<html>"}, later);
        QVERIFY(findings.events.empty()); // a day without its tokens is no day
        QVERIFY(findings.trouble.contains(u"web page"_s));
        const auto next = run(watcher, {.limits = oldShape}, later);
        QCOMPARE(next.events.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestAdmin)
#include "tst_admin.moc"
