// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/queryservice.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QFutureWatcher>
#include <QSemaphore>
#include <QTest>

#include <atomic>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestQueryService : public QObject
{
    Q_OBJECT

private slots:
    void answersComeToTheCallersThread();
    void questionsRunInTheQueryThreadInOrder();
    void theReaderIsOpenedOnceAndKept();
    void aMissingStoreIsAnErrorAndIsFoundWhenItAppears();
    void aFailedQuestionReopensTheReader();
    void eachQuestionHasItsOwnSnapshot();
    void askingDoesNotWait();
    void aDashboardDoesNotWaitBehindRows();
    void aCancelledQuestionIsGivenUp();
    void destroyedWithQuestionsPending();
};

namespace {

const TimePoint now = at("2026-11-21T14:32:10Z");

std::unique_ptr<StoreReader> filledStore()
{
    auto store = std::make_unique<MemoryStore>();
    store->add(observed(QStringLiteral("claude-opus-4-7"), now - 10s));
    return store;
}

Result<qint64> countAll(const StoreReader& reader)
{
    return reader.countObservations(rowsIn({fromEpochMs(0), now}));
}

// Waits for an answer while events of this thread are delivered, as in a program.
template<typename T>
bool arrives(const QFuture<T>& future)
{
    return QTest::qWaitFor([&future] { return future.isFinished(); }, 5000);
}

// Forwards to a memory store and counts its snapshots.
class CountingStore final : public StoreReader
{
public:
    explicit CountingStore(std::atomic_int& open)
        : m_open(open)
    {
    }
    Result<void> beginSnapshot() override
    {
        ++m_open;
        return {};
    }
    void endSnapshot() override { --m_open; }
    Result<StoreInfo> info() const override { return m_store.info(); }
    Result<StoreHealth> health() const override { return m_store.health(); }
    Result<std::vector<Origin>> origins() const override { return m_store.origins(); }
    Result<std::vector<TargetId>> targets() const override { return m_store.targets(); }
    Result<void> rollups(const TargetId& t, Level l, TimeRange r, Figures f,
                         const VisitRollup& visit) const override
    {
        return m_store.rollups(t, l, r, f, visit);
    }
    Result<void> samples(const SampleQuestion& question, const VisitSamples& visit) const override
    {
        return m_store.samples(question, visit);
    }
    void setGivenUp(GivenUp) override { }
    Result<void> observations(const RowFilter& filter, const Visit& visit) const override
    {
        return m_store.observations(filter, visit);
    }
    // How many snapshots are open now.
    Result<qint64> countObservations(const RowFilter&) const override { return qint64(m_open); }
    Result<std::vector<LimitSpan>> limitSpans() const override { return m_store.limitSpans(); }
    Result<std::vector<LimitNow>> limitsNow() const override { return m_store.limitsNow(); }
    Result<std::vector<Event>> events(TimeRange range) const override
    {
        return m_store.events(range);
    }
    Result<std::vector<Gap>> gaps(TimeRange range) const override { return m_store.gaps(range); }
    Result<std::vector<Memory>> memories(const QString& prefix) const override
    {
        return m_store.memories(prefix);
    }

private:
    MemoryStore m_store;
    std::atomic_int& m_open;
};

} // namespace

void TestQueryService::answersComeToTheCallersThread()
{
    QueryService service([]() -> Result<std::unique_ptr<StoreReader>> { return filledStore(); });
    const DashboardQuestion question {{{now - 24h, now}, {}}, now, QTimeZone::utc(), 60s};
    QThread* thread = nullptr;
    QString sentence;
    service.askDashboard(question).then(this, [&](const Result<Dashboard>& board) {
        thread = QThread::currentThread();
        sentence = board ? board->verdict.sentence : board.error().message;
    });
    QTRY_COMPARE(sentence, QStringLiteral("Opus 4.7 answers."));
    QCOMPARE(thread, QThread::currentThread());
}

void TestQueryService::questionsRunInTheQueryThreadInOrder()
{
    QueryService service([]() -> Result<std::unique_ptr<StoreReader>> { return filledStore(); });
    QList<int> order; // only ever touched by the query thread until the last answer is here
    QStringList threads;
    QFuture<Result<int>> last;
    for (int i = 0; i < 20; ++i) {
        last = service.ask<int>([&order, &threads, i](const StoreReader&) -> Result<int> {
            order << i;
            threads << QThread::currentThread()->objectName();
            return i;
        });
    }
    QVERIFY(arrives(last));
    QCOMPARE(order.size(), 20);
    QVERIFY(std::ranges::is_sorted(order));
    QCOMPARE(threads.count(QStringLiteral("query-rows")), 20);
}

void TestQueryService::theReaderIsOpenedOnceAndKept()
{
    std::atomic_int opened = 0;
    QueryService service([&opened]() -> Result<std::unique_ptr<StoreReader>> {
        ++opened;
        return filledStore();
    });
    QCOMPARE(opened.load(), 0); // not before the first question
    for (int i = 0; i < 3; ++i) {
        const auto answer = service.ask<qint64>(countAll);
        QVERIFY(arrives(answer));
        QCOMPARE(*answer.result(), qint64(1));
    }
    QCOMPARE(opened.load(), 1);
}

