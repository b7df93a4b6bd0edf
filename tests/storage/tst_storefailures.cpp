// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/sqliteerror.h"
#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/paths.h"
#include "tests/support/temporarystore.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace plimsoll;
using test::ObservationBuilder;
using test::TemporaryStore;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        && file.write(content) == content.size();
}

std::vector<Observation> aDay(int perMinute = 1)
{
    std::vector<Observation> all;
    for (int i = 0; i < 1440 * perMinute; ++i) {
        const TimePoint at = test::answerTime + std::chrono::minutes(i / perMinute);
        all.push_back(ObservationBuilder()
                          .at(at)
                          .headers(test::answerHeaders(at, i))
                          .requestId(QStringLiteral("req_%1").arg(i)));
    }
    return all;
}

// Complete: names the store, says why and what to do.
void checkSentence(const Error& error, const QString& path)
{
    QVERIFY2(error.message.contains(path), qPrintable(error.message));
    QVERIFY2(error.message.endsWith(QLatin1Char('.')), qPrintable(error.message));
    QVERIFY2(error.message.size() > path.size() + 40, qPrintable(error.message));
}

} // namespace

class TestStoreFailures : public QObject
{
    Q_OBJECT

private slots:
    void everySqliteFailureHasItsSentence_data();
    void everySqliteFailureHasItsSentence();
    void aDamagedFileIsRefusedAndLeftAlone_data();
    void aDamagedFileIsRefusedAndLeftAlone();
    void anUnusablePlaceIsNamed_data();
    void anUnusablePlaceIsNamed();
    void aStoreTakenAwayIsNoticed();
    void aFullDiskLosesNothing();
    void aSecondWriterIsTurnedAway();
    void aSecondWriterInThisProcessIsTurnedAway();
    void aDamagedLockIsMadeAnew();
};

void TestStoreFailures::everySqliteFailureHasItsSentence_data()
{
    QTest::addColumn<int>("sqliteCode");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, int sqliteCode, Error::Code code, const char* word) {
        QTest::newRow(name) << sqliteCode << int(code) << QString::fromLatin1(word);
    };
    // Codes as in sqlite3.h, some extended.
    row("full disk", 13, Error::Code::Io, "full");
    row("read-only file", 8, Error::Code::Permission, "may not be written");
    row("read-only directory", 8 | (6 << 8), Error::Code::Permission, "may not be written");
    row("cannot open", 14, Error::Code::CannotCreate, "cannot be opened or created");
    row("corrupt", 11, Error::Code::BadData, "damaged");
    row("corrupt index", 11 | (3 << 8), Error::Code::BadData, "damaged");
    row("not a database", 26, Error::Code::BadData, "not a Plimsoll store");
    row("busy", 5, Error::Code::TryLater, "another process");
    row("locked", 6, Error::Code::TryLater, "another process");
    row("failed read", 10 | (1 << 8), Error::Code::Io, "disk reported an error");
    row("anything else", 1, Error::Code::Internal, "SQLite says: the text");
}

void TestStoreFailures::everySqliteFailureHasItsSentence()
{
    QFETCH(int, sqliteCode);
    QFETCH(int, code);
    QFETCH(QString, word);
    const QString path = QStringLiteral("/somewhere/plimsoll.db");
    const Error error =
        sqlite::storeError(sqlite::Attempt::Write, path, sqliteCode, QStringLiteral("the text"));
    QCOMPARE(int(error.code), code);
    QVERIFY2(error.message.contains(word), qPrintable(error.message));
    QVERIFY(error.message.startsWith(QStringLiteral("Cannot write to the store /somewhere")));
    const Error leaky = sqlite::storeError(sqlite::Attempt::Write, path, sqliteCode,
                                           QStringLiteral("sk-ant-api03-LEAKY"));
    QVERIFY(!leaky.message.contains(QStringLiteral("LEAKY")));
}

void TestStoreFailures::aDamagedFileIsRefusedAndLeftAlone_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("a text file") << QByteArray("text");
    QTest::newRow("a beginning overwritten with garbage") << QByteArray("head");
    QTest::newRow("a file cut off in the middle") << QByteArray("cut");
    QTest::newRow("a file cut off inside its first page") << QByteArray("short");
    QTest::newRow("a page overwritten with garbage") << QByteArray("page");
}

void TestStoreFailures::aDamagedFileIsRefusedAndLeftAlone()
{
    QFETCH(QByteArray, damage);
    const TemporaryStore store;
    QVERIFY(store.fill(aDay()));
    QByteArray content = contentOf(store.path());
    constexpr qsizetype page = 16384;
    QVERIFY(content.size() > 8 * page);
    if (damage == "text") {
        content = QByteArray("name,value\n1,2\n").repeated(500);
    } else if (damage == "head") {
        content.replace(0, 200, QByteArray(200, '\x5a'));
    } else if (damage == "cut") {
        content.truncate(content.size() / 2);
    } else if (damage == "short") {
        content.truncate(700);
    } else {
        // A middle page: which one hardly matters, nearly all hold rows or an index.
        content.replace(content.size() / page / 2 * page, page, QByteArray(page, '\x5a'));
    }
    QVERIFY(overwrite(store.path(), content));

    const auto writer = openSqliteWriter(store.path());
    QVERIFY(!writer);
    QCOMPARE(int(writer.error().code), int(Error::Code::BadData));
    checkSentence(writer.error(), store.path());
    QVERIFY(contentOf(store.path()) == content);

    const auto verdict = verifySqliteStore(store.path());
    QVERIFY(!verdict || !verdict->isEmpty());
    QVERIFY(contentOf(store.path()) == content);
}

