// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulator/apirequest.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestApi : public QObject
{
    Q_OBJECT

private slots:
    void access_data();
    void access();
    void body_data();
    void body();
    void samplingIsRefusedOnTheNewVersion();
    void plainAnswerIsAMessage();
    void limitHeadersKeepTheirOracles();
    void countTokensIsFreeAndHasNoLimits();
    void countTokensHasALimitOfItsOwn();
    void runawayUsageBillsMoreThanWasAsked();
    void otherTrafficTakesTheLimits();
    void emptyBucketIsRefusedAndRefills();
    void refusalsDoNotDisturbTheSequence();
    void logCountsByOutcome();
};

void TestApi::access_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    const QByteArray apiKey = "x-api-key";
    const QByteArray bearer = "authorization";
    const QByteArray key = "sk-ant-api03-test";
    const QByteArray old = "2023-06-01";
    const QString none;
    const QString auth = u"authentication_error"_s;
    QTest::newRow("x-api-key") << apiKey << key << old << 200 << none;
    QTest::newRow("Bearer") << bearer << "Bearer " + key << old << 200 << none;
    QTest::newRow("bearer in small letters") << bearer << "bearer " + key << old << 200 << none;
    QTest::newRow("the new version") << apiKey << key << QByteArray("2026-10-21") << 200 << none;
    QTest::newRow("no key") << apiKey << QByteArray() << old << 401 << auth;
    QTest::newRow("a wrong key") << apiKey << QByteArray("sk-ant-wrong") << old << 401 << auth;
    QTest::newRow("a foreign key") << apiKey << QByteArray("sk-proj-1") << old << 401 << auth;
    QTest::newRow("Basic") << bearer << "Basic " + key << old << 401 << auth;
    QTest::newRow("no version") << apiKey << key << QByteArray() << 400
                                << u"invalid_request_error"_s;
    QTest::newRow("an unknown version")
        << apiKey << key << QByteArray("2024-01-01") << 400 << u"invalid_request_error"_s;
}

void TestApi::access()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, version);
    QFETCH(int, status);
    QFETCH(QString, type);
    for (const QString& path :
         {u"/v1/messages"_s, u"/v1/messages/count_tokens"_s, u"/v1/models"_s}) {
        Api api(always(Shape::Ok), 1, Catalogue::shipped());
        HttpRequest http = request(path == u"/v1/models"_s ? "GET" : "POST", path, plainBody);
        setHeader(http, "x-api-key", {});
        setHeader(http, header, value);
        setHeader(http, "anthropic-version", version);
        const Parsed answer = parsed(api.handle(http, {now, now, 0ns}));
        QCOMPARE(answer.status, status);
        QCOMPARE(errorType(answer), type);
    }
}

void TestApi::body_data()
{
    QTest::addColumn<QByteArray>("fields"); // in place of or beside the usual ones
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const QByteArray& fields, int status) {
        QTest::newRow(name) << fields << status;
    };
    row("no tokens at all are legal", R"("max_tokens":0)", 200);
    row("none and a stream are not", R"("max_tokens":0,"stream":true)", 400);
    row("tokens below zero", R"("max_tokens":-1)", 400);
    row("half a token", R"("max_tokens":0.5)", 400);
    row("tokens in words", R"("max_tokens":"one")", 400);
    row("tokens without end", R"("max_tokens":1e9)", 400);
    row("thinking adaptive", R"("max_tokens":1,"thinking":{"type":"adaptive"})", 200);
    row("thinking disabled is its default", R"("max_tokens":1,"thinking":{"type":"disabled"})",
        200);
    row("thinking enabled was removed", R"("max_tokens":1,"thinking":{"type":"enabled"})", 400);
    row("thinking on Opus 5.5 cannot be switched off",
        R"("max_tokens":1,"thinking":{"type":"disabled"},"model":"claude-opus-5-5")", 400);
    row("thinking of no known kind", R"("max_tokens":1,"thinking":{"type":"hard"})", 400);
    row("temperature on an older model", R"("max_tokens":1,"temperature":1)", 200);
    row("temperature on Opus 5.5", R"("max_tokens":1,"temperature":1,"model":"claude-opus-5-5")",
        400);
    row("an unknown model", R"("max_tokens":1,"model":"claude-opus-9")", 404);
    row("a model that is not out", R"("max_tokens":1,"model":"claude-haiku-5-6")", 404);
    row("a model whose name needs escaping", R"("max_tokens":1,"model":"a\"\\\n\u2019")", 404);
    row("no messages", R"("max_tokens":1,"messages":[])", 400);
    row("a blank message", R"("max_tokens":1,"messages":[{"role":"user","content":"  "}])", 400);
    row("blocks of text",
        R"("max_tokens":1,"messages":[{"role":"user","content":[{"type":"text","text":"."}]}])",
        200);
    row("a prefilled answer",
        R"("max_tokens":1,"messages":[{"role":"user","content":"."},)"
        R"({"role":"assistant","content":"I"}])",
        400);
    row("a role of its own", R"("max_tokens":1,"messages":[{"role":"robot","content":"."}])", 400);
    row("a field of its own", R"("max_tokens":1,"retries":3)", 400);
    row("more tokens than the model makes", R"("max_tokens":128001)", 400);
    row("between_tools on a model that lacks it",
        R"("max_tokens":1,"thinking":{"type":"between_tools"})", 400);
    row("between_tools on Sonnet 5.5",
        R"("max_tokens":1,"thinking":{"type":"between_tools"},"model":"claude-sonnet-5-5")", 200);
    row("thinking disabled on Opus 5",
        R"("max_tokens":1,"thinking":{"type":"disabled"},"model":"claude-opus-5")", 200);
    row("thinking disabled on Opus 5 with much effort",
        R"("max_tokens":1,"thinking":{"type":"disabled"},"output_config":{"effort":"max"},)"
        R"("model":"claude-opus-5")",
        400);
    row("thinking enabled without a budget",
        R"("max_tokens":2000,"thinking":{"type":"enabled"},"model":"claude-opus-4-6")", 400);
    row("thinking enabled within max_tokens",
        R"("max_tokens":2000,"thinking":{"type":"enabled","budget_tokens":1024},)"
        R"("model":"claude-opus-4-6")",
        200);
    row("none and a forced tool", R"("max_tokens":0,"tool_choice":{"type":"any"})", 400);
    row("no JSON", R"("max_tokens":)", 400);
}

