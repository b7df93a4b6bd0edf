// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/observationline.h"
#include "storage/exchange/observationsjsonl.h"
#include "storage/exchange/observationsource.h"
#include "tests/support/brokenstore.h"
#include "tests/support/csvtext.h"
#include "tests/support/fullobservation.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

namespace {

const QByteArray agent = "0b7c1f0e-1111-4222-8333-944445555666";

QByteArray edited(const char* path, const QJsonValue& value)
{
    QJsonObject json = QJsonDocument::fromJson(observationLine({.agent = agent,
                                                                .observation =
                                                                    [] {
                                                                        Observation o =
                                                                            fullObservation();
                                                                        o.seq = 7;
                                                                        return o;
                                                                    }()}))
                           .object();
    QStringList keys = QString::fromLatin1(path).split(QLatin1Char('.'));
    const QString last = keys.takeLast();
    std::vector<QJsonObject> way {json};
    for (const QString& key : keys) {
        way.push_back(way.back()[key].toObject());
    }
    if (value.isUndefined()) {
        way.back().remove(last);
    } else {
        way.back()[last] = value;
    }
    while (way.size() > 1) {
        const QJsonObject inner = way.back();
        way.pop_back();
        way.back()[keys.takeLast()] = inner;
    }
    return QJsonDocument(way.front()).toJson(QJsonDocument::Compact);
}

} // namespace

class TestObservationLine : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void syntheticOnesComeBack();
    void whatIsAbsentHasNoKey();
    void secretsStayBehind();
    void aBrokenLineIsNamed_data();
    void aBrokenLineIsNamed();
    void aFileIsReadLineByLine();
    void aStoreIsWrittenWithItsOrigins();
    void aFailingStoreIsAnError();
};

void TestObservationLine::comesBackAsItWas_data()
{
    QTest::addColumn<Observation>("observation");
    QTest::newRow("every field told") << fullObservation();
    QTest::newRow("the least that is one") << observed({}, fromEpochMs(0), Outcome::Ok);
    QTest::newRow("not sent") << observed(QStringLiteral("m"), fromEpochMs(253'402'300'799'999),
                                          Outcome::Skipped, ProbeKind::Line);
    Observation large = observed(QStringLiteral("m"), fromEpochMs(1));
    large.costNanoUsd = std::numeric_limits<qint64>::max();
    large.timing.total = Micros::max();
    large.lateness = -Micros::max();
    QTest::newRow("the largest numbers") << large;
    for (int version : {9, 10, 20, 30}) {
        Observation o = observed(QStringLiteral("m"), fromEpochMs(1));
        o.connection.httpVersion = quint8(version);
        QTest::addRow("HTTP version %d", version) << o;
    }
}

void TestObservationLine::comesBackAsItWas()
{
    QFETCH(const Observation, observation);
    const ExchangedObservation plain {.observation = observation};
    const auto read = observationFromLine(observationLine(plain), 1);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QVERIFY(*read == plain);

    ExchangedObservation identified {.agent = agent, .observation = observation, .demo = true};
    identified.observation.seq = std::numeric_limits<qint64>::max();
    const QByteArray line = observationLine(identified);
    QVERIFY(!line.contains('\n'));
    const auto again = observationFromLine(line, 1);
    QVERIFY(again);
    QVERIFY(*again == identified);
    QCOMPARE(observationLine(*again), line);
}

void TestObservationLine::syntheticOnesComeBack()
{
    const auto all = syntheticObservations(
        {.seed = 5,
         .range = {at("2026-11-01T00:00:00Z"), at("2026-11-08T00:00:00Z")},
         .every = 10min,
         .models = {QStringLiteral("claude-opus-4-7"), QStringLiteral("claude-haiku-5-5")},
         .kinds = {ProbeKind::Admission, ProbeKind::Generation}});
    QVERIFY(all.size() > 3000);
    for (const Observation& observation : all) {
        const ExchangedObservation exchanged {.observation = observation};
        const auto read = observationFromLine(observationLine(exchanged), 1);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QVERIFY(*read == exchanged);
    }
}

void TestObservationLine::whatIsAbsentHasNoKey()
{
    const QByteArray line =
        observationLine({.observation = observed(QStringLiteral("m"), fromEpochMs(1000))});
    QCOMPARE(line,
             QByteArray(R"({"at_epoch_ms":1000,"kind":"admission","lateness_us":0,"model":"m",)"
                        R"("outcome":"ok","proxied":false,"reused_connection":false})"));
}

void TestObservationLine::secretsStayBehind()
{
    Observation o = fullObservation();
    o.detail = QStringLiteral("key sk-ant-api03-abcdefghijklmnop was refused");
    o.bodyExcerpt = "sk-ant-api03-abcdefghijklmnop";
    o.headers = {{"Set-Cookie", "session=abcdefgh"}, {"x-note", "sk-ant-api03-abcdefghijklmnop"}};
    const QByteArray line = observationLine({.observation = o});
    QVERIFY2(!line.contains("abcdefgh"), line.constData());
    const QByteArray foreign = R"({"at_epoch_ms":1,"kind":"line","outcome":"ok","headers":)"
                               R"([["cookie","abcdefgh"],["x","sk-ant-api03-abcdefgh"]]})";
    const auto read = observationFromLine(foreign, 1);
    QVERIFY(read);
    QVERIFY(read->observation.headers
            == (HeaderList {{"cookie", "[redacted]"}, {"x", "[redacted]"}}));
}

