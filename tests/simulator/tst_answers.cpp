// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulator/runningserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace Qt::StringLiterals;

namespace {

// The data lines of a stream, parsed, with the names of their events checked.
QList<QJsonObject> eventsOf(const QByteArray& body)
{
    QList<QJsonObject> events;
    for (const QByteArray& block : body.split('\n')) {
        if (block.startsWith("data: ")) {
            events << QJsonDocument::fromJson(block.mid(6)).object();
        }
    }
    return events;
}

QStringList typesOf(const QByteArray& body)
{
    QStringList types;
    for (const QJsonObject& event : eventsOf(body)) {
        types << event[u"type"].toString();
    }
    return types;
}

} // namespace

class TestAnswers : public QObject
{
    Q_OBJECT

private slots:
    void failureIsAsCaptured_data();
    void failureIsAsCaptured();
    void streamIsAsDocumented();
    void thinkingModelBeginsWithASignature();
    void streamFails_data();
    void streamFails();
    void streamStalls();
    void headersStall();
    void streamIsCut();
    void plainAnswerIsCut();
};

void TestAnswers::failureIsAsCaptured_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QByteArray>("statusLine");
    QTest::addColumn<QByteArray>("type"); // error.type; "" when the body is not the API's
    QTest::addColumn<QList<QByteArray>>("present");
    QTest::addColumn<QList<QByteArray>>("absent");
    QTest::addColumn<QByteArray>("inBody");
    using List = QList<QByteArray>;
    const QByteArray limit = "anthropic-ratelimit-requests-limit";
    const auto row = [](const char* name, const char* shape, const char* statusLine,
                        const char* type, const List& present, const List& absent,
                        const char* inBody) {
        QTest::newRow(name) << QString::fromLatin1(shape) << QByteArray(statusLine)
                            << QByteArray(type) << present << absent << QByteArray(inBody);
    };
    row("529 has neither limits nor retry-after", "overloaded_http", "HTTP/1.1 529 ",
        "overloaded_error", {"request-id", "cf-ray", "x-should-retry", "cache-control"},
        {limit, "retry-after"}, "\"message\":\"Overloaded\"");
    row("429 tells the wait", "rate_limited", "HTTP/1.1 429 Too Many Requests", "rate_limit_error",
        {limit, "retry-after", "anthropic-ratelimit-tokens-reset"}, {},
        "organization\xe2\x80\x99s rate limit of");
    row("429 for rising too fast", "ramp_limited", "HTTP/1.1 429 Too Many Requests",
        "rate_limit_error", {limit, "retry-after"}, {}, "\"error_code\":\"ramp_limit_exceeded\"");
    row("429 for the spend has no retry-after", "spend_limited", "HTTP/1.1 429 Too Many Requests",
        "rate_limit_error", {"request-id"}, {"retry-after", limit},
        "\"error_code\":\"enforced_spend_limit_reached\"");
    row("429 without a reason", "unattributed_429", "HTTP/1.1 429 Too Many Requests",
        "rate_limit_error", {"x-should-retry"}, {"retry-after", limit}, "\"message\":\"Error\"");
    row("500", "error_500", "HTTP/1.1 500 Internal Server Error", "api_error", {"request-id"},
        {limit}, "api_error");
    row("503 of the API", "error_503", "HTTP/1.1 503 Service Unavailable", "api_error",
        {"request-id"}, {limit}, "api_error");
    row("503 of the proxy is plain text", "error_503_text", "HTTP/1.1 503 Service Unavailable", "",
        {"cf-ray"}, {"request-id", limit}, "upstream connect error");
    row("504", "error_504", "HTTP/1.1 504 Gateway Timeout", "timeout_error", {"request-id"},
        {limit}, "timeout_error");
    row("520 as a page", "edge_520_html", "HTTP/1.1 520 ", "", {"cf-ray"}, {"request-id"},
        "<title>api.anthropic.com | 520: Web server is returning an unknown error</title>");
    row("520 without a body", "edge_520_empty", "HTTP/1.1 520 ", "", {"cf-ray"},
        {"request-id", "content-type"}, "");
    row("522 as JSON of the edge", "edge_522_json", "HTTP/1.1 522 ", "", {"cf-ray"}, {"request-id"},
        "\"error_code\":522,\"error_name\":\"connection_timeout\"");
    row("400", "bad_request", "HTTP/1.1 400 Bad Request", "invalid_request_error", {"request-id"},
        {limit}, "invalid_request_error");
    row("404", "model_gone", "HTTP/1.1 404 Not Found", "not_found_error", {"request-id"}, {limit},
        "model: claude-opus-4-7");
    row("401", "auth_failed", "HTTP/1.1 401 Unauthorized", "authentication_error", {"request-id"},
        {limit, "anthropic-organization-id"}, "invalid x-api-key");
    row("402", "billing_402", "HTTP/1.1 402 Payment Required", "billing_error", {"request-id"},
        {limit}, "billing");
    row("403 of the API", "permission_403", "HTTP/1.1 403 Forbidden", "permission_error",
        {"request-id"}, {limit, "cf-mitigated"}, "permission");
    row("403 of the edge is a page", "challenge_403", "HTTP/1.1 403 Forbidden", "",
        {"cf-mitigated"}, {"request-id"}, "Just a moment...");
}

