// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/simulator.h"
#include "rawclient.h"
#include "scenariobuilder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QTest>

#include <memory>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace Qt::StringLiterals;

namespace {

const QByteArray plain = R"({"model":"claude-opus-4-7","max_tokens":1,)"
                         R"("messages":[{"role":"user","content":"."}]})";
const QByteArray streamed = R"({"model":"claude-opus-4-7","max_tokens":3,"stream":true,)"
                            R"("messages":[{"role":"user","content":"."}]})";

struct Server
{
    explicit Server(const Scenario& scenario, bool tls = false)
        : simulator({scenario, 1, 0, tls, utc(2026, 11, 21, 9)}, Catalogue::shipped())
    {
        const auto url = simulator.listen();
        port = url ? quint16(url->port()) : quint16(0);
    }

    Simulator simulator;
    quint16 port = 0;
};

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

class TestSimulator : public QObject
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
    void connectionIsKept();
    void pipelinedRequestsAreAnsweredInOrder();
    void closesWhenAsked();
    void badBytesAreRefusedAndTheConnectionCloses();
    void manyAtOnce();
    void delaysAreMeasured();
    void abandonedRequestIsReported();
    void servedCountsMatchTheSignals();
    void speaksTls();
    void portInUseIsASentence();
    void scenarioDecidesWhereTimeStarts();
};

void TestSimulator::failureIsAsCaptured_data()
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

void TestSimulator::failureIsAsCaptured()
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
        std::optional<RawAnswer> answer;
        QTRY_VERIFY((answer = takeAnswer(client.received())) && answer->complete);
        QCOMPARE(answer->statusLine, statusLine);
        QVERIFY(!answer->has("transfer-encoding"));
        for (const QByteArray& header : present) {
            QVERIFY2(answer->has(header), header);
        }
        for (const QByteArray& header : absent) {
            QVERIFY2(!answer->has(header), header);
        }
        QVERIFY2(answer->body.contains(inBody), answer->body);
        QCOMPARE(answer->body.isEmpty(), inBody.isEmpty());
        const QJsonObject json = QJsonDocument::fromJson(answer->body).object();
        QCOMPARE(json[u"error"][u"type"].toString().toLatin1(), type);
        QCOMPARE(json[u"request_id"].toString().toLatin1(), answer->header("request-id"));
        QCOMPARE(answer->header("server"), QByteArray("cloudflare"));
    }
    const OutcomeCounts& counts = server.simulator.served().at(opus);
    QCOMPARE(counts[expectedOutcome(*shapeFromName(shape))], quint64(2));
}

void TestSimulator::streamIsAsDocumented()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    client.post(streamed);
    std::optional<RawAnswer> answer;
    QTRY_VERIFY((answer = takeAnswer(client.received())) && answer->complete);
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

void TestSimulator::thinkingModelBeginsWithASignature()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    QByteArray body = streamed;
    client.post(body.replace("claude-opus-4-7", "claude-opus-5-5"));
    std::optional<RawAnswer> answer;
    QTRY_VERIFY((answer = takeAnswer(client.received())) && answer->complete);
    QStringList deltas;
    for (const QJsonObject& event : eventsOf(answer->body)) {
        if (event[u"type"] == u"content_block_delta"_s) {
            deltas << event[u"delta"][u"type"].toString();
        }
    }
    QCOMPARE(deltas, QStringList({u"signature_delta"_s, u"text_delta"_s, u"text_delta"_s}));
}

void TestSimulator::streamFails_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QStringList>("types");
    QTest::newRow("as its first event") << u"overloaded_first"_s << QStringList {u"error"_s};
    QTest::newRow("after output began")
        << u"overloaded_mid"_s
        << QStringList {u"message_start"_s, u"content_block_start"_s, u"ping"_s,
                        u"content_block_delta"_s, u"error"_s};
}

