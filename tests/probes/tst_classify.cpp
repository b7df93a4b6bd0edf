// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/classify.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray apiBody(const char* type, const char* code = nullptr)
{
    const QByteArray details =
        code ? QByteArray(R"({"error_code":")") + code + R"("})" : QByteArray("null");
    return QByteArray(R"({"type":"error","error":{"type":")") + type + R"(","message":"Words.")"
        + R"(,"details":)" + details + R"(},"request_id":"req_body"})";
}

Exchange answered(int status, const QByteArray& body, const HeaderList& headers)
{
    Exchange exchange;
    exchange.host = u"api.example port 443"_s;
    exchange.phase = Phase::Stream;
    exchange.status = status;
    exchange.body = body;
    exchange.headers = headers;
    return exchange;
}

Exchange streamed(const QString& name, const HeaderList& headers)
{
    Exchange exchange = answered(200, {}, headers);
    exchange.stream.emplace();
    EventStreamReader reader;
    for (const StreamEvent& event : reader.feed(fixture(u"streams/"_s + name + u".sse"_s))) {
        exchange.stream->take(event, Micros(1));
    }
    return exchange;
}

Judgement judge(ProbeKind kind, const Exchange& exchange)
{
    return classify(kind, exchange, readHeaders(exchange.headers, {}));
}

const HeaderList limitHeaders {{"Anthropic-RateLimit-Requests-Limit", "50"}};
const HeaderList retryHeaders {{"retry-after", "24"}};

const HeaderList none;
const QByteArray page = "<html><head><title>520: Unknown error</title></head></html>";
const QByteArray cloudflare =
    R"({"type":"https://developers.cloudflare.com/","title":"Error 522","status":522,)"
    R"("cloudflare_error":true,"error_code":522,"retryable":true,"retry_after":120})";

void addOurs()
{
    QTest::newRow("400 is our request")
        << 400 << apiBody("invalid_request_error") << none << Outcome::Misconfigured;
    QTest::newRow("400 for an organization on hold")
        << 400 << apiBody("invalid_request_error", "organization_on_hold") << none
        << Outcome::Billing;
    QTest::newRow("400 as a page is not the API's") << 400 << page << none << Outcome::EdgeError;
    QTest::newRow("400 in the shape of another server")
        << 400 << QByteArray(R"({"error":{"code":400,"message":"no"}})") << none
        << Outcome::Misconfigured;
    QTest::newRow("401 is our key")
        << 401 << apiBody("authentication_error") << none << Outcome::AuthFailed;
    QTest::newRow("402 is billing") << 402 << apiBody("billing_error") << none << Outcome::Billing;
    QTest::newRow("403 is our key")
        << 403 << apiBody("permission_error") << none << Outcome::AuthFailed;
    QTest::newRow("403 with a challenge is the edge's")
        << 403 << apiBody("permission_error") << HeaderList {{"cf-mitigated", "challenge"}}
        << Outcome::EdgeError;
    QTest::newRow("403 as a page is the edge's") << 403 << page << none << Outcome::EdgeError;
    QTest::newRow("404 is the model")
        << 404 << apiBody("not_found_error") << none << Outcome::ModelGone;
    QTest::newRow("404 as a page is the wrong address")
        << 404 << page << none << Outcome::EdgeError;
    QTest::newRow("407 is a proxy") << 407 << page << none << Outcome::ConnectFailed;
    QTest::newRow("408 from the edge") << 408 << QByteArray() << none << Outcome::EdgeError;
    QTest::newRow("413 as a page is our request") << 413 << page << none << Outcome::Misconfigured;
    QTest::newRow("422 is our request")
        << 422 << apiBody("invalid_request_error") << none << Outcome::Misconfigured;
}

void addLimits()
{
    QTest::newRow("429 with retry-after")
        << 429 << apiBody("rate_limit_error") << retryHeaders << Outcome::RateLimited;
    QTest::newRow("429 with limits alone")
        << 429 << apiBody("rate_limit_error") << limitHeaders << Outcome::RateLimited;
    QTest::newRow("429 without any header")
        << 429 << apiBody("rate_limit_error") << none << Outcome::RateLimitedUnattributed;
    QTest::newRow("429 for the ramp") << 429 << apiBody("rate_limit_error", "ramp_limit_exceeded")
                                      << retryHeaders << Outcome::RampLimited;
    QTest::newRow("429 for the spend cap of the tier")
        << 429 << apiBody("rate_limit_error", "enforced_spend_limit_reached") << none
        << Outcome::SpendLimited;
    QTest::newRow("429 for the spend cap of the contract")
        << 429 << apiBody("rate_limit_error", "contract_spend_limit_reached") << limitHeaders
        << Outcome::SpendLimited;
    QTest::newRow("429 as a page") << 429 << page << none << Outcome::RateLimitedUnattributed;
}

void addTheirs()
{
    QTest::newRow("500 is theirs") << 500 << apiBody("api_error") << none << Outcome::ServerError;
    QTest::newRow("500 in the shape of another server is not the API's")
        << 500 << QByteArray(R"({"error":{"code":500,"message":"x"}})") << none
        << Outcome::EdgeError;
    QTest::newRow("503 is theirs") << 503 << apiBody("api_error") << none << Outcome::ServerError;
    QTest::newRow("503 as plain text is a proxy's")
        << 503 << QByteArray("upstream connect error or disconnect/reset before headers") << none
        << Outcome::EdgeError;
    QTest::newRow("504 is theirs")
        << 504 << apiBody("timeout_error") << none << Outcome::ServerError;
    QTest::newRow("504 as a page is the edge's") << 504 << page << none << Outcome::EdgeError;
    QTest::newRow("520 without a body") << 520 << QByteArray() << none << Outcome::EdgeError;
    QTest::newRow("520 as a page") << 520 << page << none << Outcome::EdgeError;
    QTest::newRow("522 as JSON of the edge") << 522 << cloudflare << none << Outcome::EdgeError;
    QTest::newRow("520 is the edge's even in the shape of the API")
        << 520 << apiBody("api_error") << none << Outcome::EdgeError;
    QTest::newRow("529 is an overload")
        << 529 << apiBody("overloaded_error") << none << Outcome::OverloadedHttp;
    QTest::newRow("529 as a page is an overload") << 529 << page << none << Outcome::OverloadedHttp;
    QTest::newRow("529 with limits is an overload")
        << 529 << QByteArray() << limitHeaders << Outcome::OverloadedHttp;
}

void addOthers()
{
    QTest::newRow("a redirect is not the API") << 301 << QByteArray() << none << Outcome::EdgeError;
    QTest::newRow("204 is not the API") << 204 << QByteArray() << none << Outcome::EdgeError;
    QTest::newRow("200 with a message")
        << 200 << QByteArray(R"({"type":"message","content":[]})") << none << Outcome::Ok;
    QTest::newRow("200 with retry-after is ok")
        << 200 << QByteArray(R"({"type":"message","content":[]})") << retryHeaders << Outcome::Ok;
    QTest::newRow("200 with a page") << 200 << page << none << Outcome::EdgeError;
    QTest::newRow("200 with nothing") << 200 << QByteArray() << none << Outcome::EdgeError;
    QTest::newRow("200 with foreign JSON")
        << 200 << QByteArray(R"({"hello":1})") << none << Outcome::EdgeError;
    QTest::newRow("200 with an error inside")
        << 200 << apiBody("overloaded_error") << none << Outcome::OverloadedFirst;
}

} // namespace

class TestClassify : public QObject
{
    Q_OBJECT

private slots:
    void statuses_data();
    void statuses();
    void streams_data();
    void streams();
    void errorsAfterOk_data();
    void errorsAfterOk();
    void failures_data();
    void failures();
    void messagesDoNotDecide();
    void detailsArePlain();
};

void TestClassify::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<Outcome>("outcome");
    addOurs();
    addLimits();
    addTheirs();
    addOthers();
}

