// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/eventstream.h"
#include "probes/api/streamstate.h"
#include "tests/support/paths.h"
#include "tests/support/scriptedserver.h"

#include <QDir>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::vector<StreamEvent> readWhole(const QByteArray& bytes)
{
    EventStreamReader reader;
    return reader.feed(bytes);
}

StreamState follow(const QString& name)
{
    StreamState state;
    Micros at {0};
    for (const StreamEvent& event : readWhole(fixture(u"streams/"_s + name + u".sse"_s))) {
        state.take(event, at += Micros(100));
    }
    return state;
}

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT

private slots:
    void readsEvents_data();
    void readsEvents();
    void everySplitGivesTheSameEvents_data();
    void everySplitGivesTheSameEvents();
    void stopsAtAnEndlessEvent_data();
    void stopsAtAnEndlessEvent();
    void followsStreams_data();
    void followsStreams();
    void timesTokens();
    void countsUsage();
};

void TestEventStream::readsEvents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected"); // name|data, one line each, data lines joined by /
    QTest::newRow("line feeds") << QByteArray("event: a\ndata: b\n\n") << QByteArray("a|b");
    QTest::newRow("carriage returns") << QByteArray("event: a\rdata: b\r\r") << QByteArray("a|b");
    QTest::newRow("both") << QByteArray("event: a\r\ndata: b\r\n\r\n") << QByteArray("a|b");
    QTest::newRow("no blank after the colon")
        << QByteArray("event:a\ndata:b\n\n") << QByteArray("a|b");
    QTest::newRow("only the first blank is skipped")
        << QByteArray("data:  b \n\n") << QByteArray("| b ");
    QTest::newRow("several data lines") << QByteArray("data: b\ndata: c\n\n") << QByteArray("|b/c");
    QTest::newRow("a data line without a colon is empty")
        << QByteArray("data\ndata: c\n\n") << QByteArray("|/c");
    QTest::newRow("comments and unknown fields are skipped")
        << QByteArray(": hi\nid: 3\nretry: 1\nfoo: bar\ndata: b\n\n") << QByteArray("|b");
    QTest::newRow("an event without data is none")
        << QByteArray("event: a\n\ndata: b\n\n") << QByteArray("|b");
    QTest::newRow("an unfinished event is none")
        << QByteArray("data: b\n\ndata: c\n") << QByteArray("|b");
    QTest::newRow("a byte order mark is skipped") << QByteArray("\xEF\xBB\xBF"
                                                                "data: b\n\n")
                                                  << QByteArray("|b");
    QTest::newRow("more blank lines than needed")
        << QByteArray("\n\n\ndata: b\n\n\n\ndata: c\n\n") << QByteArray("|b\n|c");
}

void TestEventStream::readsEvents()
{
    QFETCH(QByteArray, bytes);
    QByteArrayList lines;
    for (const StreamEvent& event : readWhole(bytes)) {
        lines << QByteArray(event.name + '|' + QByteArray(event.data).replace('\n', '/'));
    }
    QTEST(lines.join('\n'), "expected");
}

void TestEventStream::everySplitGivesTheSameEvents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QDir folder(dataFile(u"streams"_s));
    const QStringList names = folder.entryList({u"*.sse"_s});
    QVERIFY(!names.isEmpty());
    for (const QString& name : names) {
        QTest::newRow(qPrintable(name)) << fixture(u"streams/"_s + name);
    }
}

void TestEventStream::everySplitGivesTheSameEvents()
{
    QFETCH(QByteArray, bytes);
    const auto whole = readWhole(bytes);
    QVERIFY(!whole.empty());
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        EventStreamReader reader;
        auto events = reader.feed(QByteArrayView(bytes).first(cut));
        const auto rest = reader.feed(QByteArrayView(bytes).sliced(cut));
        events.insert(events.end(), rest.begin(), rest.end());
        QVERIFY2(events == whole, qPrintable(QString::number(cut)));
    }
    EventStreamReader reader;
    std::vector<StreamEvent> single;
    for (const char byte : bytes) {
        const auto events = reader.feed({&byte, 1});
        single.insert(single.end(), events.begin(), events.end());
    }
    QVERIFY(single == whole);
}

void TestEventStream::stopsAtAnEndlessEvent_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("a line without end") << QByteArray(1000, 'x');
    QTest::newRow("an event without end") << QByteArray("data: " + QByteArray(993, 'x') + '\n');
}

void TestEventStream::stopsAtAnEndlessEvent()
{
    QFETCH(QByteArray, piece);
    EventStreamReader reader;
    int pieces = 0;
    while (!reader.isOverflowed() && pieces < 10'000) {
        QVERIFY(reader.feed(piece).empty());
        ++pieces;
    }
    QVERIFY(reader.isOverflowed());
    QVERIFY(pieces * piece.size() <= 2 * EventStreamReader::maxEventBytes);
}

void TestEventStream::followsStreams_data()
{
    QTest::addColumn<QString>("stream");
    QTest::addColumn<bool>("started");
    QTest::addColumn<bool>("output");
    QTest::addColumn<bool>("complete");
    QTest::addColumn<QString>("error");
    QTest::newRow("one token") << u"one-token"_s << true << true << true << QString();
    QTest::newRow("carriage returns, padding, unknown events")
        << u"padded-crlf"_s << true << true << true << QString();
    QTest::newRow("a thinking token counts as output")
        << u"thinking"_s << true << true << true << QString();
    QTest::newRow("a refusal ends like any answer")
        << u"refusal"_s << true << false << true << QString();
    QTest::newRow("an error without an event line")
        << u"overloaded-first"_s << false << false << true << u"overloaded_error"_s;
    QTest::newRow("an error as documented")
        << u"overloaded-first-documented"_s << false << false << true << u"overloaded_error"_s;
    QTest::newRow("an error before output")
        << u"overloaded-before-output"_s << true << false << true << u"overloaded_error"_s;
    QTest::newRow("an error after output")
        << u"overloaded-mid"_s << true << true << true << u"overloaded_error"_s;
    QTest::newRow("a stream that stops early") << u"cut"_s << true << true << false << QString();
}

void TestEventStream::followsStreams()
{
    QFETCH(QString, stream);
    const StreamState state = follow(stream);
    QTEST(state.isStarted(), "started");
    QTEST(state.hasOutput(), "output");
    QTEST(state.isComplete(), "complete");
    QTEST(state.error() ? state.error()->type : QString(), "error");
}

void TestEventStream::timesTokens()
{
    const StreamState state = follow(u"generation"_s);
    QCOMPARE(*state.firstToken(), Micros(400)); // after message_start, content_block_start, ping
    QCOMPARE(state.tokenGaps(), std::vector<Micros>(7, Micros(100)));
}

void TestEventStream::countsUsage()
{
    QCOMPARE(follow(u"generation"_s).usage(), (Usage {11, 32, 0, 0}));
    // Without a message_delta the counts of message_start stand.
    QCOMPARE(follow(u"cut"_s).usage(), (Usage {11, 1, 0, 0}));
    QCOMPARE(follow(u"overloaded-first"_s).usage(), Usage());
    Usage usage {5, 6, {}, {}};
    readUsage({{u"input_tokens"_s, QJsonValue()}, {u"output_tokens"_s, -1}}, usage);
    QCOMPARE(usage, (Usage {5, 6, {}, {}}));
    readUsage({{u"input_tokens"_s, 1e300}, {u"output_tokens"_s, u"7"_s}}, usage);
    QCOMPARE(usage, (Usage {5, 6, {}, {}}));
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
