// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probes/probeonce.h"
#include "tests/support/scriptedserver.h"

#include <QSslConfiguration>
#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray stream(const QString& name)
{
    return fixture(u"streams/"_s + name + u".sse"_s);
}

QByteArray errorBody(const char* type, const char* message = "Words")
{
    return QByteArray(R"({"type":"error","error":{"type":")") + type + R"(","message":")" + message
        + R"("},"request_id":"req_body"})";
}

const auto admission = ProbeKind::Admission;
const int hangUp = int(Script::End::Close);
const int hold = int(Script::End::Hold);
const int reset = int(Script::End::Reset);
const int repeat = int(Script::End::RepeatLastPiece);
const QByteArray json = "Content-Type: application/json\r\n";

void addWholeAnswers()
{
    const QByteArray html = "Content-Type: text/html\r\n";
    const QByteArray page = "<!DOCTYPE html><html><title>Just a moment...</title></html>";
    QTest::newRow("a whole stream is ok")
        << admission << QByteArray(streamHead() + stream(u"one-token"_s)) << hangUp << Outcome::Ok
        << Phase::None;
    QTest::newRow("a stream whose server never hangs up is ok")
        << admission << QByteArray(streamHead() + stream(u"one-token"_s)) << hold << Outcome::Ok
        << Phase::None;
    QTest::newRow("529 is theirs")
        << admission << httpAnswer(529, json, errorBody("overloaded_error")) << hangUp
        << Outcome::OverloadedHttp << Phase::FirstByte;
    QTest::newRow("529 without a body is still theirs")
        << admission << httpAnswer(529, {}, {}) << hangUp << Outcome::OverloadedHttp
        << Phase::FirstByte;
    QTest::newRow("overload as the first event")
        << admission << QByteArray(streamHead() + stream(u"overloaded-first"_s)) << hangUp
        << Outcome::OverloadedFirst << Phase::Stream;
    QTest::newRow("overload in mid-stream")
        << admission << QByteArray(streamHead() + stream(u"overloaded-mid"_s)) << hangUp
        << Outcome::OverloadedMid << Phase::Stream;
    QTest::newRow("429 is ours") << admission
                                 << httpAnswer(429, json + "Retry-After: 24\r\n",
                                               errorBody("rate_limit_error"))
                                 << hangUp << Outcome::RateLimited << Phase::FirstByte;
    QTest::newRow("a wrong key") << admission
                                 << httpAnswer(401, json, errorBody("authentication_error"))
                                 << hangUp << Outcome::AuthFailed << Phase::FirstByte;
    QTest::newRow("401 with a challenge does not start a dialogue")
        << admission
        << httpAnswer(401, json + "WWW-Authenticate: Basic realm=\"x\"\r\n",
                      errorBody("authentication_error"))
        << hangUp << Outcome::AuthFailed << Phase::FirstByte;
    QTest::newRow("HTML is the edge's") << admission << httpAnswer(200, html, page) << hangUp
                                        << Outcome::EdgeError << Phase::Stream;
    QTest::newRow("HTML with 403 is the edge's")
        << admission << httpAnswer(403, html, page) << hangUp << Outcome::EdgeError
        << Phase::FirstByte;
    QTest::newRow("520 without a body is the edge's")
        << admission << httpAnswer(520, {}, {}) << hangUp << Outcome::EdgeError << Phase::FirstByte;
    QTest::newRow("a stream under another content type is a stream")
        << admission
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
                      + stream(u"one-token"_s))
        << hangUp << Outcome::Ok << Phase::None;
    QTest::newRow("an overload in a stream without a content type")
        << admission << QByteArray("HTTP/1.1 200 OK\r\n\r\n" + stream(u"overloaded-mid"_s))
        << hangUp << Outcome::OverloadedMid << Phase::Stream;
    QTest::newRow("a whole message instead of a stream is ok")
        << admission << httpAnswer(200, json, R"({"type":"message","content":[]})") << hangUp
        << Outcome::Ok << Phase::None;
    QTest::newRow("an error instead of a stream")
        << admission << httpAnswer(200, json, errorBody("overloaded_error")) << hangUp
        << Outcome::OverloadedFirst << Phase::Stream;
    QTest::newRow("an event stream of somebody else")
        << admission << QByteArray(streamHead() + "event: tick\ndata: {}\n\n") << hangUp
        << Outcome::EdgeError << Phase::Stream;
    QTest::newRow("interim answers are passed over")
        << admission
        << QByteArray("HTTP/1.1 103 Early Hints\r\n\r\n" + streamHead() + stream(u"one-token"_s))
        << hangUp << Outcome::Ok << Phase::None;
    QTest::newRow("a prefill answer is ok")
        << ProbeKind::Prefill
        << httpAnswer(200, json, R"({"type":"message","content":[],"usage":{"input_tokens":8}})")
        << hangUp << Outcome::Ok << Phase::None;
    QTest::newRow("counted tokens are ok")
        << ProbeKind::Control << httpAnswer(200, json, R"({"input_tokens":14})") << hangUp
        << Outcome::Ok << Phase::None;
}

