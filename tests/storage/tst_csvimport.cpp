// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/exchange/observationsource.h"
#include "storage/report/csv.h"
#include "tests/support/csvtext.h"
#include "tests/support/fullobservation.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

namespace {

struct Read
{
    std::vector<Observation> rows;
    QStringList problems;
    QStringList notices;
    QString refused;
};

Read readAll(QByteArray text)
{
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    Read read;
    const auto source = openObservationSource(buffer);
    if (!source) {
        read.refused = source.error().message;
        return read;
    }
    while (const auto row = (*source)->next()) {
        if (row->exchanged) {
            read.rows.push_back(row->exchanged->observation);
        }
        for (const QString& problem : row->problems) {
            read.problems << QStringLiteral("%1: %2").arg(row->line).arg(problem);
        }
    }
    read.notices = (*source)->notices();
    return read;
}

QByteArray exported(const std::vector<Observation>& rows)
{
    MemoryStore store;
    for (const Observation& row : rows) {
        store.add(row);
    }
    return written([&](QIODevice& d) { return writeObservationsCsv(d, store, RowFilter {}); });
}

// What CSV carries of an observation.
Observation carried(Observation o)
{
    o.seq = 0;
    o.headers.clear();
    o.bodyExcerpt.clear();
    o.timing.tokenGaps.clear();
    return o;
}

} // namespace

class TestCsvImport : public QObject
{
    Q_OBJECT

private slots:
    void whatIsExportedComesBack();
    void formulasLoseTheirGuard_data();
    void formulasLoseTheirGuard();
    void columnsAreFoundByName();
    void filesThatAreRefused_data();
    void filesThatAreRefused();
    void badCellsAreNamed_data();
    void badCellsAreNamed();
};

void TestCsvImport::whatIsExportedComesBack()
{
    auto all =
        syntheticObservations({.seed = 9,
                               .range = {at("2026-11-01T00:00:00Z"), at("2026-11-03T00:00:00Z")},
                               .every = 5min,
                               .models = {QStringLiteral("claude-opus-4-7")}});
    all.push_back(fullObservation());
    all.push_back(observed({}, fromEpochMs(0), Outcome::DnsFailed, ProbeKind::Line));
    const Read read = readAll(exported(all));
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.notices, QStringList());
    QCOMPARE(read.rows.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        QVERIFY2(read.rows[i] == carried(all[i]), qPrintable(QString::number(i)));
    }
}

void TestCsvImport::formulasLoseTheirGuard_data()
{
    QTest::addColumn<QString>("detail");
    for (const char* text : {"=1+1", "+1", "@sum", "-x", "-1.5", "\ttab",
                             "\r\nline ends, quotes \"\"", "\"", "'quoted'", "a,b", "", "plain"}) {
        QTest::addRow("\"%s\"", text) << QString::fromLatin1(text);
    }
}

void TestCsvImport::formulasLoseTheirGuard()
{
    QFETCH(const QString, detail);
    Observation o = observed(QStringLiteral("m"), fromEpochMs(1000), Outcome::Skipped);
    o.detail = detail;
    const Read read = readAll(exported({o, o}));
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.rows.size(), 2U);
    QCOMPARE(read.rows[0].detail, detail);
    QCOMPARE(read.rows[1].detail, detail);
}

void TestCsvImport::columnsAreFoundByName()
{
    const Read read = readAll("outcome,weather,kind,at,model\n"
                              "ok,fine,line,2026-11-21T14:19:00.123Z,\n"
                              "\n"
                              "\"timed_out\",\"a\nb\",line,2026-11-21T15:19:00+01:00,m\n");
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.notices,
             QStringList {QStringLiteral("columns that are not known are left out: weather")});
    QCOMPARE(read.rows.size(), 2U);
    QVERIFY(read.rows[0].at == at("2026-11-21T14:19:00.123Z"));
    QVERIFY(read.rows[1].at == at("2026-11-21T14:19:00Z"));
    QCOMPARE(read.rows[1].outcome, Outcome::TimedOut);
    QVERIFY(!read.rows[1].timing.total);
}

void TestCsvImport::filesThatAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("the file is empty");
    QTest::newRow("another table")
        << QByteArray("model,step\nm,1\n")
        << QStringLiteral("the header lacks kind, outcome, at_epoch_ms (or at)");
    QTest::newRow("a quote without end")
        << QByteArray("model,\"kind\nm,1\n") << QStringLiteral("a quote is not closed");
    QTest::newRow("not text") << QByteArray("\xff\xfem\0o\0", 6) << QStringLiteral("not UTF-8");
}

void TestCsvImport::filesThatAreRefused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, says);
    const Read read = readAll(text);
    QVERIFY2(read.refused.contains(says), qPrintable(read.refused));
}

void TestCsvImport::badCellsAreNamed_data()
{
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* column, const char* cell, const char* says) {
        QTest::newRow(name) << QByteArray(column) << QByteArray(cell)
                            << QStringLiteral("2: column %1 must be %2, and is \"%3\"")
                                   .arg(QString::fromLatin1(column), QString::fromLatin1(says),
                                        QString::fromLatin1(cell));
    };
    const char* decimal = "a number with a dot and at most 3 decimals, from 0 on";
    row("a word for a moment", "at_epoch_ms", "noon", "an integer from 0 to 253402300799999");
    row("no moment", "at_epoch_ms", "", "there");
    row("an unknown kind", "kind", "lunch", "one of those known");
    row("an unknown outcome", "outcome", "fine", "one of those known");
    row("an unknown phase", "failed_in", "lunch", "one of those known");
    row("a status that is none", "http_status", "5000", "an integer from 100 to 999");
    row("a time below zero", "total_ms", "-1.5", decimal);
    row("finer than a microsecond", "total_ms", "1.2345", decimal);
    row("a number as other countries write it", "total_ms", "1;5", decimal);
    row("two dots", "total_ms", "1.2.3", decimal);
    row("a dot alone", "total_ms", ".5", decimal);
    row("a flag in words", "proxied", "perhaps", "true or false");
    row("a limit that is none", "requests_limit", "many", "an integer from 0 on");
    row("a reset that is none", "requests_reset", "soon", "a moment like 2026-11-21T14:19:00.123Z");
    row("a time without its zone", "requests_reset", "2026-11-21T14:19:00",
        "a moment like 2026-11-21T14:19:00.123Z");
    row("a version that is none", "http_version", "x", "like 1.1");
    row("a cost that is none", "cost_usd", "1e-3",
        "a number with a dot and at most 9 decimals, from 0 on");
}

void TestCsvImport::badCellsAreNamed()
{
    QFETCH(const QByteArray, column);
    QFETCH(const QByteArray, cell);
    QFETCH(const QString, says);
    const QByteArrayList lines =
        csvLines(exported({observed(QStringLiteral("m"), fromEpochMs(1))}));
    QByteArrayList cells = lines[1].split(',');
    const qsizetype place = lines[0].split(',').indexOf(column);
    QVERIFY(place >= 0);
    cells[place] = cell;
    const QByteArray good = lines[1];
    const Read read = readAll(lines[0] + "\r\n" + cells.join(',') + "\r\n" + good + "\r\nx,y\r\n");
    QCOMPARE(read.problems.size(), 2);
    QCOMPARE(read.problems[0], says);
    QVERIFY2(
        read.problems[1].startsWith(QStringLiteral("4: there are 2 cells, and the header has")),
        qPrintable(read.problems[1]));
    QCOMPARE(read.rows.size(), 1U);
}

QTEST_GUILESS_MAIN(TestCsvImport)
#include "tst_csvimport.moc"
