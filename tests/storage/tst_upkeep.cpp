// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/dashboard.h"
#include "storage/report/csv.h"
#include "storage/report/statusreport.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"
#include "tests/support/temporarystore.h"
#include "tests/support/upkeep.h"

#include <QJsonDocument>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

// However far upkeep has come, and however rows came in, a store answers as one that keeps every
// row as it was written.
class TestUpkeep : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answersAreThoseOfTheRows_data();
    void answersAreThoseOfTheRows();
    void lateRowsJoinPackedDays();
    void windowsFindTheRowsOfABusyDay();
    void nothingIsPackedTwice();
    void limitsAreDatedByPackedRows();
    void aQuestionCanBeGivenUp_data();
    void aQuestionCanBeGivenUp();

private:
    const TimeRange m_range = monthRange();
    std::vector<Observation> m_all;
    MemoryStore m_oracle;
    std::map<int, QByteArray> m_tables; // of the oracle, by hours
};

namespace {

using Sampled = std::map<std::pair<TargetId, qint64>, std::vector<qint64>>; // by target and seq

// Each worker adds to a map of its own.
Sampled sampled(const StoreReader& reader, TimeRange range, int threads = 1,
                const std::vector<TimeRange>& windows = {})
{
    std::array<Sampled, 2> byWorker;
    SampleQuestion question {.range = range, .windows = windows, .threads = threads};
    for (std::size_t i = 0; i < sampleFieldCount; ++i) {
        question.fields.push_back(SampleField(i));
    }
    const auto read = reader.samples(question, [&byWorker](int worker, const SampleBlock& block) {
        for (std::size_t row = 0; row < block.size(); ++row) {
            std::vector<qint64> values {block.atMs[row], block.outcome[row]};
            for (const auto& field : block.fields) {
                values.push_back(field[row]);
            }
            byWorker.at(std::size_t(worker))[{block.target, block[SampleField::Seq][row]}] = values;
        }
        return true;
    });
    Sampled all = std::move(byWorker[0]);
    all.merge(byWorker[1]);
    return read ? all : Sampled {{{{}, -1}, {}}};
}

// From half past eight to eleven o'clock of each day.
std::vector<TimeRange> mornings(TimeRange range)
{
    std::vector<TimeRange> windows;
    for (TimePoint day = std::chrono::floor<std::chrono::days>(range.from); day < range.to;
         day += 24h) {
        windows.push_back({day + 510min, day + 11h});
    }
    return windows;
}

// Several in a day, a few minutes each, that touch neither end of the range.
std::vector<TimeRange> pieces(TimeRange range)
{
    std::vector<TimeRange> windows;
    for (TimePoint at = range.from + 20min; at < range.to - 100min; at += 97min) {
        windows.push_back({at, at + 41min});
    }
    return windows;
}

QByteArray tables(const StoreReader& reader, TimePoint asOf, int hours)
{
    const DashboardQuestion question {
        {{asOf - std::chrono::hours(hours), asOf}, {}}, asOf, QTimeZone("Europe/Berlin"), 15min};
    auto board = dashboard(reader, Catalogue::shipped(), question);
    if (!board) {
        return board.error().message.toUtf8();
    }
    board->store = {};
    return QJsonDocument(statusJson(*board)).toJson()
        + written([&](QIODevice& d) { return writeRatesCsv(d, board->series); })
        + written([&](QIODevice& d) { return writeLatencyCsv(d, board->series); })
        + written([&](QIODevice& d) { return writeLimitsCsv(d, board->limits); })
        + written([&](QIODevice& d) { return writeTrendsCsv(d, board->trends); });
}

} // namespace

void TestUpkeep::initTestCase()
{
    m_all = monthOfRows();
    for (const Observation& row : m_all) {
        m_oracle.add(row);
    }
    for (const int hours : {1, 30, 24 * 40}) {
        m_tables[hours] = tables(m_oracle, m_range.to, hours);
    }
}

void TestUpkeep::answersAreThoseOfTheRows_data()
{
    QTest::addColumn<int>("batch"); // rows at once
    QTest::addColumn<int>("every"); // batches between upkeep; 0: never
    QTest::addColumn<int>("steps"); // of upkeep each time, at the most
    QTest::newRow("nothing was done yet") << 500 << 0 << 0;
    QTest::newRow("days are summed up, nothing is packed") << 500 << 1 << 3;
    QTest::newRow("upkeep is in the middle of its work") << 500 << 2 << 7;
    QTest::newRow("all is done again and again") << 300 << 1 << 100'000;
    QTest::newRow("history came in bulk") << 7000 << 0 << 0;
    QTest::newRow("history came in bulk, upkeep is done") << 7000 << 1 << 100'000;
    QTest::newRow("history came in one piece") << 1'000'000 << 1 << 100'000;
}

