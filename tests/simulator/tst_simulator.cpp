// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runningserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace Qt::StringLiterals;

class TestSimulator : public QObject
{
    Q_OBJECT

private slots:
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

void TestSimulator::connectionIsKept()
{
    Server server(always(Shape::Ok));
    RawClient client(server.port);
    for (const QByteArray& body : {plain, streamed, plain, streamed}) {
        client.post(body);
        std::optional<RawAnswer> answer = client.nextAnswer();
        QVERIFY(answer && answer->complete);
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
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.nextAnswer();
        QVERIFY(answer && answer->complete);
        statuses << answer->status();
    }
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
    std::optional<RawAnswer> answer = next.nextAnswer();
    QVERIFY(answer && answer->complete);
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
        answer = client->nextAnswer();
        QVERIFY(answer && answer->complete);
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
    for (int i = 0; i < 40; ++i) {
        client.post(i % 2 == 0 ? streamed : plain);
        QVERIFY(served.wait());
        QCOMPARE(served.count(), i + 1);
        ++counts[served[i][0].value<ServedRequest>().expected];
    }
    QVERIFY(counts == server.simulator.served().at(opus));
    QVERIFY(counts.overloaded() > 5 && counts[Outcome::Ok] > 5);
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
    std::optional<RawAnswer> answer = client.nextAnswer();
    QVERIFY(answer && answer->complete);
    QCOMPARE(answer->status(), 404);
    client.post(plain);
    answer = client.nextAnswer();
    QVERIFY(answer && answer->complete);
    QCOMPARE(answer->status(), 200);
}

QTEST_GUILESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
