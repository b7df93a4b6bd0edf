// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a tick of twenty probes costs with everything the store keeps, beside SQLite's own price for
// the same rows, in the same run; and how fast history is loaded and read.
#include "tests/bench/probed.h"
#include "tests/support/temporarystore.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <sqlite3.h>

using namespace plimsoll;
using bench::probed;
using test::TemporaryStore;

namespace {

constexpr int targets = 20;
constexpr int ticks = 2000;
constexpr int bulkRows = 250'000;

Batch tick(std::mt19937& random, int minute)
{
    Batch batch;
    for (int target = 0; target < targets; ++target) {
        batch.observations.push_back(
            probed(random, target, test::answerTime + std::chrono::minutes(minute)));
    }
    return batch;
}

double medianMs(std::vector<qint64> nanoseconds)
{
    std::ranges::nth_element(nanoseconds, nanoseconds.begin() + qsizetype(nanoseconds.size() / 2));
    return double(nanoseconds[nanoseconds.size() / 2]) / 1e6;
}

// Of all threads of this process.
double processorSeconds()
{
    return double(std::clock()) / double(CLOCKS_PER_SEC);
}

// Twenty integer columns and the index, inserted through the C interface: nothing else.
class BareStore
{
public:
    explicit BareStore(const QString& path)
    {
        sqlite3_open(path.toUtf8().constData(), &m_db);
        run("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "CREATE TABLE o(seq INTEGER PRIMARY KEY, target, at, c3, c4, c5, c6, c7, c8, c9, c10, "
            "c11, c12, c13, c14, c15, c16, c17, c18, c19);"
            "CREATE INDEX i ON o(target, at);");
        sqlite3_prepare_v2(
            m_db,
            "INSERT INTO o VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, ?, ?, ?)",
            -1, &m_insert, nullptr);
    }
    ~BareStore()
    {
        sqlite3_finalize(m_insert);
        sqlite3_close(m_db);
    }
    Q_DISABLE_COPY_MOVE(BareStore)

    void append(const Batch& batch)
    {
        run("BEGIN IMMEDIATE");
        int target = 0;
        for (const Observation& row : batch.observations) {
            sqlite3_bind_int64(m_insert, 1, target++);
            sqlite3_bind_int64(m_insert, 2, toEpochMs(row.at));
            for (int column = 3; column <= 19; ++column) {
                sqlite3_bind_int64(m_insert, column, row.timing.total->count() + column);
            }
            sqlite3_step(m_insert);
            sqlite3_reset(m_insert);
        }
        run("COMMIT");
    }

private:
    void run(const char* sql) { sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr); }

    sqlite3* m_db = nullptr;
    sqlite3_stmt* m_insert = nullptr;
};

} // namespace

class BenchStore : public QObject
{
    Q_OBJECT

private slots:
    void tickOfTwentyProbes();
    void bulkLoadAndRead();
};

void BenchStore::tickOfTwentyProbes()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer);
    BareStore bare(store.directory() + QStringLiteral("/bare.db"));
    std::mt19937 random(1);
    std::vector<qint64> ours;
    std::vector<qint64> theirs;
    double busySeconds = 0;
    for (int i = 0; i < ticks; ++i) { // taken in turns, so that both meet the same disturbances
        const Batch batch = tick(random, i);
        const double busyBefore = processorSeconds();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(writer->append(batch));
        ours.push_back(timer.nsecsElapsed());
        busySeconds += processorSeconds() - busyBefore;
        timer.restart();
        bare.append(batch);
        theirs.push_back(timer.nsecsElapsed());
    }
    const double ratio = medianMs(ours) / medianMs(theirs);
    qInfo("tick of %d probes with all rollups: p50 %.3f ms (goal 1), bare insert of as many rows "
          "%.3f ms, ratio %.2f (goal 3)",
          targets, medianMs(ours), medianMs(theirs), ratio);
    qInfo("one such tick a second: %.3f %% of a core (goal 1)", 100 * busySeconds / ticks);
}

void BenchStore::bulkLoadAndRead()
{
    const TemporaryStore store;
    std::mt19937 random(2);
    std::vector<Batch> batches;
    Batch batch;
    for (int i = 0; i < bulkRows; ++i) {
        const TimePoint at = test::answerTime + std::chrono::minutes(5 * (i / 4));
        batch.observations.push_back(probed(random, 4 * (i % 4), at));
        if (batch.observations.size() == 20'000 || i + 1 == bulkRows) {
            batches.push_back(std::exchange(batch, {}));
        }
    }
    QElapsedTimer timer;
    timer.start();
    {
        const auto writer = store.writer();
        for (const Batch& some : batches) {
            QVERIFY(writer->append(some));
        }
    }
    const double loadSeconds = double(timer.nsecsElapsed()) / 1e9;
    const auto reader = store.reader();
    const double bytes = double(reader->info()->bytes);
    qInfo("sustained, %d rows with rollups: %.2f s, %.0f rows/s (goal 20000), %.0f bytes a row",
          bulkRows, loadSeconds, bulkRows / loadSeconds, bytes / bulkRows);
    for (const bool brief : {true, false}) {
        RowFilter filter;
        filter.brief = brief;
        qint64 rows = 0;
        timer.restart();
        QVERIFY(reader->observations(filter, [&rows](const Observation&) { return ++rows > 0; }));
        qInfo("read of %lld %s rows: %.2f s", rows, brief ? "brief" : "whole",
              double(timer.nsecsElapsed()) / 1e9);
    }
    timer.restart();
    const auto hours =
        reader->rollups({.model = QStringLiteral("model-1"), .kind = ProbeKind::Admission},
                        Level::Hour, RowFilter {}.range);
    qInfo("read of %zu hours of one target: %.2f ms", hours->size(),
          double(timer.nsecsElapsed()) / 1e6);
    timer.restart();
    QVERIFY(verifySqliteStore(store.path())->isEmpty());
    qInfo("verification: %.2f s", double(timer.nsecsElapsed()) / 1e9);
}

QTEST_GUILESS_MAIN(BenchStore)
#include "bench_store.moc"
