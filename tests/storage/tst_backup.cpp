// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/backup.h"
#include "storage/storeservice.h"
#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/paths.h"
#include "tests/support/privatemounts.h"
#include "tests/support/temporarystore.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace plimsoll;
using namespace std::chrono_literals;
using test::ObservationBuilder;
using test::TemporaryStore;

namespace {

bool canMount = false; // set before the first test

Observation numbered(int number)
{
    const TimePoint at = test::answerTime + std::chrono::seconds(20 * number);
    return ObservationBuilder()
        .at(at)
        .headers(test::answerHeaders(at, number))
        .limit(LimitKind::Requests, 4000, number % 4000, at)
        .requestId(QStringLiteral("req_%1").arg(number));
}

std::vector<Observation> numbers(int from, int to)
{
    std::vector<Observation> made;
    for (int i = from; i < to; ++i) {
        made.push_back(numbered(i));
    }
    return made;
}

// A store that takes more than one step to copy: bodies that nothing makes small.
constexpr int many = 12'000;
std::vector<Observation> bulky(int from, int to)
{
    constexpr int bodyBytes = 1000;
    std::mt19937 random(std::uint32_t(from) + 1);
    auto made = numbers(from, to);
    for (Observation& observation : made) {
        observation.bodyExcerpt.resize(bodyBytes);
        std::ranges::generate(observation.bodyExcerpt,
                              [&random] { return char(' ' + random() % 15); });
    }
    return made;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Rows of the copy, after it was found to be sound.
std::vector<Observation> restored(const QString& copy)
{
    const auto disagreements = verifySqliteStore(copy);
    if (!disagreements || !disagreements->isEmpty()) {
        return {};
    }
    const auto reader = openSqliteReader(copy);
    return reader ? test::rows(**reader) : std::vector<Observation> {};
}

class Backups
{
public:
    explicit Backups(const TemporaryStore& store)
        : m_directory(store.directory() + QStringLiteral("/backups"))
    {
    }
    QStringList names(const QString& pattern = QStringLiteral("*")) const
    {
        return QDir(m_directory).entryList({pattern}, QDir::Files, QDir::Name);
    }
    QString path(const QString& name) const { return QDir(m_directory).filePath(name); }
    bool put(const QString& name) const
    {
        QFile file(path(name));
        return QDir().mkpath(m_directory) && file.open(QIODevice::WriteOnly)
            && file.write("x") == 1;
    }

private:
    QString m_directory;
};

BackupPlan daily()
{
    return {.every = 24h, .directory = {}, .keep = 3};
}

} // namespace

class TestBackup : public QObject
{
    Q_OBJECT

private slots:
    void aCopyIsTheStore();
    void whatIsThereIsNotReplacedUnasked();
    void aBackupIsFromOneMomentWhileAnotherAppends();
    void whatIsAppendedBetweenTheStepsIsInTheCopy();
    void aFullDiskLeavesTheOldBackupAndNoHalf();
    void aDamagedStoreMakesNoBackup();
    void aKillLeavesNoHalfThatCouldBeTakenForABackup();
    void theServiceBacksUpWhileItCommits();
    void backupsAreMadeWhenDueAndOldOnesGo();
    void aBackupThatFailsIsAnEventAndNoMore();
};

void TestBackup::aCopyIsTheStore()
{
    const TemporaryStore store;
    QVERIFY(store.fill(numbers(0, 3000)));
    const QString copy = store.directory() + QStringLiteral("/copy.db");
    qint64 told = 0;
    const auto report = backupSqliteStore(
        store.path(), copy, {.overwrite = false, .progress = [&told](qint64 done, qint64 total) {
                                 QVERIFY(done >= told && done <= total);
                                 told = done;
                             }});
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->observations, 3000);
    QCOMPARE(report->bytes, QFileInfo(copy).size());
    QCOMPARE(told, report->bytes);
    QCOMPARE(QFile::permissions(copy) & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
             QFileDevice::Permissions());
    QVERIFY(restored(copy) == test::rows(*store.reader()));
    QCOMPARE((*openSqliteReader(copy))->info()->agent, store.reader()->info()->agent);
    QVERIFY(openSqliteWriter(copy)); // it is a store like any other
    QVERIFY(!QFile::exists(copy + QStringLiteral(".part")));
}

void TestBackup::whatIsThereIsNotReplacedUnasked()
{
    const TemporaryStore store;
    QVERIFY(store.fill(numbers(0, 10)));
    const QString copy = store.directory() + QStringLiteral("/copy.db");
    QVERIFY(backupSqliteStore(store.path(), copy));
    QVERIFY(store.fill(numbers(10, 20)));
    const auto refused = backupSqliteStore(store.path(), copy);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Error::Code::CannotCreate);
    QVERIFY(refused.error().message.contains(QStringLiteral("--force")));
    QCOMPARE(restored(copy).size(), 10U);
    QVERIFY(backupSqliteStore(store.path(), copy, {.overwrite = true}));
    QCOMPARE(restored(copy).size(), 20U);
    // Not even then the store itself.
    const auto itself = backupSqliteStore(store.path(), store.path(), {.overwrite = true});
    QVERIFY(!itself && itself.error().message.contains(QStringLiteral("the store itself")));
    const auto nowhere =
        backupSqliteStore(store.path(), store.directory() + QStringLiteral("/no/c"));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, Error::Code::CannotCreate);
}

