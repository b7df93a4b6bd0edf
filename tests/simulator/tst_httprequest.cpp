// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/httprequest.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::simulator;

class TestHttpRequest : public QObject
{
    Q_OBJECT

private slots:
    void anySplitGivesTheSameRequest();
    void requestsFollowOneAnother();
    void keepAlive_data();
    void keepAlive();
    void badBytes_data();
    void badBytes();
    void asksForContinueOnce();
};

namespace {
const QByteArray post = "POST /v1/messages?a=b%20c HTTP/1.1\r\nHost: x\r\nX-Api-Key:  k \r\n"
                        "Content-Length: 5\r\n\r\nhello";
} // namespace

void TestHttpRequest::anySplitGivesTheSameRequest()
{
    for (qsizetype cut = 0; cut <= post.size(); ++cut) {
        HttpParser parser;
        parser.feed(post.left(cut));
        std::optional<HttpRequest> request = parser.next();
        QCOMPARE(request.has_value(), cut == post.size());
        if (!request) {
            parser.feed(post.mid(cut));
            request = parser.next();
        }
        QVERIFY(request.has_value());
        QCOMPARE(request->method, QByteArray("POST"));
        QCOMPARE(request->path, QStringLiteral("/v1/messages"));
        QCOMPARE(request->query.queryItemValue(QStringLiteral("a"), QUrl::FullyDecoded),
                 QStringLiteral("b c"));
        QCOMPARE(request->header("x-api-key").value_or(QByteArray()), QByteArray("k"));
        QCOMPARE(request->body, QByteArray("hello"));
    }
}

void TestHttpRequest::requestsFollowOneAnother()
{
    HttpParser parser;
    parser.feed(post + "\r\n" + post + "GET / HTTP/1.1\r\n\r\n");
    QVERIFY(parser.next().has_value());
    QVERIFY(parser.next().has_value());
    const auto third = parser.next();
    QVERIFY(third.has_value());
    QCOMPARE(third->method, QByteArray("GET"));
    QVERIFY(third->body.isEmpty());
    QVERIFY(!parser.next().has_value());
    QVERIFY(!parser.error().has_value());
}

void TestHttpRequest::keepAlive_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("kept");
    QTest::newRow("1.1 keeps") << QByteArray("GET / HTTP/1.1\r\n\r\n") << true;
    QTest::newRow("1.1 may close")
        << QByteArray("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n") << false;
    QTest::newRow("1.0 closes") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0 may keep") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                                  << true;
}

void TestHttpRequest::keepAlive()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, kept);
    HttpParser parser;
    parser.feed(bytes);
    const auto request = parser.next();
    QVERIFY(request.has_value());
    QCOMPARE(request->keepAlive, kept);
}

void TestHttpRequest::badBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("a TLS greeting") << QByteArray("\x16\x03\x01\x02\r\n\r\n") << 400;
    QTest::newRow("no version") << QByteArray("GET /\r\n\r\n") << 400;
    QTest::newRow("another version") << QByteArray("GET / HTTP/2.0\r\n\r\n") << 505;
    QTest::newRow("a path without a slash") << QByteArray("GET x HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("a header without a colon")
        << QByteArray("GET / HTTP/1.1\r\nhost\r\n\r\n") << 400;
    QTest::newRow("a blank before the colon")
        << QByteArray("GET / HTTP/1.1\r\nhost : x\r\n\r\n") << 400;
    QTest::newRow("a negative length")
        << QByteArray("POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n") << 400;
    QTest::newRow("a length too large for a number")
        << QByteArray("POST / HTTP/1.1\r\ncontent-length: 99999999999999999999\r\n\r\n") << 413;
    QTest::newRow("a body above 32 MB")
        << QByteArray("POST / HTTP/1.1\r\ncontent-length: 33554433\r\n\r\n") << 413;
    QTest::newRow("a chunked body")
        << QByteArray("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n") << 411;
    QTest::newRow("another transfer coding")
        << QByteArray("POST / HTTP/1.1\r\ntransfer-encoding: gzip\r\n\r\n") << 501;
    QTest::newRow("a head that never ends") << QByteArray(70'000, 'a') << 431;
    QTest::newRow("a head that is too long") << "GET / HTTP/1.1\r\na: " + QByteArray(70'000, 'a')
            + "\r\n\r\n" << 431;
}

void TestHttpRequest::badBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    HttpParser parser;
    parser.feed(bytes);
    QVERIFY(!parser.next().has_value());
    QVERIFY(parser.error().has_value());
    QCOMPARE(parser.error()->status, status);
    parser.feed("GET / HTTP/1.1\r\n\r\n");
    QVERIFY(!parser.next().has_value());
}

void TestHttpRequest::asksForContinueOnce()
{
    HttpParser parser;
    parser.feed("POST / HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n");
    QVERIFY(!parser.next().has_value());
    QVERIFY(parser.takeContinue());
    QVERIFY(!parser.takeContinue());
    parser.feed("ok");
    const auto request = parser.next();
    QVERIFY(request.has_value());
    QCOMPARE(request->body, QByteArray("ok"));
}

QTEST_GUILESS_MAIN(TestHttpRequest)
#include "tst_httprequest.moc"
