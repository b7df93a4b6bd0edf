// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulator/apirequest.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

HttpRequest adminRequest(const QString& path, const QByteArray& version = "2023-06-01")
{
    HttpRequest http = request("GET", u"/v1/organizations/"_s + path);
    setHeader(http, "x-api-key", "sk-ant-admin01-test");
    setHeader(http, "anthropic-version", version);
    return http;
}

Parsed ask(Api& api, const QString& path, const QByteArray& version = "2023-06-01")
{
    return parsed(api.handle(adminRequest(path, version), {now, now, 0ns}));
}

// The group of Opus 4.x in an answer.
QJsonObject opusGroup(const Parsed& answer)
{
    for (const QJsonValue group : answer.json[u"data"].toArray()) {
        if (group[u"models"].toArray().contains(opus)) {
            return group.toObject();
        }
    }
    return {};
}

} // namespace

class TestAdminApi : public QObject
{
    Q_OBJECT

private slots:
    void limitsInTheOldShape();
    void limitsInTheNewShape();
    void limitsAreFilteredAndPaged();
    void whoMayAsk_data();
    void whoMayAsk();
    void usageIsWhatWasBilled();
    void costIsCentsAsText();
    void bucketsArePaged();
};

void TestAdminApi::limitsInTheOldShape()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const QJsonObject group = opusGroup(ask(api, u"rate_limits"_s));
    QCOMPARE(group[u"type"].toString(), u"rate_limit"_s);
    QCOMPARE(group[u"group_type"].toString(), u"model_group"_s);
    QVERIFY(!group.contains(u"group"));
    const QJsonArray limits = group[u"limits"].toArray();
    QCOMPARE(limits.size(), 3);
    QCOMPARE(limits[0].toObject(),
             (QJsonObject {{u"type"_s, u"requests_per_minute"_s}, {u"value"_s, 1'000}}));
    QCOMPARE(limits[1][u"type"].toString(), u"input_tokens_per_minute"_s);
    QCOMPARE(limits[1][u"value"].toInteger(), 2'000'000);
    QVERIFY(group[u"models"].toArray().contains(u"claude-opus-4-8"_s));
}

void TestAdminApi::limitsInTheNewShape()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const QJsonObject group = opusGroup(ask(api, u"rate_limits"_s, "2026-10-21"));
    QVERIFY(!group.contains(u"group_type"));
    QCOMPARE(group[u"group"][u"type"].toString(), u"model_group"_s);
    QCOMPARE(group[u"group"][u"display_name"].toString(), u"Opus 4.x"_s);
    QVERIFY(group[u"group"][u"id"].toString().startsWith(u"rlg_"_s));
    QCOMPARE(group[u"limits"][1][u"type"].toString(), u"input_tokens_per_minute_cache_aware"_s);
    Api other(always(Shape::Ok), 99, Catalogue::shipped());
    QCOMPARE(opusGroup(ask(other, u"rate_limits"_s, "2026-10-21"))[u"group"], group[u"group"]);
}

void TestAdminApi::limitsAreFilteredAndPaged()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const auto size = [](const Parsed& answer) { return answer.json[u"data"].toArray().size(); };
    QCOMPARE(size(ask(api, u"rate_limits?model=claude-opus-4-7"_s)), 1);
    QCOMPARE(size(ask(api, u"rate_limits?group_type=token_count"_s)), 1);
    QCOMPARE(ask(api, u"rate_limits?model=claude-opus-9"_s).status, 404);
    const qsizetype all = size(ask(api, u"rate_limits"_s));
    qsizetype seen = 0;
    QString page;
    do {
        const Parsed answer =
            ask(api, u"rate_limits?limit=3"_s + (page.isEmpty() ? QString() : u"&page="_s + page));
        QVERIFY(size(answer) > 0 && size(answer) <= 3);
        seen += size(answer);
        page = answer.json[u"next_page"].toString();
    } while (!page.isEmpty());
    QCOMPARE(seen, all);
}

void TestAdminApi::whoMayAsk_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("status");
    QTest::newRow("an admin key") << QByteArray("sk-ant-admin01-test") << 200;
    QTest::newRow("a key of the API") << QByteArray("sk-ant-api03-test") << 401;
    QTest::newRow("no key") << QByteArray() << 401;
}

void TestAdminApi::whoMayAsk()
{
    QFETCH(QByteArray, key);
    QFETCH(int, status);
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    HttpRequest http = adminRequest(u"rate_limits"_s);
    setHeader(http, "x-api-key", key);
    QCOMPARE(parsed(api.handle(http, {now, now, 0ns})).status, status);
}

void TestAdminApi::usageIsWhatWasBilled()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    for (int i = 0; i < 5; ++i) {
        api.handle(request("POST", u"/v1/messages"_s, plainBody), {now, now, i * 1s});
    }
    const Parsed answer = ask(
        api,
        u"usage_report/messages?starting_at=2026-11-21T00:00:00Z&bucket_width=1d&group_by[]=model"_s);
    // The day is not over, so its bucket ends in the future, as the API's does.
    const QJsonArray data = answer.json[u"data"].toArray();
    QCOMPARE(data.size(), 1);
    QCOMPARE(data[0][u"starting_at"].toString(), u"2026-11-21T00:00:00Z"_s);
    const QJsonArray results = data[0][u"results"].toArray();
    QCOMPARE(results.size(), 1);
    QCOMPARE(results[0][u"model"].toString(), opus);
    QCOMPARE(results[0][u"uncached_input_tokens"].toInteger(), 40);
    QCOMPARE(results[0][u"output_tokens"].toInteger(), 5);

    Api broken(always(Shape::OverloadedHttp), 1, Catalogue::shipped());
    broken.handle(request("POST", u"/v1/messages"_s, plainBody), {now, now, 0ns});
    const Parsed none = ask(broken, u"usage_report/messages?starting_at=2026-11-21T00:00:00Z"_s);
    QVERIFY(none.json[u"data"][0][u"results"].toArray().isEmpty());
}

void TestAdminApi::costIsCentsAsText()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    for (int i = 0; i < 5; ++i) {
        api.handle(request("POST", u"/v1/messages"_s, plainBody), {now, now, i * 1s});
    }
    const Parsed answer = ask(api, u"cost_report?starting_at=2026-11-21T00:00:00Z"_s);
    // 5 * (8 * 5 USD + 1 * 25 USD) / 1e6 = 0.000325 USD.
    QCOMPARE(answer.json[u"data"][0][u"results"][0][u"amount"].toString(), u"0.0325"_s);
    QCOMPARE(ask(api, u"cost_report?starting_at=2026-11-21T00:00:00Z&bucket_width=1h"_s).status,
             400);
}

void TestAdminApi::bucketsArePaged()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const QString question =
        u"usage_report/messages?starting_at=2026-11-01T00:00:00Z&bucket_width=1d&limit=7"_s;
    Parsed answer = ask(api, question);
    qsizetype days = answer.json[u"data"].toArray().size();
    QCOMPARE(days, 7);
    while (answer.json[u"has_more"].toBool()) {
        answer = ask(api, question + u"&page="_s + answer.json[u"next_page"].toString());
        days += answer.json[u"data"].toArray().size();
    }
    QCOMPARE(days, 21);
    QCOMPARE(ask(api, question + u"0"_s).status, 400); // limit=70
    QCOMPARE(ask(api, u"usage_report/messages"_s).status, 400);
}

QTEST_GUILESS_MAIN(TestAdminApi)
#include "tst_adminapi.moc"
