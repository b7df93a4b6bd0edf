// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/storeservice.h"
#include "tests/support/answerheaders.h"
#include "tests/support/failingvfs.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/sanitized.h"
#include "tests/support/temporarystore.h"

#include <QHash>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <sqlite3.h>

using namespace plimsoll;
using namespace std::chrono_literals;
using test::FailingVfs;
using test::ObservationBuilder;
using Call = FailingVfs::Call;
using How = FailingVfs::How;
using Lasting = FailingVfs::Lasting;

Q_DECLARE_METATYPE(plimsoll::test::FailingVfs::Call)
Q_DECLARE_METATYPE(plimsoll::test::FailingVfs::How)

namespace {

constexpr int batches = 30;
constexpr int rowsOfBatch = 4;

// Big enough for a log that is checkpointed within the run, small enough to be quick.
Batch batch(int number)
{
    Batch made;
    for (int i = 0; i < rowsOfBatch; ++i) {
        const TimePoint at = test::answerTime + std::chrono::minutes(7 * number + i);
        made.observations.push_back(
            ObservationBuilder(QStringLiteral("model-%1").arg(i % 2))
                .at(at)
                .latency(Micros(300'000 + number), Micros(400'000), Micros(900'000 + i))
                .limit(LimitKind::Requests, number < 15 ? 4000 : 2000, 3000 - number, at)
                .headers(test::answerHeaders(at, number))
                .usage(9, 1, 70'000)
                .requestId(QStringLiteral("req_%1_%2").arg(number).arg(i)));
    }
    made.gaps.push_back({.range = {test::answerTime + std::chrono::minutes(number),
                                   test::answerTime + std::chrono::minutes(number + 1)},
                         .reason = GapReason::Paused});
    return made;
}

bool isSentence(const Error& error, const QString& path)
{
    return error.message.contains(path) && error.message.endsWith(QLatin1Char('.'))
        && error.message.size() > path.size() + 40;
}

// How often each request is stored.
QHash<QString, int> stored(const QString& path)
{
    QHash<QString, int> times;
    const auto reader = openSqliteReader(path);
    if (reader) {
        for (const Observation& row : test::rows(**reader)) {
            ++times[row.requestId];
        }
    }
    return times;
}

// Appends all batches as a patient collector does: what fails is tried again once the disk is
// sound. Says what went wrong, or nothing.
class Collector
{
public:
    Collector(const QString& path, FailingVfs& disk)
        : m_path(path)
        , m_disk(disk)
    {
    }

    QString run()
    {
        for (int number = 0; number < batches; ++number) {
            for (int attempt = 0; !tryOnce(number); ++attempt) {
                if (!m_complaint.isEmpty() || attempt > 3) {
                    return m_complaint.isEmpty() ? QStringLiteral("it does not recover")
                                                 : m_complaint;
                }
            }
        }
        m_writer.reset();
        m_disk.heal();
        return wrongInStore();
    }

private:
    bool tryOnce(int number)
    {
        if (!m_writer) {
            auto opened = openSqliteWriter(m_path);
            if (!opened) {
                return failed(opened.error());
            }
            m_writer = std::move(*opened);
        }
        Batch sent = batch(number);
        sent.triedSeq = m_triedSeq;
        m_triedSeq = m_writer->nextSeq();
        const auto receipt = m_writer->append(sent);
        if (!receipt) {
            return failed(receipt.error());
        }
        m_triedSeq.reset();
        return true;
    }
    bool failed(const Error& error)
    {
        if (!m_disk.struck()) {
            m_complaint = QStringLiteral("a sound disk fails: ") + error.message;
        } else if (!isSentence(error, m_path)) {
            m_complaint = QStringLiteral("no sentence: ") + error.message;
        }
        m_writer.reset(); // as the service does, while the disk still fails
        m_disk.heal();
        return false;
    }
    QString wrongInStore() const
    {
        const auto times = stored(m_path);
        for (int number = 0; number < batches; ++number) {
            for (const Observation& sent : batch(number).observations) {
                if (times.value(sent.requestId) != 1) {
                    return QStringLiteral("%1 is stored %2 times")
                        .arg(sent.requestId)
                        .arg(times.value(sent.requestId));
                }
            }
        }
        const auto disagreements = verifySqliteStore(m_path);
        return disagreements ? disagreements->join(QLatin1Char('\n'))
                             : disagreements.error().message;
    }

    QString m_path;
    FailingVfs& m_disk;
    std::unique_ptr<StoreWriter> m_writer;
    QString m_complaint;
    std::optional<qint64> m_triedSeq; // of a batch whose append failed
};

void addFaults()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<int>("code");
    QTest::addColumn<How>("how");
    QTest::newRow("a file that cannot be opened") << Call::Open << SQLITE_CANTOPEN << How::Nothing;
    QTest::newRow("a read that fails") << Call::Read << SQLITE_IOERR_READ << How::Nothing;
    QTest::newRow("a write that fails half way") << Call::Write << SQLITE_IOERR_WRITE << How::Half;
    QTest::newRow("a write that is done and yet called failed")
        << Call::Write << SQLITE_IOERR_WRITE << How::Whole;
    QTest::newRow("a full disk") << Call::Write << SQLITE_FULL << How::Nothing;
    QTest::newRow("a sync that fails") << Call::Sync << SQLITE_IOERR_FSYNC << How::Nothing;
    QTest::newRow("a cut that fails") << Call::Truncate << SQLITE_IOERR_TRUNCATE << How::Nothing;
    QTest::newRow("shared memory that fails") << Call::Shm << SQLITE_IOERR_SHMMAP << How::Nothing;
}

// A sanitizer takes many times as long.
constexpr int everyOne = test::addressSanitized ? 8 : 100;
constexpr int apart = test::addressSanitized ? 29 : 7;

StorePace quick()
{
    StorePace pace;
    pace.gather = 1ms;
    pace.firstRetry = 5ms;
    pace.lastRetry = 10ms;
    pace.fullBatch = rowsOfBatch;
    pace.largestBatch = rowsOfBatch;
    return pace;
}

} // namespace

class TestFailingVfs : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLostWhicheverCallFails_data() { addFaults(); }
    void nothingIsLostWhicheverCallFails();
    void theServiceComesBackByItself_data() { addFaults(); }
    void theServiceComesBackByItself();
};

void TestFailingVfs::nothingIsLostWhicheverCallFails()
{
    QFETCH(Call, call);
    QFETCH(int, code);
    QFETCH(How, how);
    FailingVfs disk;
    int last = 0;
    {
        const test::TemporaryStore store;
        QCOMPARE(Collector(store.path(), disk).run(), QString());
        last = disk.calls(call);
    }
    // Every one of the first, then every few up to the last.
    int struck = 0;
    for (int nth = 1; nth <= last; nth += nth < everyOne ? 1 : apart) {
        for (const Lasting lasting : {Lasting::Once, Lasting::UntilHealed}) {
            const test::TemporaryStore store;
            disk.fail(call, nth, code, lasting, how);
            const QString wrong = Collector(store.path(), disk).run();
            QVERIFY2(
                wrong.isEmpty(),
                qPrintable(QStringLiteral("%1 (call %2 of %3)").arg(wrong).arg(nth).arg(last)));
            struck += disk.struck() ? 1 : 0;
        }
    }
    qInfo("%d calls in a sound run, %d runs in which the fault struck", last, struck);
    QVERIFY(struck >= std::min(last, everyOne));
}

void TestFailingVfs::theServiceComesBackByItself()
{
    QFETCH(Call, call);
    QFETCH(int, code);
    QFETCH(How, how);
    const test::TemporaryStore store;
    FailingVfs disk;
    StoreService service([&store] { return openSqliteWriter(store.path()); }, quick());
    QSignalSpy failed(&service, &StoreService::failed);
    QSignalSpy recovered(&service, &StoreService::recovered);
    service.start();
    const auto send = [&](int number) {
        for (const Observation& observation : batch(number).observations) {
            service.add(observation);
        }
    };
    send(0);
    // Syncs and cuts come with checkpoints, which a commit survives; opening meets them.
    for (int number = 1; number < batches && failed.isEmpty(); ++number) {
        if (number == 5) {
            service.flush();
            disk.fail(call, 1, code, Lasting::UntilHealed, how);
        }
        send(number);
        service.flush();
    }
    if (!failed.isEmpty()) {
        QVERIFY(failed.wait(5000)); // again and again while it lasts
        disk.heal();
        QVERIFY(!recovered.isEmpty() || recovered.wait(5000));
    }
    disk.heal();
    service.flush();
    const auto times = stored(store.path());
    QCOMPARE(times.size() % rowsOfBatch, 0);
    QVERIFY(times.size() >= 6 * rowsOfBatch);
    QVERIFY(std::ranges::all_of(times, [](int n) { return n == 1; }));
    QCOMPARE(*verifySqliteStore(store.path()), QStringList());
}

QTEST_GUILESS_MAIN(TestFailingVfs)
#include "tst_failingvfs.moc"
