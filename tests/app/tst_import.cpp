// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqlitestore.h"
#include "tests/support/fullobservation.h"
#include "tests/support/program.h"
#include "tests/support/syntheticdata.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::vector<Observation> some()
{
    auto all =
        syntheticObservations({.seed = 2,
                               .range = {at("2026-11-01T00:00:00Z"), at("2026-11-02T00:00:00Z")},
                               .every = 10min,
                               .models = {u"claude-opus-4-7"_s, u"claude-haiku-5-5"_s}});
    all.push_back(fullObservation());
    return all;
}

// A database in the program's home.
QString stored(const Program& program, const QString& name, bool demo = false)
{
    const QString path = program.path(name);
    const auto writer = openSqliteWriter(path, {.demo = demo, .agent = {}});
    Batch batch;
    batch.observations = some();
    if (!writer || !(*writer)->append(batch)) {
        qFatal("%s cannot be written", qPrintable(path));
    }
    return path;
}

QByteArray exported(const Program& program, const QString& database, const QString& format)
{
    return program.run({u"export"_s, u"observations"_s, u"--db"_s, database, u"--format"_s, format})
        .out;
}

qint64 rowsIn(const QString& database)
{
    const auto reader = openSqliteReader(database);
    return reader ? *(*reader)->countObservations({}) : -1;
}

} // namespace

// Every test runs the program.
class TestImport : public QObject
{
    Q_OBJECT

private slots:
    void whatIsExportedIsImportedOnce_data();
    void whatIsExportedIsImportedOnce();
    void linesAreExactOverTwoStores();
    void storesCanBeMerged();
    void oneBadLineStopsAll();
    void badLinesCanBeLeftOut();
    void manyMistakesAreCounted();
    void simulatedAndMeasuredStayApart();
    void failures_data();
    void failures();
    void aConflictIsSaid();
};

void TestImport::whatIsExportedIsImportedOnce_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("fromStandardInput");
    QTest::newRow("CSV") << u"csv"_s << false;
    QTest::newRow("JSON lines") << u"jsonl"_s << false;
    QTest::newRow("CSV through a pipe") << u"csv"_s << true;
}

void TestImport::whatIsExportedIsImportedOnce()
{
    QFETCH(const QString, format);
    QFETCH(const bool, fromStandardInput);
    const Program program;
    const QByteArray text = exported(program, stored(program, u"a.sqlite"_s), format);
    const auto count = qint64(some().size());
    const QString file = program.path(u"a."_s + format);
    writeFile(file, text);
    const QString to = program.path(u"b.sqlite"_s);
    const QString source = fromStandardInput ? u"-"_s : file;
    const auto import = [&] {
        return program.run({u"import"_s, source, u"--db"_s, to, u"--json"_s},
                           fromStandardInput ? text : QByteArray());
    };
    const auto first = import();
    QVERIFY2(first.code == 0, first.err.constData());
    const QJsonObject told = QJsonDocument::fromJson(first.out).object();
    QCOMPARE(told[u"added"_s].toInteger(), count);
    QCOMPARE(told[u"known"_s].toInteger(), 0);
    const auto again = QJsonDocument::fromJson(import().out).object();
    QCOMPARE(again[u"added"_s].toInteger(), 0);
    QCOMPARE(again[u"known"_s].toInteger(), count);
    QCOMPARE(rowsIn(to), count);
    const auto verified = program.run({u"db"_s, u"verify"_s, u"--db"_s, to});
    QVERIFY2(verified.code == 0, verified.out.constData());
}

void TestImport::linesAreExactOverTwoStores()
{
    const Program program;
    const QByteArray text = exported(program, stored(program, u"a.sqlite"_s), u"jsonl"_s);
    const QString to = program.path(u"b.sqlite"_s);
    const auto ended = program.run({u"import"_s, u"-"_s, u"--db"_s, to}, text);
    QVERIFY2(ended.code == 0, ended.err.constData());
    QCOMPARE(ended.out,
             u"%1 observations added to %2, 0 were there already.\n"_s.arg(some().size())
                 .arg(to)
                 .toUtf8());
    QCOMPARE(exported(program, to, u"jsonl"_s), text);
}

void TestImport::storesCanBeMerged()
{
    const Program program;
    const QString a = stored(program, u"a.sqlite"_s);
    const QString b = stored(program, u"b.sqlite"_s);
    const QString lines = program.path(u"lines.jsonl"_s);
    const auto import = [&](const QString& from, const QString& to) {
        writeFile(lines, exported(program, from, u"jsonl"_s));
        const auto ended = program.run({u"import"_s, lines, u"--db"_s, to, u"--json"_s});
        return QJsonDocument::fromJson(ended.out).object()[u"added"_s].toInteger(-1);
    };
    const auto count = qint64(some().size());
    QCOMPARE(import(a, b), count);
    QCOMPARE(import(b, a), count); // those of b; its own come home
    QCOMPARE(import(a, b), 0);
    QCOMPARE(rowsIn(a), 2 * count);
    QCOMPARE(rowsIn(b), 2 * count);
}

