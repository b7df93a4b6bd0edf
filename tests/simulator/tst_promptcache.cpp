// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/promptcache.h"
#include "tests/simulator/apirequest.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// A prompt of a long marked system text, in the words of the API.
QByteArray cachedBody(const QByteArray& start, qsizetype characters,
                      const QByteArray& mark = R"({"type":"ephemeral"})")
{
    const QByteArray text = start + QByteArray(characters - start.size(), 'a');
    return R"({"model":"claude-opus-4-7","max_tokens":1,"system":[{"type":"text","text":")" + text
        + R"(","cache_control":)" + mark + R"(}],"messages":[{"role":"user","content":"."}]})";
}

constexpr qsizetype longEnough = 4 * 4096;

struct Billed
{
    int status = 0;
    qint64 input = -1;
    qint64 written = -1;
    qint64 read = -1;

    bool operator==(const Billed&) const = default;
};

Billed ask(Api& api, const QByteArray& body, std::chrono::nanoseconds at,
           const QByteArray& key = "sk-ant-api03-test")
{
    HttpRequest http = request("POST", u"/v1/messages"_s, body);
    setHeader(http, "x-api-key", key);
    const Parsed answer = parsed(api.handle(http, {now, now, at}));
    const QJsonValue usage = answer.json[u"usage"];
    return {answer.status, usage[u"input_tokens"].toInteger(-1),
            usage[u"cache_creation_input_tokens"].toInteger(-1),
            usage[u"cache_read_input_tokens"].toInteger(-1)};
}

} // namespace

class TestPromptCache : public QObject
{
    Q_OBJECT

private slots:
    void whatIsBilled_data();
    void whatIsBilled();
    void lifeIsRenewedByEachRead();
    void nothingIsReadBeforeTheAnswerBegan();
    void failedRequestWritesNothing();
    void readComesSooner();
    void readsDoNotCountAsInput();
    void wrongMarkIsRefused_data();
    void wrongMarkIsRefused();
    void entriesAreForgotten();
};

void TestPromptCache::whatIsBilled_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<std::chrono::nanoseconds>("at");
    QTest::addColumn<bool>("hit");
    const QByteArray same = cachedBody("1 ", longEnough);
    const QByteArray key = "sk-ant-api03-test";
    const auto row = [](const char* name, const QByteArray& second, const QByteArray& secondKey,
                        std::chrono::nanoseconds at,
                        bool hit) { QTest::newRow(name) << second << secondKey << at << hit; };
    row("the same prefix is read", same, key, 1s, true);
    row("just within five minutes", same, key, 5min - 1ms, true);
    row("after five minutes it is gone", same, key, 5min, false);
    row("another start is another prefix", cachedBody("2 ", longEnough), key, 1s, false);
    row("a longer one is another prefix", cachedBody("1 ", longEnough + 8), key, 1s, false);
    row("another key has a cache of its own", same, "sk-ant-api03-other", 1s, false);
}

void TestPromptCache::whatIsBilled()
{
    QFETCH(QByteArray, second);
    QFETCH(QByteArray, key);
    QFETCH(std::chrono::nanoseconds, at);
    QFETCH(bool, hit);
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    QCOMPARE(ask(api, cachedBody("1 ", longEnough), 0ns), (Billed {200, 8, 4096, 0}));
    const Billed billed = ask(api, second, at, key);
    QCOMPARE(billed.status, 200);
    QCOMPARE(billed.read, hit ? 4096 : 0);
    QCOMPARE(billed.written == 0, hit);
    QCOMPARE(billed.input, 8);
}

void TestPromptCache::lifeIsRenewedByEachRead()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const QByteArray body = cachedBody("1 ", longEnough);
    ask(api, body, 0ns);
    QCOMPARE(ask(api, body, 4min).read, 4096);
    QCOMPARE(ask(api, body, 8min).read, 4096);
    QCOMPARE(ask(api, body, 14min).read, 0);
    const QByteArray hour = cachedBody("1 ", longEnough, R"({"type":"ephemeral","ttl":"1h"})");
    ask(api, hour, 20min);
    QCOMPARE(ask(api, hour, 79min).read, 4096);
}