void TestUpkeep::answersAreThoseOfTheRows()
{
    QFETCH(int, batch);
    QFETCH(int, every);
    QFETCH(int, steps);
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer);
    std::size_t done = 0;
    for (int n = 1; done < m_all.size(); ++n) {
        const std::size_t size = std::min(std::size_t(batch), m_all.size() - done);
        QVERIFY(append(*writer, std::span(m_all).subspan(done, size)));
        done += size;
        if (every > 0 && n % every == 0) {
            QVERIFY(maintain(*writer, m_all[done - 1].at + 5min, steps));
        }
    }
    QCOMPARE(problems(store), QString());
    const auto reader = store.reader();
    QVERIFY(reader && reader->beginSnapshot());
    QVERIFY(rows(*reader) == m_oracle.rows());
    RowFilter backwards;
    backwards.newestFirst = true;
    backwards.limit = 500;
    backwards.beforeSeq = 5000;
    QVERIFY(rows(*reader, backwards) == rows(m_oracle, backwards));
    for (const TimeRange range : {m_range, TimeRange {m_range.from + 77h, m_range.from + 93h},
                                  TimeRange {m_range.to - 3h, m_range.to}}) {
        QVERIFY(sampled(*reader, range) == sampled(m_oracle, range));
        QVERIFY(sampled(*reader, range, 2) == sampled(m_oracle, range));
        QVERIFY(!sampled(m_oracle, range, 1, pieces(range)).empty());
        for (const auto& windows : {mornings(m_range), pieces(range)}) {
            const Sampled parts = sampled(m_oracle, range, 1, windows);
            QVERIFY(parts.size() < sampled(m_oracle, range).size());
            QVERIFY(sampled(*reader, range, 2, windows) == parts);
        }
        QCOMPARE(*reader->countObservations(rowsIn(range)),
                 *m_oracle.countObservations(rowsIn(range)));
    }
    for (const TargetId& target : *m_oracle.targets()) {
        for (const Level level : levels) {
            const TimeRange some {m_range.from + 24h * 5, m_range.to};
            QVERIFY(*reader->rollups(target, level, some)
                    == *m_oracle.rollups(target, level, some));
        }
    }
    for (const TimePoint from : {m_range.from + 1min, m_range.from + 24h * 9, m_range.to - 1h}) {
        QCOMPARE(*writer->costNanoUsdSince(from), *m_oracle.costNanoUsdSince(from));
    }
    for (const auto& [hours, expected] : m_tables) {
        QCOMPARE(tables(*reader, m_range.to, hours), expected);
    }
    QVERIFY(*writer->newestAt() == *m_oracle.newestAt());
}

// A file that is imported, a spill that is read back, a clock that was wrong.
void TestUpkeep::lateRowsJoinPackedDays()
{
    std::vector<Observation> onTime;
    std::vector<Observation> late;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        (i % 7 == 3 ? late : onTime).push_back(m_all[i]);
    }
    const TemporaryStore store;
    const auto writer = store.writer();
    MemoryStore oracle;
    QVERIFY(writer && append(*writer, onTime) && maintain(*writer, m_range.to + 72h));
    for (std::size_t from = 0; from < late.size(); from += 400) {
        const std::size_t size = std::min<std::size_t>(400, late.size() - from);
        QVERIFY(append(*writer, std::span(late).subspan(from, size)));
    }
    for (const Observation& row : onTime) {
        oracle.add(row);
    }
    for (const Observation& row : late) {
        oracle.add(row);
    }
    // One that has read the days before they were packed anew.
    const auto patient = store.reader();
    QVERIFY(!sampled(*patient, m_range, 2).empty());
    for (const bool packed : {false, true}) {
        if (packed) {
            QVERIFY(maintain(*writer, m_range.to + 96h));
        }
        QVERIFY(sampled(*patient, m_range) == sampled(oracle, m_range));
        QCOMPARE(problems(store), QString());
        const auto reader = store.reader();
        QVERIFY(rows(*reader) == oracle.rows());
        QCOMPARE(tables(*reader, m_range.to, 24 * 40), tables(oracle, m_range.to, 24 * 40));
        QVERIFY(*reader->limitSpans() == *oracle.limitSpans());
    }
}

