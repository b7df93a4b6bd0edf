// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/place.h"
#include "storage/storeservice.h"
#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/paths.h"
#include "tests/support/privatemounts.h"
#include "tests/support/temporarystore.h"

#include <QDir>
#include <QProcess>
#include <QScopeGuard>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#ifdef Q_OS_LINUX
#include <sys/fsuid.h>
#endif

using namespace plimsoll;
using namespace std::chrono_literals;
using test::ObservationBuilder;
using test::PrivateMounts;
using test::TemporaryStore;

namespace {

bool canMount = false; // set before the first test

Observation numbered(int number)
{
    const TimePoint at = test::answerTime + std::chrono::seconds(10 * number);
    return ObservationBuilder()
        .at(at)
        .headers(test::answerHeaders(at, number))
        .requestId(QStringLiteral("req_%1").arg(number));
}

StorePace quick()
{
    StorePace pace;
    pace.gather = 1ms;
    pace.firstRetry = 10ms;
    pace.lastRetry = 20ms;
    return pace;
}

// Complete: names the store, says why and what to do.
void checkSentence(const QSignalSpy& failures, const QString& path, Error::Code code,
                   const QString& word)
{
    QVERIFY(!failures.isEmpty());
    const auto error = failures.back().front().value<Error>();
    QCOMPARE(int(error.code), int(code));
    QVERIFY2(error.message.contains(path) && error.message.contains(word),
             qPrintable(error.message));
    QVERIFY(error.message.endsWith(QLatin1Char('.')));
}

// Numbers 0 to count - 1, each once, and everything summed up rightly.
void checkAllThere(const QString& path, int count)
{
    QSet<QString> seen;
    const auto reader = openSqliteReader(path);
    QVERIFY(reader);
    const auto rows = test::rows(**reader);
    for (const Observation& row : rows) {
        seen << row.requestId;
    }
    QCOMPARE(int(rows.size()), count);
    QCOMPARE(int(seen.size()), count);
    const auto disagreements = verifySqliteStore(path);
    QVERIFY(disagreements);
    QCOMPARE(*disagreements, QStringList());
}

// Makes a directory read-only: by a mount, or where none is allowed by permission bits, before
// which an administrator steps aside.
class ReadOnlyPlace
{
public:
    explicit ReadOnlyPlace(const QString& directory)
        : m_directory(directory)
        , m_mounted(canMount && PrivateMounts::bound(directory))
    {
        if (!m_mounted) {
            qInfo("No mount is allowed here: permission bits stand in for a read-only one.");
            setWritable(false);
        }
    }
    ~ReadOnlyPlace()
    {
        setWritable(true);
        if (m_mounted) {
            PrivateMounts::leave(m_directory);
        }
    }
    Q_DISABLE_COPY_MOVE(ReadOnlyPlace)

    void setWritable(bool writable)
    {
        if (m_mounted) {
            QVERIFY(PrivateMounts::setReadOnly(m_directory, !writable));
            return;
        }
#ifdef Q_OS_LINUX
        constexpr uid_t nobody = 65534;
        ::setfsuid(writable || ::getuid() != 0 ? ::getuid() : nobody);
#endif
        auto bits = QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther
            | QFileDevice::ExeOther;
        bits.setFlag(QFileDevice::WriteOwner, writable);
        QFile::setPermissions(m_directory, bits);
    }

private:
    QString m_directory;
    bool m_mounted;
};

} // namespace

class TestStorePlaces : public QObject
{
    Q_OBJECT

private slots:
    void aFullDiskIsWaitedFor();
    void aReadOnlyPlaceIsWaitedFor();
    void aNetworkFileSystemIsRefused_data();
    void aNetworkFileSystemIsRefused();
    void aDeletedStoreIsNotWrittenTo();
    void aReplacedStoreIsNotWrittenTo();
    void aLockedStoreIsWaitedFor();
    void aClockSetBackHarmsNothing();
};