void TestQueryService::aMissingStoreIsAnErrorAndIsFoundWhenItAppears()
{
    std::atomic_bool present = false;
    QueryService service([&present]() -> Result<std::unique_ptr<StoreReader>> {
        if (!present) {
            return Error {Error::Code::NotFound, QStringLiteral("There is no store yet.")};
        }
        return filledStore();
    });
    const auto missing = service.ask<qint64>(countAll);
    QVERIFY(arrives(missing));
    QVERIFY(!missing.result());
    QCOMPARE(missing.result().error().code, Error::Code::NotFound);
    present = true;
    const auto found = service.ask<qint64>(countAll);
    QVERIFY(arrives(found));
    QCOMPARE(*found.result(), qint64(1));
}

void TestQueryService::aFailedQuestionReopensTheReader()
{
    std::atomic_int opened = 0;
    QueryService service([&opened]() -> Result<std::unique_ptr<StoreReader>> {
        ++opened;
        return filledStore();
    });
    const auto failed = service.ask<qint64>([](const StoreReader&) -> Result<qint64> {
        return Error {Error::Code::Io, QStringLiteral("The disk is gone.")};
    });
    const auto next = service.ask<qint64>(countAll);
    QVERIFY(arrives(next));
    QVERIFY(!failed.result());
    QVERIFY(bool(next.result()));
    QCOMPARE(opened.load(), 2);
}

void TestQueryService::eachQuestionHasItsOwnSnapshot()
{
    std::atomic_int open = 0;
    {
        QueryService service([&open]() -> Result<std::unique_ptr<StoreReader>> {
            return std::unique_ptr<StoreReader>(std::make_unique<CountingStore>(open));
        });
        for (int i = 0; i < 3; ++i) {
            const auto during = service.ask<qint64>(countAll);
            QVERIFY(arrives(during));
            QCOMPARE(*during.result(), qint64(1));
        }
    }
    QCOMPARE(open.load(), 0);
}

void TestQueryService::askingDoesNotWait()
{
    QSemaphore release;
    QueryService service([]() -> Result<std::unique_ptr<StoreReader>> { return filledStore(); });
    const auto slow = service.ask<int>([&release](const StoreReader&) -> Result<int> {
        release.acquire();
        return 1;
    });
    // Were this thread to wait for an answer, it would never get here to let the question go on.
    const auto behind = service.ask<qint64>(countAll);
    QVERIFY(!slow.isFinished());
    release.release();
    QVERIFY(arrives(behind));
    QCOMPARE(*slow.result(), 1);
}

void TestQueryService::aDashboardDoesNotWaitBehindRows()
{
    QSemaphore release;
    QueryService service([]() -> Result<std::unique_ptr<StoreReader>> { return filledStore(); });
    const auto rows = service.ask<int>([&release](const StoreReader&) -> Result<int> {
        release.acquire();
        return 1;
    });
    const auto board = service.askDashboard({{{now - 24h, now}, {}}, now, QTimeZone::utc(), 60s});
    QVERIFY(arrives(board));
    QVERIFY(!rows.isFinished());
    release.release();
    QVERIFY(arrives(rows));
}

// The store asks again and again whether its answer is still wanted.
void TestQueryService::aCancelledQuestionIsGivenUp()
{
    QSemaphore started;
    QSemaphore ended;
    QueryService service([]() -> Result<std::unique_ptr<StoreReader>> { return filledStore(); });
    auto endless = service.ask<int>([&](const StoreReader& reader) -> Result<int> {
        started.release();
        while (true) {
            const auto read = reader.observations({}, [](const Observation&) { return true; });
            if (!read) {
                ended.release();
                return read.error();
            }
        }
    });
    started.acquire();
    endless.cancel();
    QVERIFY(ended.tryAcquire(1, 5000));
    const auto next = service.ask<qint64>(countAll); // on the same reader
    QVERIFY(arrives(next));
    QCOMPARE(*next.result(), qint64(1));
}

void TestQueryService::destroyedWithQuestionsPending()
{
    QSemaphore started;
    std::atomic_int answered = 0;
    QList<QFuture<Result<int>>> pending;
    auto service = std::make_unique<QueryService>(
        []() -> Result<std::unique_ptr<StoreReader>> { return filledStore(); });
    // Ends only after the destructor has begun.
    const auto running = service->ask<int>([&started](const StoreReader&) -> Result<int> {
        started.release();
        while (!QThread::currentThread()->isInterruptionRequested()) {
            QThread::yieldCurrentThread();
        }
        return 1;
    });
    for (int i = 0; i < 100; ++i) {
        pending << service->ask<int>([&answered](const StoreReader&) -> Result<int> {
            ++answered;
            return 2;
        });
    }
    started.acquire();
    service.reset();
    QVERIFY(running.isFinished() && !running.isCanceled());
    QCOMPARE(answered.load(), 0);
    for (const auto& future : pending) {
        QVERIFY(future.isFinished());
        QVERIFY(future.isCanceled());
    }
}

QTEST_GUILESS_MAIN(TestQueryService)
#include "tst_queryservice.moc"