void TestClassify::statuses()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(HeaderList, headers);
    const Judgement judgement = judge(ProbeKind::Prefill, answered(status, body, headers));
    QTEST(judgement.outcome, "outcome");
    QCOMPARE(judgement.detail.isEmpty(), judgement.outcome == Outcome::Ok);
}

void TestClassify::streams_data()
{
    QTest::addColumn<QString>("stream");
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("a whole answer") << u"one-token"_s << none << Outcome::Ok;
    QTest::newRow("a refusal is an answer") << u"refusal"_s << none << Outcome::Ok;
    QTest::newRow("overload first") << u"overloaded-first"_s << none << Outcome::OverloadedFirst;
    QTest::newRow("overload before any output")
        << u"overloaded-before-output"_s << none << Outcome::OverloadedFirst;
    QTest::newRow("overload after output") << u"overloaded-mid"_s << none << Outcome::OverloadedMid;
    QTest::newRow("a limit inside a stream")
        << u"rate-limit-mid"_s << none << Outcome::RateLimitedUnattributed;
    QTest::newRow("a limit inside a stream, with headers")
        << u"rate-limit-mid"_s << limitHeaders << Outcome::RateLimited;
    QTest::newRow("another error inside a stream")
        << u"api-error-mid"_s << none << Outcome::ServerError;
    QTest::newRow("a stream that ends early") << u"cut"_s << none << Outcome::Cut;
}

