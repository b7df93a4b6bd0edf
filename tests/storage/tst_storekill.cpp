// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/schema.h"
#include "tests/support/paths.h"
#include "tests/support/sanitized.h"
#include "tests/support/temporarystore.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <SQLiteCpp/Database.h>
#include <random>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

// A store grows under its killers and would take ever longer to verify.
constexpr int killsOfOneStore = 20;
constexpr int lessWhenSanitized = 10;

QByteArray oldStore(int version)
{
    QFile file(test::dataFile(u"schema/v%1.sql"_s.arg(version)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Of all observations that were ever counted, whether or not their rows are kept.
qint64 counted(const StoreReader& reader)
{
    qint64 sum = 0;
    const auto targets = reader.targets();
    for (const TargetId& target : *targets) {
        const auto hours = reader.rollups(target, Level::Hour, RowFilter {}.range);
        for (const Rollup& hour : *hours) {
            sum += qint64(hour.summary.counts.total());
        }
    }
    return sum;
}

} // namespace

class TestStoreKill : public QObject
{
    Q_OBJECT

private slots:
    void nothingAcknowledgedIsLostByAKill_data();
    void nothingAcknowledgedIsLostByAKill();

private:
    // One life of a process that writes; the newest seq it has told of, or -1 when it did not run
    // as it should.
    qint64 killOne(const QString& path, const QString& way, qint64 acknowledged);
    void checkStore(const QString& path, qint64 acknowledged);

    std::mt19937 m_random {20261121};
};

void TestStoreKill::nothingAcknowledgedIsLostByAKill_data()
{
    QTest::addColumn<QString>("way"); // of the appender
    QTest::addColumn<int>("version"); // of the store it finds; 0: none
    QTest::addColumn<int>("kills");
    QTest::newRow("while probes are appended") << u"append"_s << 0 << 240;
    QTest::newRow("while hours are packed and days summed up") << u"upkeep"_s << 0 << 300;
    QTest::newRow("while old rows are taken away") << u"retention"_s << 0 << 200;
    QTest::newRow("while history comes in bulk") << u"bulk"_s << 0 << 60;
    QTest::newRow("while a store of version 1 is migrated") << u"append"_s << 1 << 100;
    QTest::newRow("while a store of version 2 is migrated") << u"append"_s << 2 << 100;
}

void TestStoreKill::nothingAcknowledgedIsLostByAKill()
{
    QFETCH(QString, way);
    QFETCH(int, version);
    QFETCH(int, kills);
    kills /= test::addressSanitized ? lessWhenSanitized : 1;
    const int lives = version > 0 ? 1 : killsOfOneStore;
    for (int done = 0; done < kills; done += lives) {
        const test::TemporaryStore store;
        qint64 acknowledged = 0;
        if (version > 0) {
            SQLite::Database db(store.path().toStdString(),
                                SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            db.exec("PRAGMA journal_mode = WAL;" + oldStore(version).toStdString());
            acknowledged = 12; // what the fixtures hold
        }
        for (int life = 0; life < lives; ++life) {
            acknowledged = killOne(store.path(), way, acknowledged);
            QVERIFY(acknowledged >= 0);
            checkStore(store.path(), acknowledged);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }
}

qint64 TestStoreKill::killOne(const QString& path, const QString& way, qint64 acknowledged)
{
    QProcess appender;
    appender.start(test::builtProgram(u"store_appender"_s), {path, u"1000000"_s, way});
    if (!appender.waitForReadyRead(20'000)) {
        return -1;
    }
    // Half of the kills fall into opening, migrating and the first batches. The moment of a kill is
    // what is drawn at random here, so it is waited for.
    QTest::qWait(int(m_random() % (m_random() % 2 == 0 ? 8 : 50)));
    if (appender.state() != QProcess::Running) {
        qWarning("%s", appender.readAllStandardError().constData());
        return -1;
    }
    appender.kill();
    appender.waitForFinished(10'000);
    const QList<QByteArray> lines = appender.readAllStandardOutput().split('\n');
    for (qsizetype i = 1; i + 1 < lines.size(); ++i) { // "opening" first; the last is empty or torn
        const QList<QByteArray> receipt = lines[i].split(' ');
        const qint64 first = receipt.at(0).toLongLong();
        // What was committed without having been told is there as well.
        if (first <= acknowledged) {
            return -1;
        }
        acknowledged = first + receipt.at(1).toLongLong() - 1;
    }
    return acknowledged;
}

void TestStoreKill::checkStore(const QString& path, qint64 acknowledged)
{
    auto reader = openSqliteReader(path);
    if (!reader && reader.error().code == Error::Code::NotFound) {
        QCOMPARE(acknowledged, 0); // killed before the store was made
        return;
    }
    if (!reader) { // not migrated yet: opening it once for writing does
        QVERIFY2(openSqliteWriter(path), qPrintable(reader.error().message));
        reader = openSqliteReader(path);
    }
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    const qint64 total = counted(**reader);
    QVERIFY2(total >= acknowledged, qPrintable(u"%1 of %2"_s.arg(total).arg(acknowledged)));
    RowFilter newest;
    newest.newestFirst = true;
    newest.limit = 1;
    const auto last = test::rows(**reader, newest);
    QCOMPARE(last.empty() ? 0 : last.front().seq, total); // seqs have no holes, none counts twice
    const auto disagreements = verifySqliteStore(path);
    QVERIFY(disagreements);
    QCOMPARE(*disagreements, QStringList());
}

QTEST_GUILESS_MAIN(TestStoreKill)
#include "tst_storekill.moc"
