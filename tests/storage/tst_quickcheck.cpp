// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/temporarystore.h"

#include <QFile>
#include <QTest>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

using namespace plimsoll;
using test::ObservationBuilder;
using test::TemporaryStore;

namespace {

constexpr qint64 pageBytes = 16384;

Batch aDay()
{
    Batch batch;
    for (int i = 0; i < 1440; ++i) {
        const TimePoint at = test::answerTime + std::chrono::minutes(i);
        batch.observations.push_back(ObservationBuilder()
                                         .at(at)
                                         .limit(LimitKind::Requests, 4000 - i / 100, 17, at)
                                         .headers(test::answerHeaders(at, i)));
    }
    batch.events.push_back({.at = test::answerTime,
                            .type = EventType::Note,
                            .title = QStringLiteral("A note"),
                            .detail = {},
                            .source = {}});
    batch.gaps.push_back({.range = {test::answerTime, test::answerTime + std::chrono::hours(1)},
                          .reason = GapReason::Paused});
    batch.memories.push_back(
        {.name = QStringLiteral("watch/status"), .at = test::answerTime, .value = "ok"});
    return batch;
}

qint64 rootPage(const QString& path, const QByteArray& name)
{
    SQLite::Database db(path.toStdString());
    SQLite::Statement query(db, "SELECT rootpage FROM sqlite_master WHERE name = ?");
    query.bind(1, name.toStdString());
    return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

// The page loses what kind of page it is.
bool damage(const QString& path, qint64 page)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek((page - 1) * pageBytes)
        && file.write(QByteArray(64, '\x5a')) == 64;
}

} // namespace

class TestQuickCheck : public QObject
{
    Q_OBJECT

private slots:
    void damageInAVitalTableIsFoundWhateverTheSize_data();
    void damageInAVitalTableIsFoundWhateverTheSize();
    void aLargeFileIsNotReadAsAWhole();
};

void TestQuickCheck::damageInAVitalTableIsFoundWhateverTheSize_data()
{
    QTest::addColumn<QByteArray>("table");
    for (const char* table : {"meta", "target", "limit_span", "limit_span_by_time", "limit_now",
                              "event", "event_by_time", "gap", "memory", "rollup_week"}) {
        QTest::addRow("damage of %s is found", table) << QByteArray(table);
    }
}

void TestQuickCheck::damageInAVitalTableIsFoundWhateverTheSize()
{
    QFETCH(QByteArray, table);
    const TemporaryStore store;
    QVERIFY(store.writer()->append(aDay()));
    const qint64 page = rootPage(store.path(), table);
    QVERIFY(page > 1);
    QVERIFY(damage(store.path(), page));
    for (const qint64 whole : {qint64 {0}, qint64 {64} << 20}) {
        OpenOptions options;
        options.wholeCheckBytes = whole;
        const auto writer = openSqliteWriter(store.path(), options);
        QVERIFY(!writer);
        QCOMPARE(writer.error().code, Error::Code::BadData);
    }
}

void TestQuickCheck::aLargeFileIsNotReadAsAWhole()
{
    const TemporaryStore store;
    QVERIFY(store.writer()->append(aDay()));
    QVERIFY(damage(store.path(), rootPage(store.path(), "observation_by_target")));
    OpenOptions small;
    QVERIFY(!openSqliteWriter(store.path(), small));
    OpenOptions large;
    large.wholeCheckBytes = 0;
    QVERIFY(openSqliteWriter(store.path(), large)); // it would take too long to look there
    const auto verdict = verifySqliteStore(store.path());
    QVERIFY(!verdict || !verdict->isEmpty());
}

QTEST_GUILESS_MAIN(TestQuickCheck)
#include "tst_quickcheck.moc"