void TestClassify::streams()
{
    QFETCH(QString, stream);
    QFETCH(HeaderList, headers);
    QTEST(judge(ProbeKind::Admission, streamed(stream, headers)).outcome, "outcome");
}

void TestClassify::errorsAfterOk_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<Outcome>("outcome");
    const auto row = [](const char* name, const QString& type, Outcome outcome) {
        QTest::newRow(name) << type << outcome;
    };
    row("a request we got wrong is ours", u"invalid_request_error"_s, Outcome::Misconfigured);
    row("a refused key is ours", u"authentication_error"_s, Outcome::AuthFailed);
    row("a key without the right is ours", u"permission_error"_s, Outcome::AuthFailed);
    row("billing is ours", u"billing_error"_s, Outcome::Billing);
    row("a model that is gone", u"not_found_error"_s, Outcome::ModelGone);
    row("a time-out inside the service is theirs", u"timeout_error"_s, Outcome::ServerError);
    row("an unknown type is theirs", u"surprising_error"_s, Outcome::ServerError);
}

// What enters the overload rate must not depend on whether HTTP 200 was sent before.
void TestClassify::errorsAfterOk()
{
    QFETCH(QString, type);
    const QByteArray body = R"({"type":"error","error":{"type":")" + type.toUtf8()
        + R"(","message":"m"},"request_id":"r"})";
    Exchange exchange = answered(200, {}, none);
    exchange.stream.emplace();
    EventStreamReader reader;
    const QByteArray event = "event: error\ndata: " + body + "\n\n";
    for (const StreamEvent& read : reader.feed(event)) {
        exchange.stream->take(read, Micros(1));
    }
    QTEST(judge(ProbeKind::Admission, exchange).outcome, "outcome");
    QTEST(judge(ProbeKind::Prefill, answered(200, body, none)).outcome, "outcome");
}