void TestApi::body()
{
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    QByteArray text = "{" + fields;
    if (!fields.contains("\"model\"")) {
        text += R"(,"model":"claude-opus-4-7")";
    }
    if (!fields.contains("\"messages\"")) {
        text += R"(,"messages":[{"role":"user","content":"."}])";
    }
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const Reply reply = api.handle(request("POST", u"/v1/messages"_s, text + '}'), {now, now, 0ns});
    const Parsed answer = parsed(reply);
    QCOMPARE(answer.status, status);
    QVERIFY(reply.served.has_value());
    const Outcome expected = status == 200 ? Outcome::Ok
        : status == 404                    ? Outcome::ModelGone
                                           : Outcome::Misconfigured;
    QCOMPARE(reply.served->expected, expected);
    if (status != 200) {
        QCOMPARE(answer.json[u"type"].toString(), u"error"_s);
        QVERIFY(!answer.json[u"error"][u"message"].toString().isEmpty());
        QCOMPARE(answer.json[u"request_id"].toString().toLatin1(),
                 headerValue(answer.headers, "request-id").value_or(QByteArray()));
        QVERIFY(!headerValue(answer.headers, "anthropic-ratelimit-requests-limit"));
    }
}

void TestApi::samplingIsRefusedOnTheNewVersion()
{
    for (const char* key : {"temperature", "top_p", "top_k"}) {
        Api api(always(Shape::Ok), 1, Catalogue::shipped());
        QByteArray text = plainBody;
        text.insert(1, '"' + QByteArray(key) + "\":1,");
        HttpRequest http = request("POST", u"/v1/messages"_s, text);
        QCOMPARE(parsed(api.handle(http, {now, now, 0ns})).status, 200);
        setHeader(http, "anthropic-version", "2026-10-21");
        const Parsed answer = parsed(api.handle(http, {now, now, 0ns}));
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.json[u"error"][u"message"].toString().startsWith(QLatin1String(key)));
    }
}

void TestApi::plainAnswerIsAMessage()
{
    Api api(always(Shape::Ok), 1, Catalogue::shipped());
    const Parsed answer =
        parsed(api.handle(request("POST", u"/v1/messages"_s, plainBody), {now, now, 0ns}));
    QCOMPARE(answer.json[u"type"].toString(), u"message"_s);
    QCOMPARE(answer.json[u"model"].toString(), opus);
    QVERIFY(answer.json[u"id"].toString().startsWith(u"msg_"_s));
    QCOMPARE(answer.json[u"stop_reason"].toString(), u"max_tokens"_s);
    QCOMPARE(answer.json[u"usage"][u"input_tokens"].toInt(), 8);
    QCOMPARE(answer.json[u"usage"][u"output_tokens"].toInt(), 1);
    QCOMPARE(answer.json[u"content"].toArray().size(), 1);

    QByteArray noTokens = plainBody;
    noTokens.replace("\"max_tokens\":1", "\"max_tokens\":0");
    const Parsed prefill =
        parsed(api.handle(request("POST", u"/v1/messages"_s, noTokens), {now, now, 0ns}));
    QVERIFY(prefill.json[u"content"].isArray());
    QVERIFY(prefill.json[u"content"].toArray().isEmpty());
    QCOMPARE(prefill.json[u"usage"][u"output_tokens"].toInt(-1), 0);
}