// So many that the day is packed in stretches, and not all in the order of their moments.
void TestUpkeep::windowsFindTheRowsOfABusyDay()
{
    std::vector<Observation> day;
    const TimePoint midnight = m_range.from;
    for (int i = 0; i < 5000; ++i) {
        const int place = i % 50 == 7 ? (i * 37) % 5000 : i; // some came late
        day.push_back(observed(QStringLiteral("claude-opus-4-7"), midnight + place * 17s));
    }
    const TemporaryStore store;
    const auto writer = store.writer();
    MemoryStore oracle;
    for (const Observation& row : day) {
        oracle.add(row);
    }
    QVERIFY(writer && append(*writer, day) && maintain(*writer, midnight + 72h));
    const auto reader = store.reader();
    const TimeRange all {midnight, midnight + 24h};
    for (const auto& windows :
         {mornings(all), pieces(all), std::vector<TimeRange> {{midnight, midnight + 1s}},
          std::vector<TimeRange> {{midnight + 4999 * 17s, midnight + 30h}},
          std::vector<TimeRange> {{midnight + 1s, midnight + 2s}},
          std::vector<TimeRange> {{midnight, midnight + 3h}, {midnight + 20h, midnight + 21h}}}) {
        QVERIFY(sampled(*reader, all, 1, windows) == sampled(oracle, all, 1, windows));
    }
    for (int minute = 0; minute < 24 * 60; minute += 13) {
        const TimeRange some {midnight + std::chrono::minutes(minute),
                              midnight + std::chrono::minutes(minute + 31)};
        QVERIFY(sampled(*reader, some) == sampled(oracle, some));
    }
}

void TestUpkeep::nothingIsPackedTwice()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer && append(*writer, m_all) && maintain(*writer, m_range.to + 72h));
    for (int again = 0; again < 3; ++again) {
        QCOMPARE(*writer->maintain(m_range.to + 72h), false);
    }
}

// A reading that contradicts a span is dated by its neighbours, though they are packed.
void TestUpkeep::limitsAreDatedByPackedRows()
{
    const auto told = [](TimePoint when, qint64 limit) {
        Observation row = observed(QStringLiteral("claude-opus-4-7"), when);
        row.limits[LimitKind::Requests].limit = limit;
        return row;
    };
    std::vector<Observation> all;
    for (int minute = 0; minute < 600; ++minute) {
        all.push_back(told(at("2026-11-03T05:00:00Z") + std::chrono::minutes(minute), 1000));
    }
    MemoryStore oracle;
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer && append(*writer, all) && maintain(*writer, m_range.to));
    all.push_back(told(at("2026-11-03T07:30:30Z"), 2000));
    QVERIFY(append(*writer, std::span(all).last(1)));
    for (const Observation& row : all) {
        oracle.add(row);
    }
    QCOMPARE(oracle.limitSpans()->size(), 3U);
    QVERIFY(*store.reader()->limitSpans() == *oracle.limitSpans());
}

void TestUpkeep::aQuestionCanBeGivenUp_data()
{
    QTest::addColumn<bool>("packed");
    QTest::newRow("over live rows") << false;
    QTest::newRow("over packed days") << true;
}

void TestUpkeep::aQuestionCanBeGivenUp()
{
    QFETCH(bool, packed);
    const TemporaryStore store;
    {
        const auto writer = store.writer();
        for (std::size_t i = 0; i < m_all.size(); i += 1000) {
            QVERIFY(
                append(*writer,
                       std::span(m_all).subspan(i, std::min<std::size_t>(1000, m_all.size() - i))));
        }
        QVERIFY(!packed || maintain(*writer, m_range.to));
    }
    const auto reader = store.reader();
    int asked = 0;
    reader->setGivenUp([&asked] { return ++asked > 3; });
    const auto isGivenUp = [&asked](const auto& answer) {
        const bool givenUp = !answer && answer.error().code == Error::Code::TryLater && asked == 4;
        asked = 0;
        return givenUp;
    };
    int seen = 0;
    QVERIFY(
        isGivenUp(reader->observations({}, [&seen](const Observation&) { return ++seen > 0; })));
    QVERIFY(seen < int(m_all.size()) / 10);
    QVERIFY(isGivenUp(reader->samples({.fields = {SampleField::Total}, .threads = 1},
                                      [](int, const SampleBlock&) { return true; })));
    reader->setGivenUp({});
    QCOMPARE(rows(*reader).size(), m_all.size()); // and the next is answered
}

QTEST_GUILESS_MAIN(TestUpkeep)
#include "tst_upkeep.moc"