void TestStorePlaces::aFullDiskIsWaitedFor()
{
    constexpr qint64 little = 2 << 20;
    const TemporaryStore store;
    const bool mounted = canMount && PrivateMounts::smallDisk(store.directory(), little);
    OpenOptions options;
    if (!mounted) {
        qInfo("No mount is allowed here: a bound of the file stands in for a full disk.");
        options.maxBytes = little / 2;
    }
    const auto end = qScopeGuard([&] {
        if (mounted) {
            PrivateMounts::leave(store.directory());
        }
    });
    StoreService service([&] { return openSqliteWriter(store.path(), options); }, quick());
    QSignalSpy failed(&service, &StoreService::failed);
    QSignalSpy recovered(&service, &StoreService::recovered);
    service.start();
    int sent = 0;
    for (; failed.isEmpty() && sent < 50'000; ++sent) {
        service.add(numbered(sent));
        if (sent % 50 == 49) {
            service.flush();
        }
    }
    checkSentence(failed, store.path(), Error::Code::Io, QStringLiteral("full"));
    for (const int more = sent + 500; sent < more; ++sent) {
        service.add(numbered(sent)); // probing goes on
    }
    QVERIFY(failed.wait(5000));
    QVERIFY(qvariant_cast<Backlog>(failed.back().at(1)).memory >= 500);
    options.maxBytes = 0;
    QVERIFY(!mounted || PrivateMounts::smallDisk(store.directory(), 64 << 20, true));
    QVERIFY(!recovered.isEmpty() || recovered.wait(5000));
    service.flush();
    checkAllThere(store.path(), sent);
}

void TestStorePlaces::aReadOnlyPlaceIsWaitedFor()
{
    const TemporaryStore store;
    QVERIFY(store.fill({numbered(0)}));
    ReadOnlyPlace place(store.directory());
    StoreService service([&store] { return openSqliteWriter(store.path()); }, quick());
    QSignalSpy failed(&service, &StoreService::failed);
    QSignalSpy recovered(&service, &StoreService::recovered);
    service.start();
    service.add(numbered(1));
    checkSentence(failed, store.path(), Error::Code::Permission,
                  QStringLiteral("may not be written"));
    QVERIFY(failed.wait(5000));
    place.setWritable(true);
    QVERIFY(recovered.wait(5000));
    service.flush();
    checkAllThere(store.path(), 2);
}

void TestStorePlaces::aNetworkFileSystemIsRefused_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("refused");
    for (const char* kind : {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "fuse.sshfs",
                             "fuse.rclone", "webdav", "NFS"}) {
        QTest::addRow("%s is refused", kind) << QString::fromLatin1(kind) << true;
    }
    for (const char* kind :
         {"ext4", "btrfs", "xfs", "tmpfs", "apfs", "NTFS", "overlay", "fuseblk", "9p", ""}) {
        QTest::addRow("\"%s\" is taken", kind) << QString::fromLatin1(kind) << false;
    }
}

void TestStorePlaces::aNetworkFileSystemIsRefused()
{
    QFETCH(QString, kind);
    QFETCH(bool, refused);
    const TemporaryStore store;
    OpenOptions options;
    options.fileSystemOf = [kind](const QString&) { return kind; };
    const auto writer = openSqliteWriter(store.path(), options);
    QCOMPARE(!writer, refused);
    QCOMPARE(QDir(store.directory()).isEmpty(), refused);
    if (refused) {
        QCOMPARE(writer.error().code, Error::Code::Unavailable);
        for (const QString& part : {store.path(), kind, QStringLiteral("[storage] path")}) {
            QVERIFY2(writer.error().message.contains(part), qPrintable(writer.error().message));
        }
    }
}

