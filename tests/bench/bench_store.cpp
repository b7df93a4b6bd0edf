// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a tick of twenty probes costs with everything the store keeps, beside SQLite's own price for
// the same rows, in the same run; and how fast history is loaded and read.
#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/temporarystore.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <random>
#include <sqlite3.h>

using namespace plimsoll;
using test::ObservationBuilder;
using test::TemporaryStore;

namespace {

// Five models, each probed in four ways.
constexpr int targets = 20;
constexpr std::array kinds {ProbeKind::Admission, ProbeKind::Prefill, ProbeKind::Generation,
                            ProbeKind::Followup};
constexpr int ticks = 400;
constexpr int bulkRows = 250'000;

Observation observation(std::mt19937& random, int target, TimePoint at)
{
    const int number = int(random() % 100'000);
    const auto kindCount = int(kinds.size());
    ObservationBuilder builder(QStringLiteral("model-%1").arg(target / kindCount),
                               kinds.at(std::size_t(target % kindCount)));
    builder.at(at)
        .latency(Micros(300'000 + number), Micros(400'000 + 3 * number), Micros(900'000 + number))
        .usage(9, 1, 70'000)
        .limit(LimitKind::Requests, 4000, 3999 - number % 50, at)
        .limit(LimitKind::InputTokens, 2'000'000, 1'999'000, at)
        .limit(LimitKind::OutputTokens, 400'000, 399'000, at)
        .requestId(QStringLiteral("req_011CPgTNFnZ1tNfZ%1").arg(number));
    if (number % 200 == 0) {
        builder.overloaded();
    } else {
        builder.headers(test::answerHeaders(at, number));
    }
    return builder;
}

Batch tick(std::mt19937& random, int minute)
{
    Batch batch;
    for (int target = 0; target < targets; ++target) {
        batch.observations.push_back(
            observation(random, target, test::answerTime + std::chrono::minutes(minute)));
    }
    return batch;
}

double medianMs(std::vector<qint64> nanoseconds)
{
    std::ranges::nth_element(nanoseconds, nanoseconds.begin() + qsizetype(nanoseconds.size() / 2));
    return double(nanoseconds[nanoseconds.size() / 2]) / 1e6;
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
    for (int i = 0; i < ticks; ++i) { // taken in turns, so that both meet the same disturbances
        const Batch batch = tick(random, i);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(writer->append(batch));
        ours.push_back(timer.nsecsElapsed());
        timer.restart();
        bare.append(batch);
        theirs.push_back(timer.nsecsElapsed());
    }
    qInfo("tick of %d probes: %.3f ms, bare insert of as many rows %.3f ms, ratio %.2f", targets,
          medianMs(ours), medianMs(theirs), medianMs(ours) / medianMs(theirs));
}

void BenchStore::bulkLoadAndRead()
{
    const TemporaryStore store;
    std::mt19937 random(2);
    std::vector<Batch> batches;
    Batch batch;
    for (int i = 0; i < bulkRows; ++i) {
        const TimePoint at = test::answerTime + std::chrono::minutes(5 * (i / 4));
        batch.observations.push_back(observation(random, 4 * (i % 4), at));
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
    qInfo("bulk load of %d rows with rollups: %.2f s, %.0f rows/s, %.0f bytes a row", bulkRows,
          loadSeconds, bulkRows / loadSeconds, bytes / bulkRows);
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