void TestAnswers::failureIsAsCaptured()
{
    QFETCH(QString, shape);
    QFETCH(QByteArray, statusLine);
    QFETCH(QByteArray, type);
    QFETCH(QList<QByteArray>, present);
    QFETCH(QList<QByteArray>, absent);
    QFETCH(QByteArray, inBody);
    Server server(always(*shapeFromName(shape)));
    for (const QByteArray& body : {plain, streamed}) {
        RawClient client(server.port);
        client.post(body);
        std::optional<RawAnswer> answer = client.nextAnswer();
        QVERIFY(answer && answer->complete);
        QCOMPARE(answer->statusLine, statusLine);
        QVERIFY(!answer->has("transfer-encoding"));
        for (const QByteArray& header : present) {
            QVERIFY2(answer->has(header), header.constData());
        }
        for (const QByteArray& header : absent) {
            QVERIFY2(!answer->has(header), header.constData());
        }
        QVERIFY2(answer->body.contains(inBody), answer->body.constData());
        QCOMPARE(answer->body.isEmpty(), inBody.isEmpty());
        const QJsonObject json = QJsonDocument::fromJson(answer->body).object();
        QCOMPARE(json[u"error"][u"type"].toString().toLatin1(), type);
        QCOMPARE(json[u"request_id"].toString().toLatin1(), answer->header("request-id"));
        QCOMPARE(answer->header("server"), QByteArray("cloudflare"));
    }
    const OutcomeCounts& counts = server.simulator.served().at(opus);
    QCOMPARE(counts[expectedOutcome(*shapeFromName(shape))], quint64(2));
}

void TestAnswers::streamIsAsDocumented()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    client.post(streamed);
    std::optional<RawAnswer> answer = client.nextAnswer();
    QVERIFY(answer && answer->complete);
    QCOMPARE(answer->statusLine, QByteArray("HTTP/1.1 200 OK"));
    QCOMPARE(answer->header("content-type"), QByteArray("text/event-stream; charset=utf-8"));
    QCOMPARE(answer->header("transfer-encoding"), QByteArray("chunked"));
    QVERIFY(!answer->has("content-length"));
    QVERIFY(answer->header("server-timing").startsWith("x-originResponse;dur="));
    for (const char* name : {"request-id", "anthropic-organization-id", "traceresponse", "via",
                             "strict-transport-security", "x-envoy-upstream-service-time"}) {
        QVERIFY2(answer->has(name), name);
    }
    QCOMPARE(
        typesOf(answer->body),
        QStringList({u"message_start"_s, u"content_block_start"_s, u"ping"_s,
                     u"content_block_delta"_s, u"content_block_delta"_s, u"content_block_delta"_s,
                     u"content_block_stop"_s, u"message_delta"_s, u"message_stop"_s}));
    const auto events = eventsOf(answer->body);
    QVERIFY(answer->body.startsWith("event: message_start\ndata: {"));
    QVERIFY(answer->body.endsWith("}\n\n"));
    QCOMPARE(events[0][u"message"][u"usage"][u"input_tokens"].toInt(), 8);
    QCOMPARE(events[3][u"delta"][u"type"].toString(), u"text_delta"_s);
    QCOMPARE(events[7][u"usage"][u"output_tokens"].toInt(), 3);
    QCOMPARE(events[7][u"delta"][u"stop_reason"].toString(), u"max_tokens"_s);
}