void addBrokenAnswers()
{
    QTest::newRow("silence instead of an answer times out")
        << admission << QByteArray() << hold << Outcome::TimedOut << Phase::FirstByte;
    QTest::newRow("half a head and silence times out")
        << admission << QByteArray("HTTP/1.1 200 OK\r\nContent-") << hold << Outcome::TimedOut
        << Phase::FirstByte;
    QTest::newRow("silence after the headers is a stall")
        << admission << streamHead() << hold << Outcome::Stalled << Phase::Stream;
    QTest::newRow("silence inside a stream is a stall")
        << admission << QByteArray(streamHead() + stream(u"cut"_s)) << hold << Outcome::Stalled
        << Phase::Stream;
    QTest::newRow("a stream that ends early is cut")
        << admission << QByteArray(streamHead() + stream(u"cut"_s)) << hangUp << Outcome::Cut
        << Phase::Stream;
    QTest::newRow("a body shorter than announced is cut")
        << ProbeKind::Prefill
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"type\":\"message\"")
        << hangUp << Outcome::Cut << Phase::Stream;
    QTest::newRow("a reset instead of an answer is cut")
        << admission << QByteArray() << reset << Outcome::Cut << Phase::FirstByte;
    QTest::newRow("a close instead of an answer is cut")
        << admission << QByteArray() << hangUp << Outcome::Cut << Phase::FirstByte;
    QTest::newRow("a close inside the head is cut")
        << admission << QByteArray("HTTP/1.1 200 OK\r\nContent-") << hangUp << Outcome::Cut
        << Phase::FirstByte;
    QTest::newRow("an endless stream is hung up on")
        << admission << QByteArray(streamHead() + QByteArray(100'000, ':')) << repeat
        << Outcome::EdgeError << Phase::Stream;
    QTest::newRow("endless events are hung up on")
        << admission
        << QByteArray(streamHead()
                      + QByteArray("event: ping\ndata: {\"type\": \"ping\"}\n\n").repeated(1000))
        << repeat << Outcome::EdgeError << Phase::Stream;
    QTest::newRow("an endless page is hung up on")
        << ProbeKind::Prefill << QByteArray("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(100'000, 'x'))
        << repeat << Outcome::EdgeError << Phase::Stream;
    QTest::newRow("another protocol is no answer")
        << admission << QByteArray("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n") << hold
        << Outcome::EdgeError << Phase::FirstByte;
    QTest::newRow("a broken chunk is no whole answer")
        << ProbeKind::Prefill
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n") << hangUp
        << Outcome::EdgeError << Phase::Stream;
    QTest::newRow("ten thousand headers")
        << ProbeKind::Prefill << httpAnswer(200, QByteArray("X-A: b\r\n").repeated(10'000), "{}")
        << hangUp << Outcome::EdgeError << Phase::Stream;
    QTest::newRow("compressed although not asked for")
        << ProbeKind::Prefill
        << httpAnswer(200, "Content-Encoding: gzip\r\n", QByteArray("\x1f\x8b\x08\x1b[31m\0x", 10))
        << hangUp << Outcome::EdgeError << Phase::Stream;
}

} // namespace

class TestProber : public QObject
{
    Q_OBJECT

private slots:
    void judgesAnswers_data();
    void judgesAnswers();
    void measuresAStream();
    void readsCostAndUsage();
    void neverIgnoresACertificate();
    void timesTls();
    void tellsWhereAConnectionHung();
    void plainHttpIsNoTls();
    void refusedConnection();
    void unknownName();
    void line();
    void theAnswerMayComeBeforeTheRequestIsTaken();
};

void TestProber::judgesAnswers_data()
{
    QTest::addColumn<ProbeKind>("kind");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("end");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<Phase>("phase");
    addWholeAnswers();
    addBrokenAnswers();
}

void TestProber::judgesAnswers()
{
    QFETCH(ProbeKind, kind);
    QFETCH(QByteArray, answer);
    QFETCH(int, end);
    ScriptedServer server({{{answer}}, Script::End(end)});
    // What never ends is cut off by its length, however slowly that comes.
    const bool isEndless = end == repeat;
    const Observation got = isEndless ? probeOnce(server.start(), kind, 40s, 40s)
                                      : probeOnce(server.start(), kind, 700ms, 300ms);
    QTEST(got.outcome, "outcome");
    QTEST(got.failedIn, "phase");
    QCOMPARE(got.detail.isEmpty(), got.outcome == Outcome::Ok);
    QCOMPARE(server.requests().size(), std::size_t(1));
    QVERIFY(got.timing.total.has_value());
    QVERIFY(!got.connection.reused);
    QVERIFY(std::ranges::none_of(got.detail, [](QChar c) { return c.unicode() < u' '; }));
}

void TestProber::measuresAStream()
{
    const QByteArray text = stream(u"generation"_s);
    const qsizetype first = text.indexOf("event: content_block_delta");
    const qsizetype second = text.indexOf("event: content_block_delta", first + 1);
    ScriptedServer server({{{streamHead("Server-Timing: x-originResponse;dur=40\r\n"), 50ms},
                            {text.first(first), 0ms},
                            {text.mid(first, second - first), 60ms},
                            {text.mid(second), 70ms}},
                           Script::End::Close});
    const Observation got = probeOnce(server.start(), ProbeKind::Generation);
    QCOMPARE(got.outcome, Outcome::Ok);
    // Never less than what the server waited; how much more depends on the load of the machine.
    QVERIFY(*got.timing.firstByte >= 50ms);
    QVERIFY(*got.timing.firstToken >= 110ms);
    QVERIFY(*got.timing.total >= 180ms);
    QVERIFY(*got.timing.firstByte <= *got.timing.firstToken);
    QVERIFY(*got.timing.firstToken <= *got.timing.total);
    QVERIFY(got.timing.connect.has_value());
    QCOMPARE(*got.timing.origin, Micros(40ms));
    QCOMPARE(got.timing.tokenGaps.size(), std::size_t(7));
    QVERIFY(got.timing.tokenGaps.front() >= 60ms);
    QCOMPARE(*got.usage.output, 32);
}

void TestProber::readsCostAndUsage()
{
    ScriptedServer server({{{streamHead() + stream(u"one-token"_s)}}, Script::End::Close});
    const Observation got = probeOnce(server.start(), ProbeKind::Admission);
    QCOMPARE(*got.usage.input, 11);
    QCOMPARE(*got.usage.output, 1);
    QCOMPARE(*got.costNanoUsd, 11 * 5'000 + 25'000);
}

void TestProber::neverIgnoresACertificate()
{
    ScriptedServer server({{{httpAnswer(200, {}, "{}")}}, Script::End::Close},
                          ScriptedServer::Transport::Tls);
    const QUrl base = server.start();
    for (const ProbeKind kind : {ProbeKind::Admission, ProbeKind::Line}) {
        const Observation got = probeOnce(base, kind);
        QCOMPARE(got.outcome, Outcome::TlsFailed);
        QCOMPARE(got.failedIn, Phase::Tls);
        QVERIFY2(got.detail.contains(u"certificate"_s), qPrintable(got.detail));
    }
    QVERIFY(server.requests().empty());
}

void TestProber::timesTls()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.addCaCertificate(QSslCertificate(fixture(u"tls/selfsigned.crt"_s), QSsl::Pem));
    QSslConfiguration::setDefaultConfiguration(trusting);
    ScriptedServer server({{{streamHead() + stream(u"one-token"_s), 20ms}}, Script::End::Close},
                          ScriptedServer::Transport::Tls);
    const QUrl base = server.start();
    const Observation request = probeOnce(base, ProbeKind::Admission);
    const Observation line = probeOnce(base, ProbeKind::Line);
    QSslConfiguration::setDefaultConfiguration(before);
    QCOMPARE(request.outcome, Outcome::Ok);
    QVERIFY(!request.timing.resolve);
    QVERIFY(request.timing.connect > Micros(0));
    QVERIFY(request.timing.tls > Micros(0));
    QVERIFY(request.timing.send >= Micros(0));
    QVERIFY(*request.timing.firstByte >= 20ms);
    QVERIFY(*request.timing.total >= *request.timing.connect + *request.timing.tls
                + *request.timing.send + *request.timing.firstByte);
    QCOMPARE(request.connection, (Connection {false, false, 4, 11}));
    QCOMPARE(line.outcome, Outcome::Ok);
    QVERIFY(line.timing.tls > Micros(0));
    QVERIFY(line.timing.connect > Micros(0));
    QVERIFY(!line.timing.resolve); // an address needs no name
    QVERIFY(line.detail.isEmpty());
}

void TestProber::plainHttpIsNoTls()
{
    const QByteArray refusal = httpAnswer(400, {}, "The plain HTTP request was sent to HTTPS port");
    ScriptedServer server({{}, Script::End::Close});
    connect(&server, &ScriptedServer::connected, &server,
            [&refusal](QTcpSocket* socket) { socket->write(refusal); });
    QUrl base = server.start();
    base.setScheme(u"https"_s);
    const Observation got = probeOnce(base, ProbeKind::Admission);
    QCOMPARE(got.outcome, Outcome::TlsFailed);
    QCOMPARE(got.failedIn, Phase::Tls);
}

void TestProber::tellsWhereAConnectionHung()
{
    ScriptedServer server({{}, Script::End::Hold}); // speaks no TLS and says nothing
    QUrl base = server.start();
    base.setScheme(u"https"_s);
    const Observation got = probeOnce(base, ProbeKind::Admission, 300ms);
    QCOMPARE(got.outcome, Outcome::TlsFailed);
    QCOMPARE(got.failedIn, Phase::Tls);
    QVERIFY(*got.timing.total < 2s); // the look at the line is not part of it
}

void TestProber::refusedConnection()
{
    QUrl base;
    {
        ScriptedServer server({{}, Script::End::Close});
        base = server.start();
    }
    for (const ProbeKind kind : {ProbeKind::Admission, ProbeKind::Line}) {
        const Observation got = probeOnce(base, kind);
        QCOMPARE(got.outcome, Outcome::ConnectFailed);
        QCOMPARE(got.failedIn, Phase::Connect);
        QCOMPARE(got.detail, u"127.0.0.1 port %1 refused the connection"_s.arg(base.port()));
        QCOMPARE(got.httpStatus, 0);
    }
}

void TestProber::unknownName()
{
    // .invalid never resolves (RFC 6761). Without any network it is our own network that fails.
    const Observation got = probeOnce(QUrl(u"http://plimsoll.invalid"_s), ProbeKind::Admission);
    QVERIFY(got.outcome == Outcome::DnsFailed || got.outcome == Outcome::LocalNetwork);
    QCOMPARE(got.failedIn, Phase::Resolve);
}

void TestProber::line()
{
    ScriptedServer server({{}, Script::End::Close});
    QUrl base = server.start();
    base.setHost(u"localhost"_s);
    const Observation got = probeOnce(base, ProbeKind::Line);
    QCOMPARE(got.outcome, Outcome::Ok);
    QVERIFY(got.timing.resolve.has_value());
    QVERIFY(got.timing.connect.has_value());
    QVERIFY(!got.timing.tls.has_value());
    QVERIFY(got.detail.contains(u"cache"_s));
    QCOMPARE(got.costNanoUsd, std::optional<qint64>(0));
    QVERIFY(server.requests().empty());
}

// A long request is refused before it is read to its end: the answer counts, but the time from
// "sent" to it does not exist.
void TestProber::theAnswerMayComeBeforeTheRequestIsTaken()
{
    ScriptedServer server({{}, Script::End::Hold});
    connect(&server, &ScriptedServer::connected, &server, [](QTcpSocket* socket) {
        socket->disconnect();
        socket->setReadBufferSize(1);
        socket->write(httpAnswer(529, {}, {}));
    });
    HttpCall call;
    call.url = server.start();
    call.body = QByteArray(64 << 20, 'x');
    HttpProbe probe(call, std::make_shared<SystemClock>());
    std::optional<Exchange> got;
    connect(&probe, &HttpProbe::finished, this, [&got](const Exchange& e) { got = e; });
    probe.start();
    QTRY_VERIFY(got);
    QCOMPARE(got->status, 529);
    QVERIFY(!got->timing.firstByte);
    QVERIFY(!got->timing.send);
}

QTEST_GUILESS_MAIN(TestProber)
#include "tst_prober.moc"