void TestStorePlaces::aDeletedStoreIsNotWrittenTo()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer);
    Batch batch;
    batch.observations = {numbered(0)};
    QVERIFY(writer->append(batch));
    const QString elsewhere = store.path() + QStringLiteral(".elsewhere");
    QVERIFY(QFile::rename(store.path(), elsewhere));
    batch.observations = {numbered(1)};
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto receipt = writer->append(batch);
        QVERIFY(!receipt);
        QCOMPARE(receipt.error().code, Error::Code::NotFound);
        QVERIFY2(receipt.error().message.contains(QStringLiteral("deleted or moved away")),
                 qPrintable(receipt.error().message));
        QVERIFY(!QFile::exists(store.path()));
    }
    QVERIFY(QFile::rename(elsewhere, store.path())); // back: it goes on
    QVERIFY(writer->append(batch));
    checkAllThere(store.path(), 2);
}

void TestStorePlaces::aReplacedStoreIsNotWrittenTo()
{
    const TemporaryStore store;
    const TemporaryStore other;
    QVERIFY(other.fill({numbered(7)}));
    auto writer = store.writer();
    QVERIFY(writer);
    Batch batch;
    batch.observations = {numbered(0)};
    QVERIFY(writer->append(batch));
    const QString kept = store.path() + QStringLiteral(".kept");
    QVERIFY(QFile::rename(store.path(), kept));
    QVERIFY(QFile::copy(other.path(), store.path()));
    const auto receipt = writer->append(batch);
    QVERIFY(!receipt);
    QVERIFY2(receipt.error().message.contains(QStringLiteral("another file was put in its place")),
             qPrintable(receipt.error().message));
    writer.reset();
    // The newcomer is as it was copied, and what was acknowledged is with the old file and its log.
    QFile copy(store.path());
    QFile original(other.path());
    QVERIFY(copy.open(QIODevice::ReadOnly) && original.open(QIODevice::ReadOnly));
    QVERIFY(copy.readAll() == original.readAll());
    QVERIFY(QFile::remove(store.path()) && QFile::rename(kept, store.path()));
    checkAllThere(store.path(), 1);
}

void TestStorePlaces::aLockedStoreIsWaitedFor()
{
    const TemporaryStore store;
    QProcess holder;
    holder.start(test::builtProgram(QStringLiteral("store_appender")), {store.path()});
    QVERIFY(holder.waitForReadyRead(20'000));
    StoreService service([&store] { return openSqliteWriter(store.path()); }, quick());
    QSignalSpy failed(&service, &StoreService::failed);
    QSignalSpy recovered(&service, &StoreService::recovered);
    service.start();
    const Observation ours = numbered(77'777); // the other's numbers are smaller
    service.add(ours);
    checkSentence(failed, store.path(), Error::Code::TryLater, QStringLiteral("is writing to it"));
    holder.kill();
    QVERIFY(holder.waitForFinished(10'000));
    QVERIFY(recovered.wait(10'000));
    service.flush();
    const auto rows = test::rows(*store.reader());
    QCOMPARE(std::ranges::count(rows, ours.requestId, &Observation::requestId), 1);
    QCOMPARE(rows.back().requestId, ours.requestId);
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

void TestStorePlaces::aClockSetBackHarmsNothing()
{
    const TemporaryStore store;
    int sent = 0;
    for (const auto back : {0h, 1h, 25h, 24h * 8, 24h * 40, -24h}) {
        const auto writer = store.writer(); // each after a restart
        QVERIFY(writer);
        for (int i = 0; i < 5; ++i) {
            Batch batch;
            for (int n = 0; n < 20; ++n, ++sent) {
                Observation observation = numbered(sent);
                observation.at -= back;
                batch.observations.push_back(observation);
            }
            const auto receipt = writer->append(batch);
            QVERIFY(receipt);
            QCOMPARE(receipt->firstSeq, qint64(sent) - 19);
        }
    }
    checkAllThere(store.path(), sent);
    const auto rows = test::rows(*store.reader());
    QVERIFY(std::ranges::is_sorted(rows, {}, &Observation::seq)); // the order they were written in
    QVERIFY(!std::ranges::is_sorted(rows, {}, &Observation::at));
}

int main(int argc, char** argv)
{
    canMount = PrivateMounts::enter();
    const QCoreApplication application(argc, argv);
    TestStorePlaces test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_storeplaces.moc"