void TestAnswers::thinkingModelBeginsWithASignature()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    QByteArray body = streamed;
    client.post(body.replace("claude-opus-4-7", "claude-opus-5-5"));
    std::optional<RawAnswer> answer = client.nextAnswer();
    QVERIFY(answer && answer->complete);
    QStringList deltas;
    for (const QJsonObject& event : eventsOf(answer->body)) {
        if (event[u"type"] == u"content_block_delta"_s) {
            deltas << event[u"delta"][u"type"].toString();
        }
    }
    QCOMPARE(deltas, QStringList({u"signature_delta"_s, u"text_delta"_s, u"text_delta"_s}));
}

void TestAnswers::streamFails_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QStringList>("types");
    QTest::newRow("as its first event") << u"overloaded_first"_s << QStringList {u"error"_s};
    QTest::newRow("after output began")
        << u"overloaded_mid"_s
        << QStringList {u"message_start"_s, u"content_block_start"_s, u"ping"_s,
                        u"content_block_delta"_s, u"error"_s};
}

void TestAnswers::streamFails()
{
    QFETCH(QString, shape);
    QFETCH(QStringList, types);
    Server server(always(*shapeFromName(shape)));
    RawClient client(server.port);
    client.post(streamed);
    std::optional<RawAnswer> answer = client.nextAnswer();
    QVERIFY(answer && answer->complete);
    QCOMPARE(answer->status(), 200);
    QCOMPARE(typesOf(answer->body), types);
    const QJsonObject error = eventsOf(answer->body).last();
    QVERIFY(error[u"error"][u"details"].isNull()
            && error[u"error"].toObject().contains(u"details"));
    QCOMPARE(error[u"error"][u"type"].toString(), u"overloaded_error"_s);
    QCOMPARE(error[u"request_id"].toString().toLatin1(), answer->header("request-id"));

    // The same for a request without a stream is a 529.
    client.post(plain);
    answer = client.nextAnswer();
    QVERIFY(answer && answer->complete);
    QCOMPARE(answer->status(), 529);
    QCOMPARE(server.simulator.served().at(opus)[Outcome::OverloadedHttp], quint64(1));
}

void TestAnswers::streamStalls()
{
    Server server(always(Shape::StallStream));
    RawClient client(server.port);
    client.post(streamed);
    QTRY_VERIFY(client.received().contains("content_block_delta"));
    QVERIFY(askLog(server.port));
    const auto answer = takeAnswer(client.received());
    QVERIFY(answer.has_value());
    QVERIFY(!answer->complete);
    QVERIFY(!client.isClosed());
    QVERIFY(!answer->body.contains("message_stop"));
}

void TestAnswers::headersStall()
{
    Server server(always(Shape::StallHeaders));
    RawClient client(server.port);
    client.post(streamed);
    QTRY_COMPARE(server.simulator.served().size(), std::size_t(1));
    QVERIFY(askLog(server.port));
    QVERIFY(client.received().isEmpty());
    QVERIFY(!client.isClosed());
    QCOMPARE(server.simulator.served().at(opus)[Outcome::TimedOut], quint64(1));
}

void TestAnswers::streamIsCut()
{
    Server server(always(Shape::CutStream));
    RawClient client(server.port);
    client.post(streamed);
    QTRY_VERIFY(client.isClosed());
    const auto answer = takeAnswer(client.received());
    QVERIFY(answer.has_value());
    QCOMPARE(answer->status(), 200);
    QVERIFY(!answer->complete);
    QVERIFY(answer->body.contains("content_block_delta"));
    QVERIFY(!answer->body.contains("message_stop"));
}

void TestAnswers::plainAnswerIsCut()
{
    Server server(always(Shape::CutStream));
    RawClient client(server.port);
    client.post(plain);
    QTRY_VERIFY(client.isClosed());
    const auto answer = takeAnswer(client.received());
    QVERIFY(answer.has_value());
    QVERIFY(!answer->complete);
    QVERIFY(answer->body.size() < answer->header("content-length").toLongLong());
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
