// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/watch/watchfetch.h"
#include "tests/support/scriptedserver.h"
#include "tests/watch/answeringserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

WatchAnswer fetch(const WatchAsk& ask, const Validators& validators = {})
{
    QNetworkAccessManager network;
    WatchFetch fetch(ask, validators);
    WatchAnswer got;
    int ends = 0;
    QObject::connect(&fetch, &WatchFetch::ended, &fetch, [&](const WatchAnswer& answer) {
        got = answer;
        ++ends;
    });
    fetch.start(network);
    [&] { QTRY_COMPARE_WITH_TIMEOUT(ends, 1, 20'000); }();
    return got;
}

} // namespace

class TestWatchFetch : public QObject
{
    Q_OBJECT

private slots:
    void answersAreTakenAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("refusal"); // how it begins
        QTest::newRow("200") << httpAnswer(200, {}, "{}") << 200 << QString();
        QTest::newRow("404") << httpAnswer(404, {}, "no") << 404 << u"HTTP 404"_s;
        QTest::newRow("405 without a word") << httpAnswer(405, {}, {}) << 405 << u"HTTP 405"_s;
        QTest::newRow("401 that asks for a password")
            << httpAnswer(401, "WWW-Authenticate: Basic realm=x\r\n", "no") << 401 << u"HTTP 401"_s;
        QTest::newRow("a challenge") << httpAnswer(403, "cf-mitigated: challenge\r\n", "<html>")
                                     << 403 << u"a challenge for browsers, HTTP 403"_s;
        QTest::newRow("a challenge that says 200")
            << httpAnswer(200, "x-amzn-waf-action: captcha\r\n", "<html>") << 200
            << u"a challenge for browsers, HTTP 200"_s;
        QTest::newRow("529") << httpAnswer(529, {}, "{}") << 529 << u"HTTP 529"_s;
        QTest::newRow("500 that is cut")
            << QByteArray("HTTP/1.1 500 \r\nContent-Length: 10\r\n\r\nabc") << 500 << QString();
    }
    void answersAreTakenAsTheyAre()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, status);
        QFETCH(QString, refusal);
        AnsweringServer server;
        WatchAsk ask;
        ask.url = server.start();
        ask.url.setPath(u"/x"_s);
        server.answer("/x", answer);
        const WatchAnswer got = fetch(ask);
        QCOMPARE(got.status, status);
        QCOMPARE(refusalOf(got).isEmpty(), status == 200 && refusal.isEmpty());
        QVERIFY2(refusalOf(got).startsWith(refusal), qPrintable(refusalOf(got)));
    }

    void aCutBodyIsNoAnswer()
    {
        AnsweringServer server;
        WatchAsk ask;
        ask.url = server.start();
        ask.url.setPath(u"/x"_s);
        server.answer("/x", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        QVERIFY(!fetch(ask).failure.isEmpty());
    }

    void aBodyIsBounded()
    {
        AnsweringServer server;
        WatchAsk ask;
        ask.url = server.start();
        ask.url.setPath(u"/x"_s);
        server.answer("/x", httpAnswer(200, {}, QByteArray(3 * 1024 * 1024, 'x')));
        const WatchAnswer got = fetch(ask);
        QCOMPARE(got.failure, u"the answer is larger than 2 MiB"_s);
    }

    void nobodyThere()
    {
        AnsweringServer server;
        WatchAsk ask;
        ask.url = server.start();
        server.close();
        const WatchAnswer got = fetch(ask);
        QCOMPARE(got.status, 0);
        QVERIFY(!got.failure.isEmpty());
    }

    void aCertificateThatDoesNotFitIsNotAccepted()
    {
        ScriptedServer server({.pieces = {{httpAnswer(200, {}, "{}"), {}}}},
                              ScriptedServer::Transport::Tls);
        WatchAsk ask;
        ask.url = server.start();
        const WatchAnswer got = fetch(ask);
        QCOMPARE(got.status, 0);
        QVERIFY(!got.failure.isEmpty());
        QVERIFY(server.requests().empty());
    }

    void redirectsStayAtHome()
    {
        AnsweringServer home;
        AnsweringServer elsewhere;
        const QUrl there = elsewhere.start();
        WatchAsk ask;
        ask.url = home.start();
        ask.headers = {{"x-api-key", "sk-ant-api03-test"}};
        elsewhere.answer("/x", httpAnswer(200, {}, "{}"));
        home.answer("/away", httpAnswer(302, "Location: " + there.toEncoded() + "/x\r\n", {}));
        home.answer("/near", httpAnswer(302, "Location: /x\r\n", {}));
        home.answer("/round", httpAnswer(302, "Location: /round\r\n", {}));
        home.answer("/x", httpAnswer(200, {}, R"({"here":1})"));
        ask.url.setPath(u"/away"_s);
        QVERIFY(!refusalOf(fetch(ask)).isEmpty());
        QVERIFY(elsewhere.requests().empty());
        ask.url.setPath(u"/near"_s);
        QCOMPARE(fetch(ask).body, QByteArray(R"({"here":1})"));
        ask.url.setPath(u"/round"_s);
        QVERIFY(!refusalOf(fetch(ask)).isEmpty());
    }

    void asksConditionallyWhenAllowed()
    {
        AnsweringServer server;
        WatchAsk ask;
        ask.url = server.start();
        ask.url.setPath(u"/x"_s);
        server.answer("/x", httpAnswer(304, {}, {}));
        const Validators validators {.etag = "\"v1\"",
                                     .lastModified = "Wed, 06 May 2026 16:00:00 GMT"};
        ask.conditional = true;
        QVERIFY(fetch(ask, validators).isUnchanged());
        const QByteArray request = server.requests().back();
        QCOMPARE(headerIn(request, "if-none-match"), QByteArray("\"v1\""));
        QCOMPARE(headerIn(request, "if-modified-since"), validators.lastModified);
        QCOMPARE(headerIn(request, "user-agent"), QByteArray("Plimsoll/" PLIMSOLL_VERSION));
        ask.conditional = false;
        static_cast<void>(fetch(ask, validators));
        QCOMPARE(headerIn(server.requests().back(), "if-none-match"), QByteArray());
    }

    void aKeyThatComesBackIsTakenOut()
    {
        AnsweringServer server;
        WatchAsk ask;
        ask.url = server.start();
        ask.url.setPath(u"/x"_s);
        ask.headers = {{"x-api-key", "an-unusual-key"}};
        server.answer("/x", httpAnswer(200, "X-Echo: an-unusual-key\r\n", "it is an-unusual-key"));
        const WatchAnswer got = fetch(ask);
        QCOMPARE(got.body, QByteArray("it is [redacted]"));
        QCOMPARE(headerValue(got.headers, "x-echo").value_or(""), QByteArray("[redacted]"));
    }

    void cookiesAreNotSentBack()
    {
        AnsweringServer server;
        WatchAsk ask;
        ask.url = server.start();
        ask.url.setPath(u"/x"_s);
        server.answer("/x", httpAnswer(200, "Set-Cookie: id=1\r\n", "{}"));
        QNetworkAccessManager network;
        for (int i = 0; i < 2; ++i) {
            WatchFetch fetch(ask, {});
            QSignalSpy ended(&fetch, &WatchFetch::ended);
            fetch.start(network);
            QVERIFY(ended.wait());
        }
        QCOMPARE(server.requests().size(), std::size_t(2));
        QCOMPARE(headerIn(server.requests()[1], "cookie"), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestWatchFetch)
#include "tst_watchfetch.moc"