void TestObservationLine::aBrokenLineIsNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& line, const char* says) {
        QTest::newRow(name) << line << QString::fromLatin1(says);
    };
    const QJsonValue gone {QJsonValue::Undefined};
    row("no JSON", "at,model", "this is not one observation in JSON");
    row("half a line", observationLine({.observation = fullObservation()}).left(300),
        "this is not one observation in JSON");
    row("a list", "[1]", "this is not one observation in JSON: it is no object");
    row("an unknown key", edited("weather", QStringLiteral("fine")), "there is no key \"weather\"");
    row("an unknown key inside", edited("timing.lunch_us", 1),
        "there is no key \"timing.lunch_us\"");
    row("no moment", edited("at_epoch_ms", gone), "at_epoch_ms is missing");
    row("a moment in words", edited("at_epoch_ms", QStringLiteral("2026-11-21T14:19:00Z")),
        "at_epoch_ms must be an integer from 0 to 253402300799999");
    row("half a millisecond", edited("at_epoch_ms", 1.5), "at_epoch_ms must be an integer");
    row("no kind", edited("kind", gone), "kind is missing");
    row("an unknown kind", edited("kind", QStringLiteral("x")),
        "kind must be one of those known; \"x\" is none");
    row("no outcome", edited("outcome", gone), "outcome is missing");
    row("an unknown outcome", edited("outcome", QStringLiteral("fine")), "outcome must be one of");
    row("an unknown phase", edited("failed_in", QStringLiteral("lunch")), "failed_in must be one");
    row("a status that is none", edited("http_status", 42),
        "http_status must be an integer from 100 to 999");
    row("a duration below zero", edited("timing.total_us", -1),
        "timing.total_us must be an integer from 0 on");
    row("a text for a number", edited("usage.input_tokens", QStringLiteral("5")),
        "usage.input_tokens must be an integer from 0 on");
    row("token gaps that are none", edited("timing.token_gaps_us", QStringLiteral("1")),
        "timing.token_gaps_us must be a list of integers from 0 on");
    row("a limit that is none", edited("limits.requests.limit", true),
        "limits.requests.limit must be an integer from 0 on");
    row("a limit of an unknown kind", edited("limits.lunches", QJsonObject()),
        "there is no key \"limits.lunches\"");
    row("a flag in words", edited("proxied", QStringLiteral("yes")),
        "proxied must be true or false");
    row("a version that is none", edited("http_version", QStringLiteral("one")),
        "http_version must be like \"1.1\"");
    row("headers that are none", edited("headers", QJsonObject()),
        "headers must be a list of pairs");
    row("bytes that are none",
        edited("body_excerpt", QJsonObject {{QStringLiteral("base64"), QStringLiteral("*")}}),
        "body_excerpt must be text or {\"base64\": \"...\"}");
    row("an agent that is none", edited("agent", QStringLiteral("me")), "agent must be a uuid");
    row("an agent without a seq", edited("seq", gone), "seq is missing");
    row("seqs begin at one", edited("seq", 0), "seq must be an integer from 1 on");
    row("a line without end", QByteArray(longestLine + 1, ' '), "the line is longer than 4194304");
}

void TestObservationLine::aBrokenLineIsNamed()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, says);
    const auto read = observationFromLine(line, 12);
    QVERIFY(!read);
    QCOMPARE(read.error().code, Error::Code::BadData);
    QVERIFY2(read.error().message.startsWith(QStringLiteral("Line 12: ") + says),
             qPrintable(read.error().message));
}

void TestObservationLine::aFileIsReadLineByLine()
{
    const QByteArray good = observationLine({.observation = fullObservation()});
    QByteArray text = good + "\n\n" + good + "\r\n{\"no\": 1}\n" + good;
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    const auto source = openObservationSource(buffer);
    QVERIFY(source);
    QList<qint64> sound;
    QList<qint64> broken;
    while (const auto row = (*source)->next()) {
        (row->exchanged ? sound : broken) << row->number;
    }
    QCOMPARE(sound, QList<qint64>({1, 3, 5}));
    QCOMPARE(broken, QList<qint64>({4}));
}

void TestObservationLine::aStoreIsWrittenWithItsOrigins()
{
    MemoryStore store;
    store.add(observed(QStringLiteral("own"), fromEpochMs(1000)));
    Observation foreign = fullObservation();
    foreign.seq = 41;
    QVERIFY(store.ingest(freeze(agent, {foreign})));
    store.add(observed(QStringLiteral("own"), fromEpochMs(3000)));
    QByteArray text =
        written([&](QIODevice& d) { return writeObservationsJsonl(d, store, RowFilter {}); });
    const QByteArrayList lines = text.split('\n');
    QCOMPARE(lines.size(), 4);
    const auto own = observationFromLine(lines[0], 1);
    const auto other = observationFromLine(lines[1], 2);
    QVERIFY(own && other);
    QCOMPARE(own->agent, store.info()->agent);
    QCOMPARE(own->observation.seq, 1);
    QCOMPARE(other->agent, agent);
    QVERIFY(other->observation == foreign);
    QCOMPARE(observationFromLine(lines[2], 3)->observation.seq, 3);
}

void TestObservationLine::aFailingStoreIsAnError()
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto done = writeObservationsJsonl(buffer, BrokenStore(), RowFilter {});
    QVERIFY(!done);
    QCOMPARE(done.error().code, Error::Code::Io);
}

QTEST_GUILESS_MAIN(TestObservationLine)
#include "tst_observationline.moc"