void TestClassify::failures_data()
{
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<bool>("down");
    QTest::addColumn<Outcome>("outcome");
    const auto row = [](const char* name, Failure failure, Phase phase, Outcome outcome,
                        bool down = false) {
        QTest::newRow(name) << failure << phase << down << outcome;
    };
    row("unknown name", Failure::NameNotFound, Phase::Connect, Outcome::DnsFailed);
    row("unknown name without a network", Failure::NameNotFound, Phase::Connect,
        Outcome::LocalNetwork, true);
    row("refused", Failure::Refused, Phase::Connect, Outcome::ConnectFailed);
    row("no route", Failure::Unreachable, Phase::Connect, Outcome::ConnectFailed);
    row("no route without a network", Failure::Unreachable, Phase::Connect, Outcome::LocalNetwork,
        true);
    row("bad certificate", Failure::Tls, Phase::Tls, Outcome::TlsFailed);
    row("proxy", Failure::Proxy, Phase::Connect, Outcome::ConnectFailed);
    row("closed before the request", Failure::Closed, Phase::Connect, Outcome::ConnectFailed);
    row("closed in the handshake", Failure::Closed, Phase::Tls, Outcome::TlsFailed);
    row("closed instead of an answer", Failure::Closed, Phase::FirstByte, Outcome::Cut);
    row("closed inside the answer", Failure::Closed, Phase::Stream, Outcome::Cut);
    row("no name in time", Failure::TimedOut, Phase::Resolve, Outcome::DnsFailed);
    row("no connection in time", Failure::TimedOut, Phase::Connect, Outcome::ConnectFailed);
    row("no handshake in time", Failure::TimedOut, Phase::Tls, Outcome::TlsFailed);
    row("no answer in time", Failure::TimedOut, Phase::FirstByte, Outcome::TimedOut);
    row("no end in time", Failure::TimedOut, Phase::Stream, Outcome::TimedOut);
    row("silence", Failure::Silent, Phase::Stream, Outcome::Stalled);
    row("not HTTP", Failure::NotHttp, Phase::FirstByte, Outcome::EdgeError);
    row("endless", Failure::Endless, Phase::Stream, Outcome::EdgeError);
}

void TestClassify::failures()
{
    QFETCH(Failure, failure);
    QFETCH(Phase, phase);
    QFETCH(bool, down);
    Exchange exchange = answered(phase == Phase::Stream ? 200 : 0, {}, {});
    exchange.failure = failure;
    exchange.phase = phase;
    if (down) {
        exchange.lineDown = u"no network interface is up"_s;
    }
    const Judgement judgement = judge(ProbeKind::Admission, exchange);
    QTEST(judgement.outcome, "outcome");
    QVERIFY(judgement.detail.contains(u"api.example port 443"_s));
    QCOMPARE(judgement.detail.contains(u"our own line is down: no network interface"_s), down);
    QVERIFY(!isOverload(judgement.outcome));
    QVERIFY(judgement.failedIn != Phase::None);
}

void TestClassify::messagesDoNotDecide()
{
    QByteArray body = apiBody("api_error");
    body.replace("Words.", "Overloaded");
    const Judgement judgement = judge(ProbeKind::Prefill, answered(500, body, {}));
    QCOMPARE(judgement.outcome, Outcome::ServerError);
    QCOMPARE(judgement.detail, u"Overloaded"_s);
    QCOMPARE(judgement.errorType, u"api_error"_s);
    QCOMPARE(judgement.requestId, u"req_body"_s);
}

void TestClassify::detailsArePlain()
{
    const auto detail = [](int status, const QByteArray& body) {
        return judge(ProbeKind::Prefill, answered(status, body, {})).detail;
    };
    QCOMPARE(detail(520, "<title>520: Unknown</title>"),
             u"api.example port 443 answered HTTP 520 with a web page: 520: Unknown"_s);
    QCOMPARE(detail(520, {}), u"api.example port 443 answered HTTP 520 with no body"_s);
    QCOMPARE(detail(503, "no healthy upstream\n"),
             u"api.example port 443 answered HTTP 503: no healthy upstream"_s);
    Exchange redirect = answered(302, {}, {});
    redirect.redirectHost = "login.example";
    QCOMPARE(judge(ProbeKind::Prefill, redirect).detail,
             u"api.example port 443 answered HTTP 302, a redirect to login.example, which is not "
             "followed"_s);
}

QTEST_GUILESS_MAIN(TestClassify)
#include "tst_classify.moc"
