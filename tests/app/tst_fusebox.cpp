// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pipeline/fusebox.h"
#include "tests/support/manualclock.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

FuseTrip someTrip()
{
    return {.at = fromEpochMs(1'777'809'600'123),
            .target = {u"claude-opus-4-7"_s, ProbeKind::Generation, u"work"_s},
            .reason = u"977 output tokens were billed where at most 32 were asked for"_s,
            .asked = {.inputTokens = 620, .outputTokens = 32, .nanoUsd = 1'000'000},
            .billed = {.input = 17, .output = 977, .cacheWrite = {}, .cacheRead = 0},
            .costNanoUsd = 24'510'000,
            .requestId = u"req_011"_s};
}

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

// A box whose signals are counted.
struct Watched
{
    explicit Watched(const QString& file)
        : box(file, std::make_shared<ManualClock>())
        , tripped(&box, &FuseBox::tripped)
        , reset(&box, &FuseBox::reset)
        , happened(&box, &FuseBox::happened)
    {
    }
    Event event(qsizetype i) const { return happened.at(i).first().value<Event>(); }

    FuseBox box;
    QSignalSpy tripped;
    QSignalSpy reset;
    QSignalSpy happened;
};

} // namespace

class TestFuseBox : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void writtenReadsBackTheSame();
    void aFileThatSaysNothingIsATrip_data();
    void aFileThatSaysNothingIsATrip();
    void removingTellsWhetherItWasThere();
    void aTripIsWrittenAndToldOnce();
    void aRestartFindsItTripped();
    void deletingTheFileResets();
    void aFileThatAppearsTrips();
    void whatCannotBeWrittenStaysInMemory();
    void holdsNoSecret();

private:
    QString file() const { return fuseFile(m_directory->filePath(u"p.sqlite"_s)); }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestFuseBox::writtenReadsBackTheSame()
{
    QVERIFY(!readFuse(file()));
    QVERIFY(writeFuse(file(), someTrip()));
    QCOMPARE(readFuse(file()), std::optional(someTrip()));
    FuseTrip unpriced = someTrip();
    unpriced.costNanoUsd.reset();
    QVERIFY(writeFuse(file(), unpriced));
    QCOMPARE(readFuse(file()), std::optional(unpriced));
}

void TestFuseBox::aFileThatSaysNothingIsATrip_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("tripped\n");
    QTest::newRow("other JSON") << QByteArray("[1, 2]");
}

void TestFuseBox::aFileThatSaysNothingIsATrip()
{
    QFETCH(QByteArray, text);
    write(file(), text);
    const auto trip = readFuse(file());
    QVERIFY(trip);
    QVERIFY2(trip->reason.contains(u"says no more"_s), qPrintable(trip->reason));
    QVERIFY(sentence(*trip).contains(u"fuse reset"_s));
}

void TestFuseBox::removingTellsWhetherItWasThere()
{
    QCOMPARE(*removeFuse(file()), false);
    QVERIFY(writeFuse(file(), someTrip()));
    QCOMPARE(*removeFuse(file()), true);
    QVERIFY(!readFuse(file()));
    QVERIFY(QDir().mkdir(file())); // whatever it is, it cannot be deleted as a file
    const auto removed = removeFuse(file());
    QVERIFY(!removed);
    QCOMPARE(removed.error().code, Error::Code::Permission);
}

void TestFuseBox::aTripIsWrittenAndToldOnce()
{
    Watched one(file());
    one.box.start();
    QVERIFY(!one.box.state());
    one.box.trip(someTrip());
    one.box.trip(someTrip());
    QCOMPARE(one.tripped.size(), 1);
    QCOMPARE(one.tripped.first().at(1).toString(), QString());
    QCOMPARE(readFuse(file()), std::optional(someTrip()));
    QCOMPARE(one.happened.size(), 1);
    QCOMPARE(one.event(0).type, EventType::FuseTripped);
    QVERIFY(one.event(0).at == someTrip().at);
    QCOMPARE(one.event(0).models, QStringList {u"claude-opus-4-7"_s});
    QVERIFY(one.event(0).detail.contains(u"977"_s));
    QVERIFY(QJsonDocument::fromJson(one.event(0).raw).isObject());
}

void TestFuseBox::aRestartFindsItTripped()
{
    QVERIFY(writeFuse(file(), someTrip()));
    Watched one(file());
    one.box.start();
    QCOMPARE(one.box.state(), std::optional(someTrip()));
    QCOMPARE(one.tripped.size(), 1);
    // The store knows this event already, by its identity.
    QCOMPARE(one.event(0).identity, eventOf(someTrip()).identity);
    QVERIFY(!one.event(0).identity.isEmpty());
}

void TestFuseBox::deletingTheFileResets()
{
    Watched one(file());
    one.box.start();
    one.box.trip(someTrip());
    QVERIFY(*removeFuse(file()));
    QTRY_COMPARE(one.reset.size(), 1);
    QVERIFY(!one.box.state());
    QCOMPARE(one.happened.size(), 2);
    QCOMPARE(one.event(1).title, u"The fuse was reset"_s);
    one.box.trip(someTrip()); // and it can trip again
    QCOMPARE(one.tripped.size(), 2);
    QVERIFY(readFuse(file()));
}

void TestFuseBox::aFileThatAppearsTrips()
{
    Watched one(file());
    one.box.start();
    write(file(), "by hand");
    QTRY_COMPARE(one.tripped.size(), 1);
}

void TestFuseBox::whatCannotBeWrittenStaysInMemory()
{
    const QString directory = m_directory->filePath(u"missing"_s);
    const QString path = directory + u"/p.sqlite.fuse"_s;
    Watched one(path);
    one.box.start();
    one.box.trip(someTrip());
    QCOMPARE(one.tripped.size(), 1);
    const QString advice = one.tripped.first().at(1).toString();
    QVERIFY2(advice.contains(u"cannot be written"_s), qPrintable(advice));
    QVERIFY(one.box.state());
    one.box.start(); // looks again: a missing file that never was is no reset
    QVERIFY(one.box.state());
    QCOMPARE(one.reset.size(), 0);
    QVERIFY(QDir().mkdir(directory));
    one.box.start();
    QCOMPARE(readFuse(path), std::optional(someTrip()));
    QVERIFY(*removeFuse(path));
    QTRY_COMPARE(one.reset.size(), 1);
}

void TestFuseBox::holdsNoSecret()
{
    FuseTrip trip = someTrip();
    trip.requestId = u"sk-ant-api03-abcdefghijklmnopqrstuvwxyz"_s;
    QVERIFY(writeFuse(file(), trip));
    QFile written(file());
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(!written.readAll().contains("abcdefghij"));
    QVERIFY(!eventOf(trip).identity.contains(u"abcdefghij"_s));
}

QTEST_GUILESS_MAIN(TestFuseBox)
#include "tst_fusebox.moc"
