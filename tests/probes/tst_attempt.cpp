// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probes/probeonce.h"
#include "tests/support/scriptedserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

// One probe is one plain request: what is sent, how often, and what is kept of the secret.
class TestAttempt : public QObject
{
    Q_OBJECT

private slots:
    void sendsWhatTheApiExpects();
    void sendsARequestOnce_data();
    void sendsARequestOnce();
    void followsNoRedirect();
    void keepsNoSecret();
    void abortDropsEverything();
    void abortWithinAnAnswer();
    void moreThanSixAtOnceDoNotWait();
};

void TestAttempt::sendsWhatTheApiExpects()
{
    ScriptedServer server(
        {{{streamHead() + fixture(u"streams/one-token.sse"_s)}}, Script::End::Close});
    QUrl base = server.start();
    base.setPath(u"/gateway/"_s);
    QCOMPARE(probeOnce(base, ProbeKind::Admission).outcome, Outcome::Ok);
    const QByteArray request = server.requests().front();
    const QByteArray head = request.left(request.indexOf("\r\n\r\n")).toLower();
    QVERIFY2(request.startsWith("POST /gateway/v1/messages HTTP/1.1\r\n"), request.constData());
    QVERIFY(head.contains(QByteArray("\r\nx-api-key: " + canaryKey.toLower())));
    QVERIFY(head.contains("\r\nanthropic-version: 2023-06-01"));
    QVERIFY(head.contains("\r\naccept-encoding: identity"));
    QVERIFY(head.contains("\r\ncontent-type: application/json"));
    QVERIFY(head.contains("\r\nuser-agent: plimsoll/"));
    QVERIFY(!head.contains("cookie"));
    QCOMPARE(head.count("content-length:"), 1);
    const auto body =
        QJsonDocument::fromJson(request.mid(request.indexOf("\r\n\r\n") + 4)).object();
    QCOMPARE(body[u"model"].toString(), u"claude-opus-4-7"_s);
    QCOMPARE(body[u"max_tokens"].toInt(-1), 1);
}

void TestAttempt::sendsARequestOnce_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<ProbeKind>("kind");
    QTest::addColumn<int>("end");
    QTest::newRow("POST, closed") << u"claude-opus-4-7"_s << ProbeKind::Admission
                                  << int(Script::End::Close);
    QTest::newRow("POST, reset") << u"claude-opus-4-7"_s << ProbeKind::Admission
                                 << int(Script::End::Reset);
    QTest::newRow("GET, closed") << QString() << ProbeKind::Control << int(Script::End::Close);
    QTest::newRow("GET, reset") << QString() << ProbeKind::Control << int(Script::End::Reset);
}

// The network library repeats requests that got no answer; a repeated probe would be counted once
// and billed twice, and its time would be wrong.
void TestAttempt::sendsARequestOnce()
{
    QFETCH(QString, model);
    QFETCH(ProbeKind, kind);
    QFETCH(int, end);
    ScriptedServer server({{}, Script::End(end)});
    ProbeSettings settings;
    settings.api.baseUrl = server.start();
    Prober prober(settings, Catalogue::shipped(), std::make_shared<SystemClock>());
    Target target;
    target.id = {model, kind};
    int answers = 0;
    Outcome outcome = Outcome::Ok;
    for (int i = 1; i <= 3; ++i) {
        prober.send(target, Micros(0), quint64(i), [&](const Observation& o) {
            ++answers;
            outcome = o.outcome;
        });
        QTRY_COMPARE(answers, i);
        QCOMPARE(outcome, Outcome::Cut);
    }
    QCOMPARE(server.requests().size(), std::size_t(3));
    QVERIFY(server.requests().front().startsWith(model.isEmpty() ? "GET /v1/models?limit=1 HTTP"
                                                                 : "POST /v1/messages HTTP"));
}

