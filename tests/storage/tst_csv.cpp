// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/csv.h"
#include "storage/report/outputfile.h"
#include "tests/support/brokenstore.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cells_data();
    void cells();
    void aFullDiskIsAnError();
    void aFailingReaderIsAnError();
    void outputReplacesTheFileOnlyWhenComplete();
    void outputSaysWhyItCannotBegin();
};

namespace {

const QString opus = QStringLiteral("claude-opus-4-7");
const TimePoint t0 = at("2026-11-20T10:00:00.123Z");
const RowFilter everything = rowsIn({fromEpochMs(0), at("2030-01-01T00:00:00Z")});

// Takes nothing, like a full disk, and says so at once.
class FullDevice final : public QIODevice
{
public:
    FullDevice() { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }
    int attempts = 0;

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char*, qint64) override
    {
        ++attempts;
        setErrorString(QStringLiteral("No space left on device"));
        return -1;
    }
};

} // namespace

void TestCsv::initTestCase()
{
    // Comma as the decimal mark, dot between thousands: neither may reach a file.
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(QLocale().toString(1234.5, 'f', 1), QStringLiteral("1.234,5"));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
}

void TestCsv::cells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("csv");
    const auto row = [](const char* name, const char* text, const char* csv) {
        QTest::newRow(name) << QString::fromUtf8(text) << QByteArray(csv);
    };
    row("plain text", "claude", "claude");
    row("empty means unknown", "", "");
    row("a comma is quoted", "a,b", "\"a,b\"");
    row("a quote is doubled", "say \"no\"", "\"say \"\"no\"\"\"");
    row("a new line is quoted", "a\nb", "\"a\nb\"");
    row("a carriage return is quoted", "a\rb", "\"a\rb\"");
    row("UTF-8 stays", "Überlast − 529", "Überlast − 529");
    row("equals is guarded", "=1+1", "'=1+1");
    row("plus is guarded", "+1", "'+1");
    row("at is guarded", "@SUM(A1)", "'@SUM(A1)");
    row("minus before text is guarded", "-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0");
    row("minus alone is guarded", "-", "'-");
    row("a tab is guarded", "\tx", "'\tx");
    row("a carriage return in front is guarded", "\r=1", "\"'\r=1\"");
    row("guard and quotes together", "=HYPERLINK(\"x\",\"y\")",
        "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    row("a negative number is a number", "-12", "-12");
    row("a negative fraction is a number", "-0.00012300", "-0.00012300");
    row("a negative power is a number", "-1.5e-07", "-1.5e-07");
    row("two dots are no number", "-1.2.3", "'-1.2.3");
    row("a comma is no dot", "-1,5", "\"'-1,5\"");
    row("equals inside is harmless", "a=1", "a=1");
}

void TestCsv::cells()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, csv);
    const QByteArray line = written([&](QIODevice& device) {
        CsvWriter writer(device);
        writer.row({QStringLiteral("x"), text});
        return writer.finish();
    });
    QCOMPARE(line, "x," + csv + "\r\n");
}

void TestCsv::aFullDiskIsAnError()
{
    MemoryStore store;
    for (int i = 0; i < 5000; ++i) {
        store.add(observed(opus, t0 + 1s * i));
    }
    FullDevice device;
    const auto refused = writeObservationsCsv(device, store, everything);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Error::Code::Io);
    QVERIFY(refused.error().message.contains(QStringLiteral("No space left on device")));
    QCOMPARE(device.attempts, 1); // and it stops there

    const QString full = QStringLiteral("/dev/full");
    if (QFile::exists(full)) { // a kernel's own full disk, where there is one
        const auto done = writeOutput(
            full, [&](QIODevice& d) { return writeObservationsCsv(d, store, everything); });
        QVERIFY(!done);
        QCOMPARE(done.error().code, Error::Code::Io);
    }
}

void TestCsv::aFailingReaderIsAnError()
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto done = writeObservationsCsv(buffer, BrokenStore(), everything);
    QVERIFY(!done);
    QCOMPARE(done.error().code, Error::Code::Io);
}

void TestCsv::outputReplacesTheFileOnlyWhenComplete()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("out.csv"));
    const auto contents = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    };
    QVERIFY(writeOutput(path, [](QIODevice& device) -> Result<void> {
        device.write("first");
        return {};
    }));
    QCOMPARE(contents(), QByteArray("first"));
    const auto failed = writeOutput(path, [](QIODevice& device) -> Result<void> {
        device.write("half of the sec");
        return Error {Error::Code::BadData, QStringLiteral("The file is damaged.")};
    });
    QVERIFY(!failed);
    QCOMPARE(contents(), QByteArray("first"));
    QCOMPARE(QDir(directory.path()).entryList(QDir::Files).size(), 1); // no temporary file is left
    QVERIFY(writeOutput(path, [](QIODevice& device) -> Result<void> {
        device.write("second");
        return {};
    }));
    QCOMPARE(contents(), QByteArray("second"));
}

void TestCsv::outputSaysWhyItCannotBegin()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("missing/out.csv"));
    const auto failed = writeOutput(path, [](QIODevice&) -> Result<void> { return {}; });
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, Error::Code::CannotCreate);
    QVERIFY(failed.error().message.contains(path));
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