void TestSimulator::streamFails()
{
    QFETCH(QString, shape);
    QFETCH(QStringList, types);
    Server server(always(*shapeFromName(shape)));
    RawClient client(server.port);
    client.post(streamed);
    std::optional<RawAnswer> answer;
    QTRY_VERIFY((answer = takeAnswer(client.received())) && answer->complete);
    QCOMPARE(answer->status(), 200);
    QCOMPARE(typesOf(answer->body), types);
    const QJsonObject error = eventsOf(answer->body).last();
    QVERIFY(error[u"error"][u"details"].isNull()
            && error[u"error"].toObject().contains(u"details"));
    QCOMPARE(error[u"error"][u"type"].toString(), u"overloaded_error"_s);
    QCOMPARE(error[u"request_id"].toString().toLatin1(), answer->header("request-id"));

    // The same for a request without a stream is a 529.
    client.post(plain);
    QTRY_VERIFY((answer = takeAnswer(client.received())) && answer->complete);
    QCOMPARE(answer->status(), 529);
    QCOMPARE(server.simulator.served().at(opus)[Outcome::OverloadedHttp], quint64(1));
}

void TestSimulator::streamStalls()
{
    Server server(always(Shape::StallStream));
    RawClient client(server.port);
    client.post(streamed);
    std::optional<RawAnswer> answer;
    QTRY_VERIFY((answer = takeAnswer(client.received()))
                && answer->body.contains("content_block_delta"));
    QTest::qWait(50);
    answer = takeAnswer(client.received());
    QVERIFY(!answer->complete);
    QVERIFY(!client.isClosed());
    QVERIFY(!answer->body.contains("message_stop"));
}

void TestSimulator::headersStall()
{
    Server server(always(Shape::StallHeaders));
    RawClient client(server.port);
    client.post(streamed);
    QTRY_COMPARE(server.simulator.served().size(), std::size_t(1));
    QTest::qWait(50);
    QVERIFY(client.received().isEmpty());
    QVERIFY(!client.isClosed());
    QCOMPARE(server.simulator.served().at(opus)[Outcome::TimedOut], quint64(1));
}

void TestSimulator::streamIsCut()
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

void TestSimulator::plainAnswerIsCut()
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

void TestSimulator::connectionIsKept()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    for (const QByteArray& body : {plain, streamed, plain, streamed}) {
        client.post(body);
        std::optional<RawAnswer> answer;
        QTRY_VERIFY((answer = takeAnswer(client.received())) && answer->complete);
        QCOMPARE(answer->status(), 200);
    }
    QVERIFY(!client.isClosed());
    QVERIFY(client.received().isEmpty());
}

void TestSimulator::pipelinedRequestsAreAnsweredInOrder()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    client.post(plain);
    client.send("GET /v1/models HTTP/1.1\r\n\r\n"); // without a key
    client.post(streamed);
    QList<int> statuses;
    QTRY_VERIFY(([&] {
        const auto answer = takeAnswer(client.received());
        if (answer && answer->complete) {
            statuses << answer->status();
        }
        return statuses.size() == 3;
    })());
    QCOMPARE(statuses, QList<int>({200, 401, 200}));
}

void TestSimulator::closesWhenAsked()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    client.send("GET /simulator/log HTTP/1.1\r\nConnection: close\r\n\r\n");
    QTRY_VERIFY(client.isClosed());
    const auto answer = takeAnswer(client.received());
    QVERIFY(answer && answer->complete);
    QCOMPARE(answer->body, QByteArray("{\"models\":{}}"));
}

void TestSimulator::badBytesAreRefusedAndTheConnectionCloses()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    client.send("hello there\r\n\r\n");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.received(),
             QByteArray("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n"
                        "\r\n"));
    RawClient next(server.port);
    next.post(plain);
    std::optional<RawAnswer> answer;
    QTRY_VERIFY((answer = takeAnswer(next.received())) && answer->complete);
    QCOMPARE(answer->status(), 200);
}

void TestSimulator::manyAtOnce()
{
    Server server(always(Shape::Ok));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 40; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port));
        clients.back()->post(streamed);
    }
    for (const auto& client : clients) {
        std::optional<RawAnswer> answer;
        QTRY_VERIFY((answer = takeAnswer(client->received())) && answer->complete);
        QVERIFY(answer->body.contains("message_stop"));
    }
    QCOMPARE(server.simulator.served().at(opus)[Outcome::Ok], quint64(40));
}