void TestAttempt::followsNoRedirect()
{
    ScriptedServer elsewhere({{{httpAnswer(200, {}, "{}")}}, Script::End::Close});
    const QByteArray location = elsewhere.start().toEncoded();
    ScriptedServer server(
        {{{httpAnswer(307, "Location: " + location + "/x?y\r\n", {})}}, Script::End::Close});
    const Observation got = probeOnce(server.start(), ProbeKind::Admission);
    QCOMPARE(got.outcome, Outcome::EdgeError);
    QCOMPARE(got.httpStatus, 307);
    QVERIFY2(got.detail.contains(u"redirect to 127.0.0.1"_s), qPrintable(got.detail));
    QVERIFY(elsewhere.requests().empty());
}

void TestAttempt::keepsNoSecret()
{
    const QByteArray echo = "X-Echo: " + canaryKey + "\r\nSet-Cookie: session=deadbeef\r\n";
    ScriptedServer server({{{httpAnswer(401, echo,
                                        R"({"error":{"type":"authentication_error","message":"bad )"
                                            + canaryKey + R"("}})")}},
                           Script::End::Close});
    const Observation got = probeOnce(server.start(), ProbeKind::Admission);
    QCOMPARE(got.outcome, Outcome::AuthFailed);
    QVERIFY(!got.detail.contains(u"canary"_s));
    QVERIFY(got.detail.contains(u"[redacted]"_s));
    QVERIFY(!got.bodyExcerpt.contains("canary"));
    for (const auto& [name, value] : got.headers) {
        QVERIFY2(!value.contains("canary") && !value.contains("deadbeef"), name.constData());
    }
    QCOMPARE(headerValue(got.headers, "set-cookie").value_or(QByteArray()),
             QByteArray("[redacted]"));
    // Keys of gateways look like nothing in particular.
    QCOMPARE((Secrets {{"gateway-token"}}).removedFrom(QByteArray("<gateway-token>")),
             QByteArray("<[redacted]>"));
    QCOMPARE(Secrets {}.removedFrom(u"plain"_s), u"plain"_s);
}

void TestAttempt::abortDropsEverything()
{
    ScriptedServer server({{}, Script::End::Hold});
    ProbeSettings settings;
    settings.api.baseUrl = server.start();
    Prober prober(settings, Catalogue::shipped(), std::make_shared<SystemClock>());
    Target target;
    target.id.model = u"claude-opus-4-7"_s;
    bool called = false;
    prober.send(target, Micros(0), 1, [&called](const Observation&) { called = true; });
    QTRY_COMPARE(server.requests().size(), std::size_t(1));
    prober.abort();
    QCOMPARE(prober.inFlight(), 0);
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void TestAttempt::abortWithinAnAnswer()
{
    ScriptedServer server({{{httpAnswer(529, {}, {})}}, Script::End::Close});
    ProbeSettings settings;
    settings.api.baseUrl = server.start();
    Prober prober(settings, Catalogue::shipped(), std::make_shared<SystemClock>());
    Target target;
    target.id.model = u"claude-opus-4-7"_s;
    int answers = 0;
    for (quint64 i = 0; i < 3; ++i) {
        prober.send(target, Micros(0), i, [&](const Observation&) {
            ++answers;
            prober.abort();
        });
    }
    QTRY_COMPARE(answers, 1);
    bool again = false;
    prober.send(target, Micros(0), 9, [&again](const Observation&) { again = true; });
    QTRY_VERIFY(again);
    QCOMPARE(answers, 1);
    QCOMPARE(prober.inFlight(), 0);
}

void TestAttempt::moreThanSixAtOnceDoNotWait()
{
    ScriptedServer server({{}, Script::End::Hold});
    ProbeSettings settings;
    settings.api.baseUrl = server.start();
    Prober prober(settings, Catalogue::shipped(), std::make_shared<SystemClock>());
    Target target;
    target.id.model = u"claude-opus-4-7"_s;
    for (quint64 i = 0; i < 8; ++i) {
        prober.send(target, Micros(0), i, [](const Observation&) {});
    }
    QTRY_COMPARE(server.requests().size(), std::size_t(8));
}

QTEST_GUILESS_MAIN(TestAttempt)
#include "tst_attempt.moc"