void TestBackup::aBackupIsFromOneMomentWhileAnotherAppends()
{
    const TemporaryStore store;
    QVERIFY(store.fill(bulky(0, many)));
    QProcess appender;
    appender.start(test::builtProgram(QStringLiteral("store_appender")), {store.path()});
    QVERIFY(appender.waitForReadyRead(20'000));
    for (int i = 0; i < 3; ++i) {
        const QString copy = store.directory() + QStringLiteral("/copy%1.db").arg(i);
        const auto report = backupSqliteStore(store.path(), copy);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
        const auto rows = restored(copy);
        QCOMPARE(qint64(rows.size()), report->observations);
        QCOMPARE(rows.back().seq, report->observations); // no holes
    }
    QCOMPARE(appender.state(), QProcess::Running);
    appender.kill();
    QVERIFY(appender.waitForFinished(10'000));
}

void TestBackup::whatIsAppendedBetweenTheStepsIsInTheCopy()
{
    int steps = 0; // of some milliseconds, in which a quick machine copies much
    for (int rows = 2 * many; steps <= 1 && rows <= 64 * many; rows *= 3) {
        const TemporaryStore store;
        QVERIFY(store.fill(bulky(0, rows)));
        const auto writer = store.writer();
        const QString copy = store.directory() + QStringLiteral("/copy.db");
        int sent = rows;
        steps = 0;
        for (bool more = true; more; ++steps) {
            QVERIFY(steps < 10'000);
            QVERIFY(writer->append({numbers(sent, sent + 5), {}, {}}));
            sent += 5;
            const auto step = writer->copyTo(copy);
            QVERIFY(step);
            more = *step;
        }
        const auto report = sealCopy(store.path(), copy, false);
        QVERIFY(report);
        QCOMPARE(report->observations, sent);
        QVERIFY(restored(copy) == test::rows(*store.reader()));
    }
    QVERIFY(steps > 1);
}

void TestBackup::aFullDiskLeavesTheOldBackupAndNoHalf()
{
    if (!canMount) {
        qInfo("No mount is allowed here: a directory of that name stands in for a full disk.");
    }
    const TemporaryStore store;
    QVERIFY(store.fill(numbers(0, 20)));
    const QString place = store.directory() + QStringLiteral("/place");
    QVERIFY(QDir().mkpath(place));
    const bool mounted = canMount && test::PrivateMounts::smallDisk(place, 1 << 20);
    const auto end = qScopeGuard([&] {
        if (mounted) {
            test::PrivateMounts::leave(place);
        }
    });
    const QString copy = place + QStringLiteral("/copy.db");
    QVERIFY(backupSqliteStore(store.path(), copy));
    const QByteArray old = contentOf(copy);
    QVERIFY(store.fill(bulky(20, many)));
    if (!mounted) {
        QVERIFY(QDir().mkpath(copy + QStringLiteral(".part/x")));
    }
    const auto report = backupSqliteStore(store.path(), copy, {.overwrite = true});
    QVERIFY(!report);
    QVERIFY2(!mounted || report.error().message.contains(QStringLiteral("full")),
             qPrintable(report.error().message));
    QVERIFY(contentOf(copy) == old);
    QVERIFY(!mounted || !QFile::exists(copy + QStringLiteral(".part")));
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

void TestBackup::aDamagedStoreMakesNoBackup()
{
    const TemporaryStore store;
    QVERIFY(store.fill(bulky(0, many)));
    QFile file(store.path());
    constexpr qint64 page = 16384;
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / page / 2 * page));
    QCOMPARE(file.write(QByteArray(page, '\x5a')), page);
    file.close();
    const QString copy = store.directory() + QStringLiteral("/copy.db");
    const auto report = backupSqliteStore(store.path(), copy);
    QVERIFY(!report);
    QCOMPARE(report.error().code, Error::Code::BadData);
    QVERIFY2(report.error().message.contains(QStringLiteral("db verify")),
             qPrintable(report.error().message));
    QVERIFY(!QFile::exists(copy) && !QFile::exists(copy + QStringLiteral(".part")));
}

void TestBackup::aKillLeavesNoHalfThatCouldBeTakenForABackup()
{
    const TemporaryStore store;
    QVERIFY(store.fill(bulky(0, many)));
    const QString copy = store.directory() + QStringLiteral("/copy.db");
    int whole = 0;
    for (int round = 0; round < 12; ++round) {
        QProcess backup;
        backup.start(test::builtProgram(QStringLiteral("store_appender")),
                     {store.path(), QStringLiteral("backup"), copy});
        QVERIFY(backup.waitForStarted(10'000));
        backup.waitForFinished(5 * round + 1);
        backup.kill();
        QVERIFY(backup.waitForFinished(10'000) || backup.state() == QProcess::NotRunning);
        if (QFile::exists(copy)) {
            QCOMPARE(restored(copy).size(), std::size_t(many));
            QVERIFY(QFile::remove(copy));
            ++whole;
        }
    }
    qInfo("%d of 12 were complete before the kill", whole);
    QVERIFY(backupSqliteStore(store.path(), copy)); // a half that is left is no obstacle
    QCOMPARE(restored(copy).size(), std::size_t(many));
    QVERIFY(!QFile::exists(copy + QStringLiteral(".part")));
}

void TestBackup::theServiceBacksUpWhileItCommits()
{
    const TemporaryStore store;
    const Backups backups(store);
    QVERIFY(store.fill(bulky(0, many)));
    StoreService service([&store] { return openSqliteWriter(store.path()); });
    QSignalSpy made(&service, &StoreService::backedUp);
    QSignalSpy failed(&service, &StoreService::backupFailed);
    service.backUp(store.path(), daily());
    service.start();
    int sent = many;
    for (int i = 0; i < 2000 && made.isEmpty(); ++i, ++sent) {
        service.add(numbered(sent));
        service.flush();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        made.wait(10);
    }
    QCOMPARE(made.size(), 1);
    QVERIFY(failed.isEmpty());
    QCOMPARE(backups.names().size(), 1);
    const auto report = made.front().front().value<BackupReport>();
    const auto rows = restored(report.path);
    QCOMPARE(qint64(rows.size()), report.observations);
    QVERIFY(report.observations >= many && report.observations <= sent);
    QCOMPARE(rows.back().seq, report.observations);
    service.flush();
    QCOMPARE(*store.reader()->countObservations({}), sent);
}

void TestBackup::backupsAreMadeWhenDueAndOldOnesGo()
{
    const TemporaryStore store;
    const Backups backups(store);
    QVERIFY(store.fill(numbers(0, 10)));
    const BackupFiles files(store.path(), daily().of(store.path()));
    const TimePoint now = SystemClock().now();
    QVERIFY(files.due(now));
    for (const QString& name :
         {QStringLiteral("plimsoll-20240101T000000Z.db"),
          QStringLiteral("plimsoll-20240102T000000Z.db"),
          QStringLiteral("plimsoll-20240103T000000Z.db"),
          QStringLiteral("plimsoll-20240104T000000Z.db"),
          QStringLiteral("plimsoll-20240105T000000Z.db.part"),
          QStringLiteral("other-20240101T000000Z.db"), QStringLiteral("plimsoll-of-mine.db")}) {
        QVERIFY(backups.put(name));
    }
    QVERIFY(files.due(now)); // the newest is old
    {
        StoreService service([&store] { return openSqliteWriter(store.path()); });
        QSignalSpy made(&service, &StoreService::backedUp);
        service.backUp(store.path(), daily());
        service.start();
        QVERIFY(made.wait(10'000));
    }
    QVERIFY(!files.due(SystemClock().now()));
    QVERIFY(!files.due(now + 23h));
    QVERIFY(files.due(now + 25h));
    QVERIFY(files.due(now - 25h)); // a clock set back does not end the backups
    const QStringList left = backups.names();
    QCOMPARE(left.size(), 5); // three kept and two that are not ours
    QVERIFY(left.contains(QStringLiteral("plimsoll-20240104T000000Z.db")));
    QVERIFY(left.contains(QStringLiteral("plimsoll-of-mine.db")));
    QVERIFY(left.contains(QStringLiteral("other-20240101T000000Z.db")));
    QVERIFY(!left.contains(QStringLiteral("plimsoll-20240102T000000Z.db")));
    {
        StoreService service([&store] { return openSqliteWriter(store.path()); });
        QSignalSpy made(&service, &StoreService::backedUp);
        service.backUp(store.path(), daily());
        service.start();
        QVERIFY(!made.wait(300)); // a restart makes no further one
    }
}

void TestBackup::aBackupThatFailsIsAnEventAndNoMore()
{
    const TemporaryStore store;
    const QString blocked = store.directory() + QStringLiteral("/backups");
    QFile file(blocked);
    QVERIFY(file.open(QIODevice::WriteOnly)); // a file where the directory should be made
    file.close();
    StoreService service([&store] { return openSqliteWriter(store.path()); });
    QSignalSpy failed(&service, &StoreService::backupFailed);
    QSignalSpy storeFailed(&service, &StoreService::failed);
    service.backUp(store.path(), daily());
    service.start();
    QVERIFY(!failed.isEmpty() || failed.wait(5000));
    service.add(numbered(1));
    service.flush();
    QVERIFY(storeFailed.isEmpty());
    const auto reader = store.reader();
    QCOMPARE(*reader->countObservations({}), 1);
    const auto events = *reader->events(RowFilter {}.range);
    QCOMPARE(events.size(), 1U);
    QCOMPARE(events.front().title, QStringLiteral("A backup failed"));
    QVERIFY2(events.front().detail.contains(blocked), qPrintable(events.front().detail));
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

int main(int argc, char** argv)
{
    canMount = test::PrivateMounts::enter();
    const QCoreApplication application(argc, argv);
    TestBackup test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_backup.moc"
