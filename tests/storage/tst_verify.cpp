// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/observationbuilder.h"
#include "tests/support/temporarystore.h"

#include <QTest>

#include <SQLiteCpp/Database.h>

using namespace plimsoll;
using namespace std::chrono_literals;
using test::ObservationBuilder;
using test::TemporaryStore;

class TestVerify : public QObject
{
    Q_OBJECT

private slots:
    void aLieIsFound_data();
    void aLieIsFound();
};

namespace {

// How far upkeep has come: the day and its week are summed up; or the rows are packed as well.
constexpr int summedUp = 2;
constexpr int packed = 100;

} // namespace

void TestVerify::aLieIsFound_data()
{
    QTest::addColumn<int>("steps"); // of upkeep, at the most
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("word"); // "" when all is sound
    int steps = summedUp;
    const auto row = [&steps](const char* name, const char* sql, const char* word) {
        QTest::newRow(name) << steps << QByteArray(sql) << QString::fromLatin1(word);
    };
    row("a sound store has none", "", "");
    row("a row is missing", "DELETE FROM observation WHERE seq = 2",
        "counts 3 observations, there are 2 rows");
    row("all rows of a bucket are missing", "DELETE FROM observation",
        "there is a rollup but no row");
    row("a rollup is missing", "DELETE FROM rollup_day", "the rollup is missing");
    row("a rollup sums other money", "UPDATE rollup_week SET cost_nano_usd = cost_nano_usd + 1",
        "other values");
    row("a latency was changed", "UPDATE observation SET first_token_us = 1 WHERE seq = 1",
        "other values");
    row("a span of limits is missing", "DELETE FROM limit_span WHERE value = 50",
        "The limit history lacks");
    row("a span of limits too many",
        "INSERT INTO limit_span SELECT 99, pool, kind, 7, first_ms, 9, last_ms, 9, organization "
        "FROM limit_span "
        "LIMIT 1",
        "3 spans");
    row("a span of limits is another organization's",
        "UPDATE limit_span SET organization = 'acme' WHERE value = 50", "The limit history lacks");
    row("the newest limit is wrong", "UPDATE limit_now SET limit_value = 1", "The newest requests");
    row("a row names no target", "PRAGMA foreign_keys = OFF; UPDATE observation SET target = 99",
        "names a row of target");
    steps = packed;
    row("a sound store of packed days has none", "", "");
    row("a packed day is damaged", "UPDATE chunk SET checksum = checksum + 1",
        "its checksum is wrong");
    row("a packed day names other rows", "UPDATE chunk SET last_seq = 2",
        "names other rows than it holds");
    row("a packed day is another day's",
        "PRAGMA foreign_keys = OFF; UPDATE chunk SET key = key + 1;"
        "UPDATE chunk_page SET key = key + 65536; UPDATE chunk_rest SET key = key + 65536",
        "is of another day");
    row("a packed day has lost its content", "DELETE FROM chunk_page; DELETE FROM chunk_rest",
        "has lost its content");
    row("a packed day has lost its end",
        "UPDATE chunk_rest SET content = substr(content, 1, length(content) - 3)",
        "its checksum is wrong");
    row("a packed day has lost its beginning", "UPDATE chunk_rest SET key = key + 1",
        "has lost a part of its content");
    row("a packed day has no entry", "DELETE FROM chunk",
        "There are packed observations of 1 days that no entry names");
    row("a packed day is missing",
        "DELETE FROM chunk_page; DELETE FROM chunk_rest; "
        "DELETE FROM chunk",
        "there is a rollup but no row");
    row("an observation is packed and live at once",
        "INSERT INTO observation(seq, target, at_ms, lateness_us, outcome, failed_in, http_status, "
        "reused) VALUES(2, 1, 2000, 0, 0, 0, 200, 0)",
        "The observation 2 is there more than once");
}

void TestVerify::aLieIsFound()
{
    QFETCH(int, steps);
    QFETCH(QByteArray, sql);
    QFETCH(QString, word);
    const TemporaryStore store;
    QVERIFY(store.fill({
        ObservationBuilder().at(1000).latency(1ms, 2ms, 3ms).limit(LimitKind::Requests, 50),
        ObservationBuilder().at(2000).latency(1ms, 2ms, 3ms).limit(LimitKind::Requests, 60, 59),
        ObservationBuilder().at(3000).overloaded(),
    }));
    {
        const auto writer = store.writer();
        QVERIFY(writer);
        while (steps-- > 0 && *writer->maintain(SystemClock().now())) { }
    }
    {
        SQLite::Database db(store.path().toStdString(), SQLite::OPEN_READWRITE);
        db.exec(sql.toStdString());
    }
    const auto found = verifySqliteStore(store.path());
    QVERIFY(found);
    QCOMPARE(found->isEmpty(), word.isEmpty());
    const QString all = found->join(QLatin1Char('\n'));
    QVERIFY2(all.contains(word), qPrintable(all));
    for (const QString& sentence : *found) {
        QVERIFY2(sentence.endsWith(QLatin1Char('.')), qPrintable(sentence));
    }
}

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
