// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/api/streamstate.h"
#include "tests/probes/probeonce.h"
#include "tests/support/paths.h"
#include "tests/support/scriptedserver.h"

#include <QDir>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// All that a stream told; times are left out, for every piece arrives at the same one.
struct Told
{
    bool started = false;
    bool output = false;
    bool complete = false;
    QString error;
    std::size_t gaps = 0;
    Usage usage;

    bool operator==(const Told&) const = default;
};

Told toldBy(const std::vector<QByteArrayView>& pieces)
{
    EventStreamReader reader;
    StreamState state;
    for (const QByteArrayView piece : pieces) {
        for (const StreamEvent& event : reader.feed(piece)) {
            state.take(event, Micros(7));
        }
    }
    const ApiError error = state.error().value_or(ApiError {});
    return {state.isStarted(),
            state.hasOutput(),
            state.isComplete(),
            error.type + u'|' + error.code + u'|' + error.message + u'|' + error.requestId,
            state.tokenGaps().size(),
            state.usage()};
}

Told toldBy(const QByteArray& bytes)
{
    return toldBy(std::vector<QByteArrayView> {bytes});
}

QByteArray withLineEnds(QByteArray text, const QByteArray& end)
{
    return text.replace("\r\n", "\n").replace("\n", end);
}

// Before every event another one, of which the reader of a message need not know.
QByteArray between(const QByteArray& text, const QByteArray& event)
{
    QByteArray mixed = event;
    for (const QByteArray& line : withLineEnds(text, "\n").split('\n')) {
        mixed += line + '\n';
        if (line.isEmpty()) {
            mixed += event;
        }
    }
    return mixed;
}

const QByteArray shortest =
    "event: message_start\r\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":"
    "{\"input_tokens\":8}}}\r\n\r\n: hm\r\ndata: {\"type\":\"content_block_delta\"}\r\r"
    "data: {\"type\":\"message_stop\"}\n\n";

} // namespace

class TestStreams : public QObject
{
    Q_OBJECT

private slots:
    void tellTheSameHoweverCut_data();
    void tellTheSameHoweverCut();
    void tellTheSameCutTwice_data();
    void tellTheSameCutTwice();
    void pingsForEverEndWithTheTime();
    void timesPiecesThatArriveApart();
};

void TestStreams::tellTheSameHoweverCut_data()
{
    QTest::addColumn<QByteArray>("recorded");
    const QDir folder(dataFile(u"streams"_s));
    for (const QString& name : folder.entryList({u"*.sse"_s})) {
        QTest::newRow(qPrintable(name)) << fixture(u"streams/"_s + name);
    }
    QTest::newRow("all line ends at once") << shortest;
}

// The property: line ends, pings, unknown events and cuts change nothing of what a stream tells.
void TestStreams::tellTheSameHoweverCut()
{
    QFETCH(QByteArray, recorded);
    const Told expected = toldBy(recorded);
    QVERIFY(expected.started || !expected.error.isEmpty());
    const QByteArrayList variants {
        recorded,
        withLineEnds(recorded, "\n"),
        withLineEnds(recorded, "\r\n"),
        withLineEnds(recorded, "\r"),
        between(recorded, "event: ping\ndata: {\"type\": \"ping\"}\n\n"),
        between(recorded, "event: from_tomorrow\ndata: {\"type\":\"from_tomorrow\"}\n\n"),
        between(recorded, "data: not JSON at all\n\n"),
        between(recorded, ": a comment\n"),
    };
    for (qsizetype v = 0; v < variants.size(); ++v) {
        const QByteArrayView bytes = variants[v];
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            const bool same = toldBy({bytes.first(cut), bytes.sliced(cut)}) == expected;
            QVERIFY2(same, qPrintable(u"variant %1, cut at %2"_s.arg(v).arg(cut)));
        }
    }
}

void TestStreams::tellTheSameCutTwice_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a short message") << shortest;
    QTest::newRow("an error") << fixture(u"streams/overloaded-first.sse"_s);
    QTest::newRow("an error as documented")
        << fixture(u"streams/overloaded-first-documented.sse"_s);
}

void TestStreams::tellTheSameCutTwice()
{
    QFETCH(QByteArray, bytes);
    const Told expected = toldBy(bytes);
    QVERIFY(expected.complete);
    const QByteArrayView all = bytes;
    for (qsizetype first = 0; first <= all.size(); ++first) {
        for (qsizetype second = first; second <= all.size(); ++second) {
            const bool same =
                toldBy({all.first(first), all.sliced(first, second - first), all.sliced(second)})
                == expected;
            QVERIFY2(same, qPrintable(u"cut at %1 and %2"_s.arg(first).arg(second)));
        }
    }
}

// Never silent for long, never at its end: only the time for the whole answer ends it.
void TestStreams::pingsForEverEndWithTheTime()
{
    Script script {{{streamHead()}}, Script::End::Hold};
    for (int i = 0; i < 100; ++i) {
        script.pieces.push_back({"event: ping\ndata: {\"type\": \"ping\"}\n\n", 50ms});
    }
    ScriptedServer server(script);
    const Observation got = probeOnce(server.start(), ProbeKind::Admission, 600ms, 500ms);
    QCOMPARE(got.outcome, Outcome::TimedOut);
    QCOMPARE(got.failedIn, Phase::Stream);
    QVERIFY(got.timing.firstByte.has_value());
    QVERIFY(*got.timing.total >= 600ms);
}

// An event counts when its last byte is there, not when its first one is.
void TestStreams::timesPiecesThatArriveApart()
{
    const QByteArray text = fixture(u"streams/one-token.sse"_s);
    const qsizetype delta = text.indexOf("content_block_delta") + 5;
    ScriptedServer server(
        {{{streamHead()}, {text.first(delta), 0ms}, {text.mid(delta), 80ms}}, Script::End::Close});
    const Observation got = probeOnce(server.start(), ProbeKind::Admission);
    QCOMPARE(got.outcome, Outcome::Ok);
    QVERIFY(*got.timing.firstToken >= 80ms);
}

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