void TestSimulator::delaysAreMeasured()
{
    Scenario scenario = always(Shape::Ok);
    scenario.behaviours[0].behaviour.firstToken = std::chrono::milliseconds(60);
    scenario.behaviours[0].behaviour.firstTokenSigma = 0;
    Server server(scenario);
    QSignalSpy served(&server.simulator, &Simulator::servedRequest);
    RawClient client(server.port);
    client.post(streamed);
    QTRY_COMPARE(served.count(), 1);
    const auto request = served[0][0].value<ServedRequest>();
    QCOMPARE(request.shape, u"ok"_s);
    QCOMPARE(request.path, u"/v1/messages"_s);
    QVERIFY(request.firstByteDelay >= std::chrono::milliseconds(45)); // 0.75 of the first token
    QVERIFY(request.firstTokenDelay >= std::chrono::milliseconds(60));
    QVERIFY(request.firstTokenDelay > request.firstByteDelay);
}

void TestSimulator::abandonedRequestIsReported()
{
    Server server(always(Shape::StallHeaders));
    QSignalSpy served(&server.simulator, &Simulator::servedRequest);
    {
        RawClient client(server.port);
        client.post(plain);
        QTRY_COMPARE(server.simulator.served().size(), std::size_t(1));
        QCOMPARE(served.count(), 0);
    }
    QTRY_COMPARE(served.count(), 1);
    QCOMPARE(served[0][0].value<ServedRequest>().expected, Outcome::TimedOut);
}

void TestSimulator::servedCountsMatchTheSignals()
{
    Scenario scenario = always(Shape::Ok);
    scenario.behaviours[0].behaviour.calm[Shape::OverloadedHttp] = 0.3;
    scenario.behaviours[0].behaviour.calm[Shape::OverloadedFirst] = 0.3;
    Server server(scenario);
    QSignalSpy served(&server.simulator, &Simulator::servedRequest);
    RawClient client(server.port);
    OutcomeCounts counts;
    for (int i = 0; i < 60; ++i) {
        client.post(i % 2 == 0 ? streamed : plain);
        QTRY_COMPARE(served.count(), i + 1);
        ++counts[served[i][0].value<ServedRequest>().expected];
    }
    QVERIFY(counts == server.simulator.served().at(opus));
    QVERIFY(counts.overloaded() > 10 && counts[Outcome::Ok] > 10);
}

void TestSimulator::speaksTls()
{
    Server server(always(Shape::Ok), true);
    QFile file(u":/plimsoll/simulator/localhost.crt"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QSslCertificate certificate(&file);
    QVERIFY(!certificate.isNull());
    QVERIFY(certificate.expiryDate() > QDateTime::currentDateTimeUtc().addYears(20));

    QSslSocket trusting;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({certificate});
    trusting.setSslConfiguration(configuration);
    trusting.connectToHostEncrypted(u"127.0.0.1"_s, server.port);
    QTRY_VERIFY2(trusting.isEncrypted(), qPrintable(trusting.errorString()));
    trusting.write("GET /simulator/log HTTP/1.1\r\n\r\n");
    QByteArray received;
    QTRY_VERIFY((received += trusting.readAll()).endsWith("{\"models\":{}}"));

    QSslSocket strange;
    strange.connectToHostEncrypted(u"127.0.0.1"_s, server.port);
    QTRY_COMPARE(strange.error(), QAbstractSocket::SslHandshakeFailedError);
}

void TestSimulator::portInUseIsASentence()
{
    Server server(always(Shape::Ok));
    Simulator second({always(Shape::Ok), 1, server.port, false, {}}, Catalogue::shipped());
    const auto url = second.listen();
    QVERIFY(!url);
    QCOMPARE(url.error().code, Error::Code::Unavailable);
    QVERIFY(url.error().message.contains(QString::number(server.port)));
}

void TestSimulator::scenarioDecidesWhereTimeStarts()
{
    // In April the 5.5 models were not out, whatever the date is today.
    Scenario scenario = always(Shape::Ok);
    scenario.liveAt = utc(2026, 4, 17, 13);
    Simulator simulator({scenario, 1, 0, false, {}}, Catalogue::shipped());
    const auto url = simulator.listen();
    QVERIFY(url);
    RawClient client(quint16(url->port()));
    QByteArray body = plain;
    client.post(body.replace("claude-opus-4-7", "claude-opus-5-5"));
    std::optional<RawAnswer> answer;
    QTRY_VERIFY((answer = takeAnswer(client.received())) && answer->complete);
    QCOMPARE(answer->status(), 404);
    client.post(plain);
    QTRY_VERIFY((answer = takeAnswer(client.received())) && answer->complete);
    QCOMPARE(answer->status(), 200);
}

QTEST_GUILESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