// What 221 recorded answers with limits have in common.
void TestApi::limitHeadersKeepTheirOracles()
{
    Api api(always(Shape::Ok), 3, Catalogue::shipped());
    int complete = 0;
    int varied = 0;
    for (int i = 0; i < 500; ++i) {
        const auto at = now + i * 10s;
        const Parsed answer =
            parsed(api.handle(request("POST", u"/v1/messages"_s, plainBody), {at, at, i * 10s}));
        const auto text = [&](const QByteArray& name) {
            const QByteArray full = "anthropic-ratelimit-" + name;
            return headerValue(answer.headers, full).value_or("-1");
        };
        const auto number = [&](const QByteArray& name) { return text(name).toLongLong(); };
        if (number("requests-limit") < 0 || number("input-tokens-limit") < 0) {
            continue;
        }
        ++complete;
        varied += std::ranges::any_of(answer.headers, [](const auto& header) {
            return header.first.startsWith("Anthropic-");
        });
        QCOMPARE(number("requests-limit"), 1'000);
        QCOMPARE(number("tokens-limit"),
                 number("input-tokens-limit") + number("output-tokens-limit"));
        for (const QByteArray group : {"requests", "input-tokens", "output-tokens", "tokens"}) {
            const qint64 remaining = number(group + "-remaining");
            QVERIFY(remaining > 0 && remaining <= number(group + "-limit"));
            QVERIFY(group == "requests" || remaining % 1000 == 0);
            const QByteArray reset = text(group + "-reset");
            const QDateTime moment = QDateTime::fromString(QString::fromLatin1(reset), Qt::ISODate);
            QVERIFY(moment.isValid() && reset.endsWith('Z'));
            const qint64 wait = moment.toSecsSinceEpoch() - toEpochMs(at) / 1000;
            QVERIFY(wait >= -12 && wait <= 60);
        }
    }
    QVERIFY(complete > 420 && complete < 500); // a few answers lack a group, as real ones do
    QVERIFY(varied > 0 && varied < 50);
}

void TestApi::countTokensIsFreeAndHasNoLimits()
{
    Api api(always(Shape::OverloadedHttp), 1, Catalogue::shipped());
    QByteArray counting = plainBody;
    counting.replace("\"max_tokens\":1,", "");
    const Reply reply =
        api.handle(request("POST", u"/v1/messages/count_tokens"_s, counting), {now, now, 0ns});
    const Parsed answer = parsed(reply);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json, (QJsonObject {{u"input_tokens"_s, 8}}));
    for (const auto& [name, value] : answer.headers) {
        QVERIFY(!name.toLower().contains("ratelimit"));
    }
    QVERIFY(api.served().empty());
}

void TestApi::countTokensHasALimitOfItsOwn()
{
    Scenario scenario = always(Shape::Ok);
    scenario.limits[0].requests = 1;
    Api api(scenario, 1, Catalogue::shipped());
    QByteArray counting = plainBody;
    counting.replace("\"max_tokens\":1,", "");
    const auto count = [&] {
        return parsed(
            api.handle(request("POST", u"/v1/messages/count_tokens"_s, counting), {now, now, 0ns}));
    };
    for (int i = 0; i < 2'000; ++i) {
        QCOMPARE(count().status, 200);
    }
    const Parsed refused = count();
    QCOMPARE(refused.status, 429);
    QCOMPARE(errorType(refused), u"rate_limit_error"_s);
    QCOMPARE(headerValue(refused.headers, "retry-after"), QByteArray("1"));
    QVERIFY(!headerValue(refused.headers, "anthropic-ratelimit-requests-limit"));
    QVERIFY(refused.json[u"error"][u"message"].toString().contains(u"2,000 requests"_s));
    // And nothing of it was taken from the limit of messages.
    QCOMPARE(
        parsed(api.handle(request("POST", u"/v1/messages"_s, plainBody), {now, now, 0ns})).status,
        200);
}

void TestApi::runawayUsageBillsMoreThanWasAsked()
{
    for (const bool stream : {false, true}) {
        Api api(always(Shape::RunawayUsage), 1, Catalogue::shipped());
        QByteArray body = plainBody;
        body.insert(1, stream ? R"("stream":true,)" : R"("stream":false,)");
        const Reply reply = api.handle(request("POST", u"/v1/messages"_s, body), {now, now, 0ns});
        QCOMPARE(reply.served->expected, Outcome::Ok);
        QByteArray bytes;
        for (const Piece& piece : reply.pieces) {
            bytes += piece.bytes;
        }
        QVERIFY(bytes.contains("\"output_tokens\":4001"));
        QCOMPARE(bytes.count("text_delta"), stream ? 1 : 0);
    }
}

