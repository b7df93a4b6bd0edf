// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/storagefigures.h"
#include "tests/support/syntheticdata.h"
#include "tests/support/temporarystore.h"

#include <QFileInfo>
#include <QTest>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <numeric>

using namespace plimsoll;
using namespace std::chrono_literals;
using test::TemporaryStore;

namespace {

const TimePoint now = test::at("2026-11-21T12:00:00Z");

// A probe every ten minutes of two models over the ten days before now.
bool fill(const TemporaryStore& store)
{
    return store.fill(test::syntheticObservations(
        {.range = {.from = now - std::chrono::days(10), .to = now},
         .every = 10min,
         .models = {QStringLiteral("claude-opus-4-7"), QStringLiteral("claude-haiku-4-5")}}));
}

qint64 part(const StorageFigures& figures, StorePart part)
{
    return figures.bytes[std::size_t(part)];
}

} // namespace

class TestStorageFigures : public QObject
{
    Q_OBJECT

private slots:
    void partsAddUpToTheFiles();
    void rowsAndRollupsAreCounted();
    void chunksAreCountedWithTheirShareOfTheLastDays();
    void contentsAloneTellTheLargeTables();
    void anEmptyStoreHasNoRawData();
    void noStoreIsAnError();
};

void TestStorageFigures::partsAddUpToTheFiles()
{
    const TemporaryStore store;
    const auto writer = store.writer(); // held open: the write-ahead log stays
    QVERIFY(writer);
    Batch batch;
    batch.observations = {test::observed(QStringLiteral("claude-opus-4-7"), now)};
    QVERIFY(writer->append(batch));
    const auto figures = measureSqliteStore(store.path(), now);
    QVERIFY(figures && figures->exact);
    const qint64 log = QFileInfo(store.path() + QStringLiteral("-wal")).size();
    QVERIFY(log > 0);
    QCOMPARE(part(*figures, StorePart::WriteAheadLog), log);
    // Pages that are still in the log alone count in the size that the database will have.
    const SQLite::Database db(store.path().toStdString());
    SQLite::Statement pages(db,
                            "SELECT page_count * page_size FROM pragma_page_count, "
                            "pragma_page_size");
    QVERIFY(pages.executeStep());
    QCOMPARE(std::accumulate(figures->bytes.begin(), figures->bytes.end(), qint64(0)),
             pages.getColumn(0).getInt64() + log);
}

void TestStorageFigures::rowsAndRollupsAreCounted()
{
    const TemporaryStore store;
    QVERIFY(fill(store));
    const auto reader = store.reader();
    QVERIFY(reader);
    const auto all = reader->info();
    const auto recent =
        reader->countObservations(test::rowsIn({.from = now - paceSpan, .to = TimePoint::max()}));
    QVERIFY(all && recent);
    const auto figures = measureSqliteStore(store.path(), now);
    QVERIFY(figures);
    QCOMPARE(figures->liveRows + figures->chunkRows, all->observations);
    QCOMPARE(figures->observations, all->observations);
    QVERIFY(figures->oldestRaw == all->oldest);
    QCOMPARE(qRound64(figures->recentRows), *recent);
    QCOMPARE(figures->recentTargets, qint64(2));
    qint64 hours = 0;
    const auto targets = reader->targets();
    QVERIFY(targets);
    for (const TargetId& target : *targets) {
        const auto rollups = reader->rollups(
            target, Level::Hour, {.from = now - paceSpan, .to = now + std::chrono::hours(1)});
        QVERIFY(rollups);
        hours += qint64(rollups->size());
    }
    QVERIFY(hours > 0);
    QCOMPARE(figures->recentHourRollups, hours);
    QVERIFY(figures->hourRollups > hours);
    for (const StorePart filled : {StorePart::LiveRows, StorePart::RollupsHour,
                                   StorePart::HeaderSets, StorePart::Limits, StorePart::Other}) {
        QVERIFY2(part(*figures, filled) > 0, name(filled).data());
    }
}

void TestStorageFigures::chunksAreCountedWithTheirShareOfTheLastDays()
{
    const TemporaryStore store;
    QVERIFY(store.fill({}));
    {
        SQLite::Database db(store.path().toStdString(), SQLite::OPEN_READWRITE);
        SQLite::Statement chunk(db, "INSERT INTO chunk VALUES(?, ?, 1, ?, ?, ?, 0)");
        const auto seal = [&chunk](int key, int rows, int lastSeq, TimePoint first,
                                   TimePoint last) {
            chunk.reset();
            chunk.bind(1, key);
            chunk.bind(2, rows);
            chunk.bind(3, lastSeq);
            chunk.bind(4, int64_t(toEpochMs(first)));
            chunk.bind(5, int64_t(toEpochMs(last)));
            chunk.exec();
        };
        seal(1, 100, 100, now - 240h, now - 220h); // before the last seven days
        seal(2, 100, 200, now - 178h, now - 158h + 1ms); // half of it in them
        seal(3, 100, 300, now - 30h, now - 10h);
        db.exec("INSERT INTO chunk_page VALUES(1, zeroblob(100000));"
                "INSERT INTO chunk_rest VALUES(1, zeroblob(400000));");
    }
    const auto figures = measureSqliteStore(store.path(), now);
    QVERIFY(figures);
    QCOMPARE(figures->chunkRows, qint64(300));
    QCOMPARE(figures->observations, qint64(300));
    QVERIFY(figures->oldestRaw && *figures->oldestRaw == now - 240h);
    QCOMPARE(qRound64(figures->recentRows), qint64(150));
    QVERIFY(part(*figures, StorePart::Chunks) >= 500'000);
    QVERIFY(part(*figures, StorePart::Chunks) < 700'000);
}

void TestStorageFigures::contentsAloneTellTheLargeTables()
{
    const TemporaryStore store;
    QVERIFY(fill(store));
    SQLite::Database db(store.path().toStdString());
    const auto pages = sqlite::pagesByTable(db);
    QVERIFY(pages);
    const sqlite::TableBytes contents = sqlite::contentByTable(db);
    for (const char* table : {"observation", "rollup_hour"}) {
        QVERIFY(contents.at(table) > 0);
        QVERIFY(contents.at(table) < pages->at(table));
        QVERIFY(contents.at(table) > pages->at(table) / 4);
    }
}

void TestStorageFigures::anEmptyStoreHasNoRawData()
{
    const TemporaryStore store;
    QVERIFY(store.fill({}));
    const auto figures = measureSqliteStore(store.path(), now);
    QVERIFY(figures);
    QCOMPARE(figures->liveRows + figures->chunkRows, qint64(0));
    QVERIFY(!figures->oldestRaw);
    QCOMPARE(figures->recentRows, 0.0);
    QVERIFY(part(*figures, StorePart::Other) > 0);
}

void TestStorageFigures::noStoreIsAnError()
{
    const TemporaryStore store;
    const auto figures = measureSqliteStore(store.path(), now);
    QVERIFY(!figures);
    QCOMPARE(figures.error().code, Error::Code::NotFound);
}

QTEST_GUILESS_MAIN(TestStorageFigures)
#include "tst_storagefigures.moc"