void TestStoreFailures::anUnusablePlaceIsNamed_data()
{
    QTest::addColumn<QString>("place");
    // These hold for an administrator too, whom permission bits do not stop.
    QTest::newRow("below a file") << QStringLiteral("file/plimsoll.db");
    QTest::newRow("a directory below a file") << QStringLiteral("file/deep/down/plimsoll.db");
    QTest::newRow("a directory itself") << QStringLiteral("directory");
#ifdef Q_OS_LINUX
    QTest::newRow("a directory where nothing can be made") << QStringLiteral("/proc/plimsoll.db");
#endif
}

void TestStoreFailures::anUnusablePlaceIsNamed()
{
    QFETCH(QString, place);
    const QTemporaryDir base;
    QVERIFY(overwrite(base.filePath(QStringLiteral("file")), "x"));
    QVERIFY(QDir(base.path()).mkdir(QStringLiteral("directory")));
    const QString path = QDir(base.path()).absoluteFilePath(place);
    const auto writer = openSqliteWriter(path);
    QVERIFY(!writer);
    QVERIFY2(writer.error().code == Error::Code::CannotCreate
                 || writer.error().code == Error::Code::Permission,
             qPrintable(writer.error().message));
    checkSentence(writer.error(), path);
}

void TestStoreFailures::aStoreTakenAwayIsNoticed()
{
    const TemporaryStore store;
    QVERIFY(store.fill({ObservationBuilder()}));
    const auto reader = store.reader();
    QVERIFY(reader && reader->info());
    const QString elsewhere = store.path() + QStringLiteral(".moved");
    QVERIFY(QFile::rename(store.path(), elsewhere));
    const auto info = reader->info();
    QVERIFY(!info);
    QCOMPARE(info.error().code, Error::Code::NotFound);
    checkSentence(info.error(), store.path());
    QVERIFY(QFile::rename(elsewhere, store.path()));
    QVERIFY(reader->info());
}

void TestStoreFailures::aFullDiskLosesNothing()
{
    const TemporaryStore store;
    OpenOptions small;
    small.maxBytes = 28 * 16384;
    const auto writer = store.writer(small);
    QVERIFY(writer);
    const auto all = aDay();
    std::size_t written = 0;
    std::optional<Error> full;
    while (!full && written < all.size()) {
        Batch batch;
        const auto from = all.begin() + qsizetype(written);
        batch.observations.assign(from, from + 20);
        if (const auto receipt = writer->append(batch)) {
            written += 20;
        } else {
            full = receipt.error();
        }
    }
    QVERIFY(full);
    QVERIFY(written > 0);
    QCOMPARE(int(full->code), int(Error::Code::Io));
    QVERIFY(full->message.contains(QStringLiteral("full")));
    checkSentence(*full, store.path());
    // Failing again and again changes nothing, and what was acknowledged is there.
    Batch rest;
    rest.observations.assign(all.begin() + qsizetype(written), all.end());
    QVERIFY(!writer->append(rest));
    QVERIFY(!writer->append(rest));
    QCOMPARE(*store.reader()->countObservations({}), qint64(written));
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

void TestStoreFailures::aSecondWriterIsTurnedAway()
{
    const TemporaryStore store;
    QProcess first;
    first.start(test::builtProgram(QStringLiteral("store_appender")), {store.path()});
    QVERIFY(first.waitForReadyRead(20'000));
    const auto second = openSqliteWriter(store.path());
    QVERIFY(!second);
    QCOMPARE(int(second.error().code), int(Error::Code::TryLater));
    QVERIFY2(second.error().message.contains(QStringLiteral("process %1").arg(first.processId())),
             qPrintable(second.error().message));
    QVERIFY(openSqliteReader(store.path())); // reading is always possible
    first.kill();
    QVERIFY(first.waitForFinished(10'000));
    QVERIFY(openSqliteWriter(store.path())); // the lock went with its holder
}

void TestStoreFailures::aSecondWriterInThisProcessIsTurnedAway()
{
    const TemporaryStore store;
    auto first = store.writer();
    QVERIFY(first);
    const auto second = openSqliteWriter(store.path());
    QVERIFY(!second);
    QCOMPARE(int(second.error().code), int(Error::Code::TryLater));
    first.reset();
    QVERIFY(openSqliteWriter(store.path()));
}

void TestStoreFailures::aDamagedLockIsMadeAnew()
{
    const TemporaryStore store;
    QVERIFY(overwrite(store.path() + QStringLiteral(".lock"), QByteArray(5000, 'x')));
    QVERIFY(openSqliteWriter(store.path()));
}

QTEST_GUILESS_MAIN(TestStoreFailures)
#include "tst_storefailures.moc"
