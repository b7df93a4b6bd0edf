// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/httpreader.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

using State = HttpReader::State;

struct Reading
{
    State state = State::Head;
    int status = 0;
    int version = 0;
    HeaderList headers;
    QByteArray body;

    bool operator==(const Reading&) const = default;
};

Reading resultOf(HttpReader& reader, QByteArray body, bool hangUp)
{
    body += reader.takeBody();
    const State state = hangUp ? reader.finish() : reader.state();
    return {state, reader.status(), reader.version(), reader.headers(), body};
}

Reading readWhole(const QByteArray& bytes, bool hangUp)
{
    HttpReader reader;
    reader.feed(bytes);
    return resultOf(reader, {}, hangUp);
}

const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

} // namespace

class TestHttpReader : public QObject
{
    Q_OBJECT

private slots:
    void readsAnswers_data();
    void readsAnswers();
    void everySplitReadsTheSame_data() { readsAnswers_data(); }
    void everySplitReadsTheSame();
    void keepsHeadersAsSent();
    void neverGrowsWithoutEnd_data();
    void neverGrowsWithoutEnd();
    void tellsInterimAnswers();
};

void TestHttpReader::readsAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("hangUp");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const QByteArray& bytes, bool hangUp, State state,
                        int status, const QByteArray& body) {
        QTest::newRow(name) << bytes << hangUp << int(state) << status << body;
    };
    row("a counted body", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", false, State::Complete,
        200, "abc");
    row("what follows the end is ignored", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef",
        false, State::Complete, 200, "abc");
    row("an empty reason", "HTTP/1.1 529 \r\nContent-Length: 0\r\n\r\n", false, State::Complete,
        529, {});
    row("no blank before an empty reason", "HTTP/1.1 529\r\nContent-Length: 0\r\n\r\n", false,
        State::Complete, 529, {});
    row("HTTP/1.0 that ends with the connection", "HTTP/1.0 200 OK\r\n\r\nabc", true,
        State::Complete, 200, "abc");
    row("the same before the end", "HTTP/1.0 200 OK\r\n\r\nabc", false, State::Body, 200, "abc");
    row("a counted body cut short", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", true,
        State::Body, 200, "abc");
    row("a head cut short", "HTTP/1.1 200 OK\r\nContent-Le", true, State::Head, 0, {});
    row("chunks, an extension and a trailer",
        chunked + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n", false, State::Complete, 200,
        "abcde");
    row("chunks cut short", chunked + "3\r\nabc\r\n", true, State::Body, 200, "abc");
    row("no chunk but the last", chunked + "0\r\n\r\n", false, State::Complete, 200, {});
    row("the last chunk cut short", chunked + "0\r\nh", true, State::Body, 200, {});
    row("a chunk without a size", chunked + "ZZ\r\n{}\r\n", false, State::Bad, 200, {});
    row("204 has no body", "HTTP/1.1 204 No Content\r\n\r\n", false, State::Complete, 204, {});
    row("304 has no body, whatever it counts",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", false, State::Complete, 304, {});
    row("interim answers are skipped",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
        false, State::Complete, 200, "a");
    row("nothing but an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", true, State::Head, 0, {});
    row("interim answers without end", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(50),
        false, State::Bad, 0, {});
    row("two lengths that differ",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", false, State::Bad,
        0, {});
    row("another protocol", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", false, State::Bad, 0, {});
    row("HTTP/2 spoken unasked", QByteArray("\0\0\x12\4\0\0\0\0\0", 9), false, State::Bad, 0, {});
    row("a status line cut by a line feed", "HTTP/1.\n", false, State::Bad, 0, {});
    row("lines that end with a line feed alone", "HTTP/1.1 200 OK\nContent-Length: 0\n\n", false,
        State::Bad, 0, {});
    row("a version of the far future", "HTTP/1.12 200 OK\r\n\r\n", false, State::Bad, 0, {});
    row("a status that is none", "HTTP/1.1 010 \r\n\r\nab", false, State::Bad, 0, {});
    row("a header without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", false, State::Bad, 0,
        {});
}

void TestHttpReader::readsAnswers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, hangUp);
    const Reading got = readWhole(bytes, hangUp);
    QTEST(int(got.state), "state");
    QTEST(got.status, "status");
    QTEST(got.body, "body");
}

void TestHttpReader::everySplitReadsTheSame()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, hangUp);
    const Reading whole = readWhole(bytes, hangUp);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        HttpReader reader;
        reader.feed(QByteArrayView(bytes).first(cut));
        const QByteArray body = reader.takeBody();
        reader.feed(QByteArrayView(bytes).sliced(cut));
        QVERIFY2(resultOf(reader, body, hangUp) == whole, qPrintable(QString::number(cut)));
    }
    HttpReader reader;
    QByteArray body;
    for (const char byte : bytes) {
        reader.feed({&byte, 1});
        body += reader.takeBody();
    }
    QVERIFY(resultOf(reader, body, hangUp) == whole);
}

void TestHttpReader::keepsHeadersAsSent()
{
    const Reading got = readWhole("HTTP/1.1 200 OK\r\nX-B: 1\r\nx-a:  two  \r\nX-B: 3\r\n"
                                  "Content-Length: 0\r\n\r\n",
                                  false);
    QCOMPARE(got.version, 11);
    QCOMPARE(got.headers,
             (HeaderList {{"X-B", "1"}, {"x-a", "two"}, {"X-B", "3"}, {"Content-Length", "0"}}));
    QCOMPARE(readWhole("HTTP/1.0 200 OK\r\n\r\n", true).version, 10);
}

void TestHttpReader::neverGrowsWithoutEnd_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("a reason") << QByteArray("HTTP/1.1 200 ") << QByteArray(1000, 'x');
    QTest::newRow("headers") << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("X-A: b\r\n");
    QTest::newRow("one header") << QByteArray("HTTP/1.1 200 OK\r\nX: ") << QByteArray(1000, 'x');
    QTest::newRow("a chunk's extension") << QByteArray(chunked + "1;") << QByteArray(1000, 'x');
}

void TestHttpReader::neverGrowsWithoutEnd()
{
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, piece);
    HttpReader reader;
    qsizetype fed = start.size();
    for (State state = reader.feed(start); state != State::Bad; state = reader.feed(piece)) {
        fed += piece.size();
        QVERIFY(fed < 2 * HttpReader::maxHeadBytes);
    }
    QVERIFY(!reader.problem().isEmpty());
}

void TestHttpReader::tellsInterimAnswers()
{
    HttpReader reader;
    QVERIFY(!reader.hasBegun());
    reader.feed("HTTP/1.1 103 Early Hints\r\n\r\n");
    QCOMPARE(reader.interims(), 1);
    QVERIFY(!reader.hasBegun());
    reader.feed("HTTP/1.1 2");
    QVERIFY(reader.hasBegun());
    QCOMPARE(reader.status(), 0);
}

QTEST_GUILESS_MAIN(TestHttpReader)
#include "tst_httpreader.moc"