void TestPromptCache::nothingIsReadBeforeTheAnswerBegan()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const QByteArray body = cachedBody("1 ", longEnough);
    ask(api, body, 0ns);
    QCOMPARE(ask(api, body, 1us).read, 0);
}

void TestPromptCache::failedRequestWritesNothing()
{
    Scenario scenario = always(Shape::OverloadedHttp);
    ModelBehaviour calm = quick(opus);
    scenario.behaviours.push_back({now + 1h, calm});
    Api api(scenario, 1, Catalogue::shipped());
    const HttpRequest http = request("POST", u"/v1/messages"_s, cachedBody("1 ", longEnough));
    QCOMPARE(parsed(api.handle(http, {now, now, 0ns})).status, 529);
    const Parsed later = parsed(api.handle(http, {now + 1h, now + 1h, 1s}));
    QCOMPARE(later.status, 200);
    QCOMPARE(later.json[u"usage"][u"cache_read_input_tokens"].toInt(-1), 0);
    QCOMPARE(later.json[u"usage"][u"cache_creation_input_tokens"].toInt(-1), 4096);
}

void TestPromptCache::readComesSooner()
{
    Scenario scenario = always(Shape::Ok);
    scenario.behaviours[0].behaviour.firstTokenSigma = 0;
    Api api(scenario, 1, Catalogue::shipped());
    const auto firstByte = [&](std::chrono::nanoseconds at) {
        const HttpRequest http =
            request("POST", u"/v1/messages"_s, cachedBody("1 ", 10 * longEnough));
        return api.handle(http, {now, now, at}).pieces.front().at;
    };
    const Micros write = firstByte(0ns);
    const Micros read = firstByte(10s);
    QVERIFY2(read + 500ms < write, qPrintable(QString::number(read.count())));
}

void TestPromptCache::readsDoNotCountAsInput()
{
    Scenario scenario = always(Shape::Ok);
    scenario.limits[0].inputTokens = 5'000;
    Api api(scenario, 1, Catalogue::shipped());
    const QByteArray body = cachedBody("1 ", longEnough);
    QCOMPARE(ask(api, body, 0ns).status, 200);
    for (int i = 1; i <= 20; ++i) {
        QCOMPARE(ask(api, body, i * 100ms).status, 200);
    }
    QCOMPARE(ask(api, cachedBody("2 ", longEnough), 3s).status, 429);
}

void TestPromptCache::wrongMarkIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const QByteArray& body) { QTest::newRow(name) << body; };
    row("a type of its own", cachedBody("1", 100, R"({"type":"forever"})"));
    row("a lifetime of its own", cachedBody("1", 100, R"({"type":"ephemeral","ttl":"1d"})"));
    row("a mark that is a word", cachedBody("1", 100, R"("ephemeral")"));
    row("an empty text", cachedBody({}, 0));
    QByteArray five = R"({"model":"claude-opus-4-7","max_tokens":1,"system":[)";
    for (int i = 0; i < 5; ++i) {
        five += QByteArray(i > 0 ? "," : "")
            + R"({"type":"text","text":"a","cache_control":{"type":"ephemeral"}})";
    }
    row("five marks", five + R"(],"messages":[{"role":"user","content":"."}]})");
}

void TestPromptCache::wrongMarkIsRefused()
{
    QFETCH(QByteArray, body);
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    QCOMPARE(ask(api, body, 0ns).status, 400);
}

void TestPromptCache::entriesAreForgotten()
{
    PromptCache cache;
    for (int i = 0; i < 1'000; ++i) {
        const std::vector<CachePoint> points {{QByteArray::number(i), 5'000, 5min}};
        cache.use(points, 4'096, i * 1s, i * 1s);
    }
    QCOMPARE(cache.size(), std::size_t(300));
    const std::vector<CachePoint> brief {{"short", 4'095, 5min}};
    cache.use(brief, 4'096, 2'000s, 2'000s);
    QCOMPARE(cache.size(), std::size_t(0)); // too short to keep, and all others are over
    QCOMPARE(cache.readable(brief, 4'096, 2'001s), 0);
}

QTEST_GUILESS_MAIN(TestPromptCache)
#include "tst_promptcache.moc"