void TestImport::oneBadLineStopsAll()
{
    const Program program;
    QByteArray text = exported(program, stored(program, u"a.sqlite"_s), u"csv"_s);
    text.replace("claude-haiku-5-5,admission", "claude-haiku-5-5,lunch");
    writeFile(program.path(u"a.csv"_s), text);
    const QString to = program.path(u"b.sqlite"_s);
    const auto ended = program.run({u"import"_s, program.path(u"a.csv"_s), u"--db"_s, to});
    QCOMPARE(ended.code, 65);
    QVERIFY2(ended.err.contains("column kind must be one of those known, and is \"lunch\""),
             ended.err.constData());
    QVERIFY2(ended.err.contains("Nothing was imported"), ended.err.constData());
    QVERIFY(ended.out.isEmpty());
    QVERIFY(!QFileInfo::exists(to));
}

void TestImport::badLinesCanBeLeftOut()
{
    const Program program;
    QByteArray text = exported(program, stored(program, u"a.sqlite"_s), u"jsonl"_s);
    QByteArrayList lines = text.split('\n');
    lines[3] = "{}";
    lines[7] = lines[7].left(50);
    const QString to = program.path(u"b.sqlite"_s);
    const auto ended =
        program.run({u"import"_s, u"-"_s, u"--skip-bad"_s, u"--db"_s, to}, lines.join('\n'));
    QVERIFY2(ended.code == 0, ended.err.constData());
    QVERIFY2(ended.err.contains("standard input, line 4: at_epoch_ms is missing"),
             ended.err.constData());
    QVERIFY2(ended.out.contains("2 bad lines left out"), ended.out.constData());
    QCOMPARE(rowsIn(to), qint64(some().size()) - 2);
}

void TestImport::manyMistakesAreCounted()
{
    const Program program;
    QByteArray text = "{}\n";
    for (int i = 0; i < 40; ++i) {
        text += "not an observation\n";
    }
    const auto ended =
        program.run({u"import"_s, u"-"_s, u"--db"_s, program.path(u"b.sqlite"_s)}, text);
    QCOMPARE(ended.code, 65);
    QCOMPARE(ended.err.count("line "), 20);
    QVERIFY2(ended.err.contains("... and 23 more of that sort."), ended.err.constData());
}

void TestImport::simulatedAndMeasuredStayApart()
{
    const Program program;
    const QString measured = stored(program, u"measured.sqlite"_s);
    const QString demo = stored(program, u"demo.sqlite"_s, true);
    const QByteArray measuredLines = exported(program, measured, u"jsonl"_s);
    const QByteArray demoLines = exported(program, demo, u"jsonl"_s);
    const auto code = [&](const QByteArray& lines, const QString& to) {
        return program.run({u"import"_s, u"-"_s, u"--db"_s, to}, lines).code;
    };
    QCOMPARE(code(demoLines, measured), 73);
    QCOMPARE(code(measuredLines, demo), 73);
    QCOMPARE(code(measuredLines + demoLines, program.path(u"c.sqlite"_s)), 65);
    QCOMPARE(code(demoLines, program.path(u"d.sqlite"_s)), 0);
    QVERIFY((*openSqliteReader(program.path(u"d.sqlite"_s)))->info()->demo);
}

void TestImport::failures_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no file is named") << QStringList {} << 64 << QByteArray("FILE");
    QTest::newRow("a file that is not there")
        << QStringList {u"@/missing.csv"_s} << 66 << QByteArray("Could not read");
    QTest::newRow("a directory") << QStringList {u"@"_s} << 66 << QByteArray("it is a directory");
    QTest::newRow("another table")
        << QStringList {u"@/rates.csv"_s} << 65 << QByteArray("the header lacks kind, outcome");
    QTest::newRow("an empty file")
        << QStringList {u"@/empty.csv"_s} << 65 << QByteArray("the file is empty");
}

void TestImport::failures()
{
    QFETCH(QStringList, arguments);
    QFETCH(const int, code);
    QFETCH(const QByteArray, sentence);
    const Program program;
    writeFile(program.path(u"rates.csv"_s), "model,step\r\nm,1\r\n");
    writeFile(program.path(u"empty.csv"_s), "");
    arguments.replaceInStrings(u"@"_s, program.path({}));
    const auto ended = program.run(QStringList {u"import"_s} + arguments);
    QCOMPARE(ended.code, code);
    QVERIFY2(ended.err.contains(sentence), ended.err.constData());
}

void TestImport::aConflictIsSaid()
{
    const Program program;
    const QByteArray text = exported(program, stored(program, u"a.sqlite"_s), u"jsonl"_s);
    const QString to = program.path(u"b.sqlite"_s);
    QCOMPARE(program.run({u"import"_s, u"-"_s, u"--db"_s, to}, text).code, 0);
    QByteArray other = text;
    other.replace("claude-haiku-5-5", "claude-haiku-4-5");
    const auto ended = program.run({u"import"_s, u"-"_s, u"--db"_s, to}, other);
    QCOMPARE(ended.code, 65);
    QVERIFY2(ended.err.contains("others are stored under these numbers"), ended.err.constData());
    QCOMPARE(rowsIn(to), qint64(some().size()));
}

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
