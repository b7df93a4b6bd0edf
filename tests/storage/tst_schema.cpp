// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/schema.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/paths.h"
#include "tests/support/temporarystore.h"

#include <QFile>
#include <QTest>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <set>

using namespace plimsoll;
using test::TemporaryStore;

namespace {

bool runSql(const QString& path, const QByteArray& sql)
{
    try {
        SQLite::Database db(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        db.exec(sql.toStdString());
        return true;
    } catch (const SQLite::Exception& failure) {
        qWarning("%s", failure.what());
        return false;
    }
}

QByteArray fixture(int version)
{
    QFile file(test::dataFile(QStringLiteral("schema/v%1.sql").arg(version)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The statements that made the tables and indexes, without their layout on the page.
QStringList layout(const QString& path)
{
    SQLite::Database db(path.toStdString());
    SQLite::Statement row(db, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name");
    QStringList statements;
    while (row.executeStep()) {
        statements << QString::fromStdString(row.getColumn(0).getString()).simplified();
    }
    return statements;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSchema : public QObject
{
    Q_OBJECT

private slots:
    void everyOldStoreOpens_data();
    void everyOldStoreOpens();
    void whatVersionOneDidNotRecordIsUnknown();
    void versionTwoRecordsConnectionsAndOrganizations();
    void aNewStoreIsSettled();
    void aForeignFileIsRefused_data();
    void aForeignFileIsRefused();
    void anInterruptedBirthIsFinished();
};

void TestSchema::everyOldStoreOpens_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version <= sqlite::newestSchema; ++version) {
        QTest::addRow("a store of version %d", version) << version;
    }
}

// Each fixture is a dump of a store that its version wrote: 12 observations of two targets with a
// change of limits, one event and one gap.
void TestSchema::everyOldStoreOpens()
{
    QFETCH(int, version);
    const TemporaryStore store;
    QVERIFY(runSql(store.path(), fixture(version)));
    {
        const auto writer = openSqliteWriter(store.path());
        QVERIFY2(writer, qPrintable(writer ? QString() : writer.error().message));
        Batch batch;
        batch.observations = {test::ObservationBuilder()};
        QCOMPARE((*writer)->append(batch)->firstSeq, 13);
    }
    const TemporaryStore fresh;
    QVERIFY(fresh.writer());
    QCOMPARE(layout(store.path()), layout(fresh.path()));
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());

    const auto reader = store.reader();
    const auto info = reader->info();
    QCOMPARE(info->schemaVersion, sqlite::newestSchema);
    QCOMPARE(info->agent, QByteArray("5f0c5c1e-0d6c-4c52-9f0a-2f6a4b8d9e10"));
    QVERIFY(info->demo);
    QCOMPARE(info->observations, 13);
    const auto rows = test::rows(*reader);
    QCOMPARE(rows[0].headers.size(), 22U);
    QCOMPARE(rows[0].requestId, QStringLiteral("req_0"));
    QCOMPARE(rows[5].outcome, Outcome::OverloadedHttp);
    QCOMPARE(rows[5].bodyExcerpt,
             QByteArray(R"({"type":"error","error":{"type":"overloaded_error"}})"));
    QCOMPARE(reader->limitSpans()->size(), version == 1 ? 2U : 3U); // of one, of two organizations
    QCOMPARE(reader->events(RowFilter {}.range)->size(), 1U);
    QCOMPARE(reader->gaps(RowFilter {}.range)->size(), 1U);
}

// Nothing of an old row is made up: what its version did not record is unknown.
void TestSchema::whatVersionOneDidNotRecordIsUnknown()
{
    const TemporaryStore store;
    QVERIFY(runSql(store.path(), fixture(1)));
    const auto writer = store.writer();
    QVERIFY(writer);
    QVERIFY(writer->memories({})->empty());
    const auto reader = store.reader();
    for (const TargetId& target : *reader->targets()) {
        QCOMPARE(target.organization, QString());
    }
    for (const Observation& row : test::rows(*reader)) {
        QVERIFY(!row.timing.send);
        QCOMPARE(int(row.connection.httpVersion), 0);
        QCOMPARE(int(row.connection.addressFamily), 0);
        QVERIFY(!row.connection.proxied);
    }
    for (const LimitNow& now : *reader->limitsNow()) {
        QCOMPARE(now.organization, QString());
    }
    const Event event = reader->events(RowFilter {}.range)->front();
    QVERIFY(event.identity.isEmpty() && event.models.isEmpty() && event.raw.isEmpty());
}

void TestSchema::versionTwoRecordsConnectionsAndOrganizations()
{
    const TemporaryStore store;
    QVERIFY(runSql(store.path(), fixture(2)));
    const auto writer = store.writer();
    QVERIFY(writer);
    const auto reader = store.reader();
    const auto rows = test::rows(*reader);
    QCOMPARE(rows[2].timing.send, std::optional(Micros(83)));
    QVERIFY(
        rows[2].connection
        == (Connection {.reused = false, .proxied = true, .addressFamily = 6, .httpVersion = 11}));
    QCOMPARE(rows[2].target.organization, QString());
    QCOMPARE(rows[6].target.organization, QStringLiteral("acme"));
    const Event event = reader->events(RowFilter {}.range)->front();
    QCOMPARE(event.identity, QStringLiteral("status/1"));
    QCOMPARE(event.models, QStringList(QStringLiteral("claude-opus-4-7")));
    QCOMPARE(event.raw, QByteArray("{}"));
    const auto memories = reader->memories({});
    QCOMPARE(memories->size(), 1U);
    QCOMPARE(memories->front().value, QByteArray("calm"));
    std::set<QString> organizations;
    for (const LimitSpan& span : *reader->limitSpans()) {
        organizations.insert(span.organization);
    }
    QCOMPARE(organizations.size(), 2U);
}

void TestSchema::aNewStoreIsSettled()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer);
    SQLite::Database db(store.path().toStdString());
    QCOMPARE(db.execAndGet("PRAGMA application_id").getInt(), sqlite::applicationId);
    QCOMPARE(db.execAndGet("PRAGMA page_size").getInt(), 16384);
    QCOMPARE(db.execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
}

void TestSchema::aForeignFileIsRefused_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("word");
    QTest::newRow("a store of a newer version")
        << fixture(1) + "UPDATE meta SET value = '99' WHERE name = 'schema_version';"
        << QStringLiteral("version 99");
    QTest::newRow("a database of another program")
        << QByteArray("CREATE TABLE bookmarks(url TEXT); INSERT INTO bookmarks VALUES('x');")
        << QStringLiteral("another program");
    QTest::newRow("a database of another program that marks its files")
        << QByteArray("PRAGMA application_id = 77; CREATE TABLE meta(name TEXT, value TEXT);")
        << QStringLiteral("another program");
}

void TestSchema::aForeignFileIsRefused()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, word);
    const TemporaryStore store;
    QVERIFY(runSql(store.path(), sql));
    const QByteArray before = contentOf(store.path());
    const auto writer = openSqliteWriter(store.path());
    QVERIFY(!writer);
    QCOMPARE(int(writer.error().code), int(Error::Code::BadData));
    QVERIFY2(writer.error().message.contains(word), qPrintable(writer.error().message));
    QVERIFY(writer.error().message.contains(store.path()));
    const auto reader = openSqliteReader(store.path());
    QVERIFY(!reader);
    QCOMPARE(reader.error().message, writer.error().message);
    QVERIFY(contentOf(store.path()) == before);
}

void TestSchema::anInterruptedBirthIsFinished()
{
    const TemporaryStore store;
    QFile file(store.path()); // made, then killed before the first page
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const auto reader = openSqliteReader(store.path());
    QVERIFY(!reader);
    QCOMPARE(int(reader.error().code), int(Error::Code::NotFound));
    QVERIFY(openSqliteWriter(store.path()));
    QVERIFY(openSqliteReader(store.path()));
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