void TestApi::otherTrafficTakesTheLimits()
{
    Scenario scenario = always(Shape::Ok);
    scenario.traffic = {{u"Opus 4.x"_s, {now, now + 10min}, 0.5, 1.0},
                        {u"Opus 4.x"_s, {now + 10min, now + 12min}, 1.0, 1.0}};
    Api api(scenario, 3, Catalogue::shipped());
    qint64 before = 1'000;
    int told = 0;
    for (int minute = 0; minute < 10; ++minute) {
        const TimePoint at = now + minute * 1min;
        const Parsed answer = parsed(
            api.handle(request("POST", u"/v1/messages"_s, plainBody), {at, at, minute * 1min}));
        QCOMPARE(answer.status, 200);
        const auto left = headerValue(answer.headers, "anthropic-ratelimit-requests-remaining");
        if (left) {
            QVERIFY(left->toLongLong() < before);
            before = left->toLongLong();
            ++told;
        }
    }
    QVERIFY(told > 5 && before < 100);
    const Parsed refused = parsed(api.handle(request("POST", u"/v1/messages"_s, plainBody),
                                             {now + 11min, now + 11min, 11min}));
    QCOMPARE(refused.status, 429);
    QVERIFY(headerValue(refused.headers, "retry-after"));
    const Parsed later = parsed(api.handle(request("POST", u"/v1/messages"_s, plainBody),
                                           {now + 13min, now + 13min, 13min}));
    QCOMPARE(later.status, 200);
}

void TestApi::emptyBucketIsRefusedAndRefills()
{
    Scenario scenario = always(Shape::Ok);
    scenario.limits[0].requests = 3;
    Api api(scenario, 1, Catalogue::shipped());
    const auto at = [&](std::chrono::seconds second) {
        return parsed(api.handle(request("POST", u"/v1/messages"_s, plainBody),
                                 {now + second, now + second, second}));
    };
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(at(0s).status, 200);
    }
    const Parsed refused = at(0s);
    QCOMPARE(refused.status, 429);
    QCOMPARE(errorType(refused), u"rate_limit_error"_s);
    const auto header = [&](const char* name) {
        return headerValue(refused.headers, name).value_or(QByteArray());
    };
    QCOMPARE(header("retry-after"), QByteArray("20"));
    QCOMPARE(header("anthropic-ratelimit-requests-remaining"), QByteArray("0"));
    QVERIFY(refused.json[u"error"][u"message"].toString().contains(
        u"organization\u2019s rate limit of 3 requests per minute"_s));
    QCOMPARE(at(19s).status, 429);
    QCOMPARE(at(21s).status, 200);
    QCOMPARE(api.served().at(opus)[Outcome::RateLimited], quint64(2));
}

void TestApi::refusalsDoNotDisturbTheSequence()
{
    const auto shapes = [](bool withRefusals) {
        Scenario scenario = always(Shape::Ok);
        scenario.behaviours[0].behaviour.calm[Shape::OverloadedHttp] = 0.5;
        Api api(scenario, 9, Catalogue::shipped());
        QStringList found;
        for (int i = 0; i < 50; ++i) {
            if (withRefusals) {
                api.handle(request("POST", u"/v1/messages"_s, "{}"), {now, now, 0ns});
                api.handle(request("GET", u"/v1/models"_s), {now, now, 0ns});
            }
            found << api.handle(request("POST", u"/v1/messages"_s, plainBody), {now, now, 0ns})
                         .served->shape;
        }
        return found;
    };
    QCOMPARE(shapes(true), shapes(false));
    QVERIFY(shapes(true).contains(u"overloaded_http"_s) && shapes(true).contains(u"ok"_s));
}

void TestApi::logCountsByOutcome()
{
    Api api(always(Shape::Edge522Json), 1, Catalogue::shipped());
    for (int i = 0; i < 3; ++i) {
        api.handle(request("POST", u"/v1/messages"_s, plainBody), {now, now, 0ns});
    }
    HttpRequest keyless = request("POST", u"/v1/messages"_s, plainBody);
    setHeader(keyless, "x-api-key", {});
    api.handle(keyless, {now, now, 0ns});
    const Parsed log = parsed(api.handle(request("GET", u"/simulator/log"_s), {now, now, 0ns}));
    const QJsonObject counts {{u"edge_error"_s, 3}, {u"auth_failed"_s, 1}};
    QCOMPARE(log.json, (QJsonObject {{u"models"_s, QJsonObject {{opus, counts}}}}));
}

QTEST_GUILESS_MAIN(TestApi)
#include "tst_api.moc"
