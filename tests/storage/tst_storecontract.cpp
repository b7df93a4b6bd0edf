// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/dashboard.h"
#include "storage/report/csv.h"
#include "storage/report/statusreport.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/storeundertest.h"
#include "tests/support/syntheticdata.h"

#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

// What every store must answer, whatever it is made of: the same as going through all rows.
class TestStoreContract : public QObject
{
    Q_OBJECT

public:
    explicit TestStoreContract(MakeStore make)
        : m_place(make())
    {
    }

private slots:
    void initTestCase();
    void info();
    void rollups_data();
    void rollups();
    void rows_data();
    void rows();
    void limits();
    void eventsAndGaps_data();
    void eventsAndGaps();
    void memories_data();
    void memories();
    void wholeDashboards_data();
    void wholeDashboards();
    void aVisitorMayStop();

private:
    const TimeRange m_range {at("2026-11-03T05:17:00Z"), at("2026-11-21T14:32:10.250Z")};
    MemoryStore m_oracle;
    std::unique_ptr<StoreUnderTest> m_place;
    std::unique_ptr<StoreReader> m_store;
};

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

QString haiku()
{
    return QStringLiteral("claude-haiku-5-5");
}

std::vector<Observation> rowsOf(const StoreReader& reader, const RowFilter& filter)
{
    std::vector<Observation> found;
    const auto read = reader.observations(filter, [&found](const Observation& row) {
        found.push_back(row);
        return true;
    });
    return read ? found : std::vector<Observation>(1);
}

RowFilter randomFilter(std::mt19937& random, TimeRange range)
{
    const auto below = [&random](quint64 n) { return qint64(random() % n); };
    const qint64 length = range.length().count();
    RowFilter filter;
    filter.range.from = range.from + std::chrono::milliseconds(below(quint64(length)));
    filter.range.to = filter.range.from + std::chrono::milliseconds(below(quint64(length)) / 4);
    if (below(2) == 0) {
        filter.models = {below(2) == 0 ? opus() : haiku()};
    }
    if (below(2) == 0) {
        filter.kinds = {ProbeKind::Admission, ProbeKind::Followup};
    }
    if (below(3) == 0) {
        filter.outcomes = {Outcome::OverloadedHttp, Outcome::TimedOut, Outcome::Skipped};
    }
    filter.newestFirst = below(2) == 0;
    filter.brief = below(2) == 0;
    if (below(3) == 0) {
        filter.beforeSeq = below(8000);
    }
    if (below(4) == 0) {
        filter.afterSeq = below(8000);
    }
    if (below(3) == 0) {
        filter.limit = below(50);
    }
    return filter;
}

} // namespace

void TestStoreContract::initTestCase()
{
    const SyntheticPlan plan {
        .seed = 21,
        .range = m_range,
        .every = 15min,
        .models = {opus(), haiku()},
        .kinds = {ProbeKind::Admission, ProbeKind::Generation, ProbeKind::Followup}};
    std::vector<Observation> all = syntheticObservations(plan);
    for (TimePoint t = m_range.from; t < m_range.to; t += 2h) {
        all.push_back(observed({}, t, Outcome::Ok, ProbeKind::Line));
    }
    for (std::size_t i = 0; i < all.size(); i += 3) {
        all[i].target.organization = QStringLiteral("acme");
    }
    // Written in order of their ends, which is not quite the order of their starts.
    std::mt19937 random(4);
    for (std::size_t i = 8; i < all.size(); i += 8) {
        std::swap(all[i], all[i - std::size_t(random() % 4) - 1]);
    }

    const auto writer = m_place->writer();
    QVERIFY(writer);
    for (std::size_t i = 0; i < all.size(); i += 700) {
        Batch batch;
        const auto end = all.begin() + std::ptrdiff_t(std::min(i + 700, all.size()));
        batch.observations.assign(all.begin() + std::ptrdiff_t(i), end);
        batch.events = {{m_range.from + 30min * qint64(i),
                         EventType::Announced,
                         QStringLiteral("Event %1").arg(i),
                         QStringLiteral("detail"),
                         {},
                         i % 1400 == 0 ? QStringLiteral("told/%1").arg(i % 3) : QString(),
                         {opus(), haiku()},
                         "as it was said"}};
        batch.memories = {
            {QStringLiteral("watch/%1").arg(i / 700 % 5), m_range.from, "what was said"},
            {QStringLiteral("other"), m_range.to, QByteArray::number(qint64(i))}};
        batch.gaps = {{{m_range.from + 20min * qint64(i), m_range.from + 20min * qint64(i) + 5h},
                       GapReason::Suspended}};
        const auto ours = writer->append(batch);
        const auto expected = m_oracle.append(batch);
        QVERIFY(ours && expected);
        QCOMPARE(ours->firstSeq, expected->firstSeq);
        QCOMPARE(ours->count, expected->count);
    }
    for (const auto from : {m_range.from, m_range.from + 24h * 9, m_range.to}) {
        QCOMPARE(*writer->costNanoUsdSince(from), *m_oracle.costNanoUsdSince(from));
    }
    QVERIFY(*writer->newestAt() == *m_oracle.newestAt());
    QVERIFY(*writer->memories({}) == *m_oracle.memories({}));
    m_store = m_place->reader();
    QVERIFY(m_store);
    QVERIFY(m_store->beginSnapshot());
}

void TestStoreContract::info()
{
    const auto ours = m_store->info();
    const auto expected = m_oracle.info();
    QVERIFY(ours && expected);
    QCOMPARE(ours->observations, expected->observations);
    QVERIFY(ours->oldest == expected->oldest && ours->newest == expected->newest);
    QCOMPARE(ours->demo, expected->demo);
    auto targets = *m_store->targets();
    std::ranges::sort(targets);
    QVERIFY(targets == *m_oracle.targets());
}

void TestStoreContract::rollups_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    for (int level = 0; level < 3; ++level) {
        const auto add = [&](const char* name, TimePoint from, TimePoint to) {
            QTest::addRow("level %d, %s", level, name) << level << toEpochMs(from) << toEpochMs(to);
        };
        add("all of time", fromEpochMs(0), at("2030-01-01T00:00:00Z"));
        add("a few days", at("2026-11-05T00:00:00Z"), at("2026-11-11T07:00:00Z"));
        add("a start inside a bucket", at("2026-11-05T00:00:01Z"), at("2026-11-20T00:00:01Z"));
        add("before all data", fromEpochMs(0), m_range.from - 24h * 8);
    }
}

void TestStoreContract::rollups()
{
    QFETCH(const int, level);
    QFETCH(const qint64, from);
    QFETCH(const qint64, to);
    const auto targets = m_oracle.targets();
    QVERIFY(targets);
    for (const TargetId& target : *targets) {
        const TimeRange range {fromEpochMs(from), fromEpochMs(to)};
        const auto ours = m_store->rollups(target, Level(level), range);
        QVERIFY(ours);
        QVERIFY(*ours == *m_oracle.rollups(target, Level(level), range));
    }
    const auto unknown = m_store->rollups({QStringLiteral("nobody"), ProbeKind::Line}, Level(level),
                                          {fromEpochMs(from), fromEpochMs(to)});
    QVERIFY(unknown && unknown->empty());
}

void TestStoreContract::rows_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 0; seed < 60; ++seed) {
        QTest::addRow("filter %u", seed) << seed;
    }
}

void TestStoreContract::rows()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    RowFilter filter = randomFilter(random, m_range);
    const auto ours = rowsOf(*m_store, filter);
    const auto expected = rowsOf(m_oracle, filter);
    QCOMPARE(ours.size(), expected.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
        QVERIFY2(ours[i] == expected[i], qPrintable(QString::number(expected[i].seq)));
    }
    const auto count = m_store->countObservations(filter);
    QVERIFY(count);
    QCOMPARE(*count, qint64(expected.size()));

    RowFilter one;
    one.range = {fromEpochMs(0), at("2030-01-01T00:00:00Z")};
    one.seq = 1 + qint64(seed) * 37;
    QVERIFY(rowsOf(*m_store, one) == rowsOf(m_oracle, one));
}

void TestStoreContract::limits()
{
    QVERIFY(*m_store->limitSpans() == *m_oracle.limitSpans());
    auto ours = *m_store->limitsNow();
    auto expected = *m_oracle.limitsNow();
    const auto key = [](const LimitNow& now) {
        return std::tuple(now.organization, now.pool, now.kind);
    };
    std::ranges::sort(ours, std::ranges::less {}, key);
    std::ranges::sort(expected, std::ranges::less {}, key);
    QVERIFY(!expected.empty());
    QVERIFY(ours == expected);
}

void TestStoreContract::eventsAndGaps_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    const qint64 start = toEpochMs(m_range.from);
    const qint64 hour = 3'600'000;
    QTest::newRow("all") << qint64(0) << start + 10'000 * hour;
    QTest::newRow("an edge at an event") << start << start + 350 * hour;
    QTest::newRow("inside one gap") << start + hour << start + 2 * hour;
    QTest::newRow("touching a gap's end") << start + 5 * hour << start + 6 * hour;
}

void TestStoreContract::eventsAndGaps()
{
    QFETCH(const qint64, from);
    QFETCH(const qint64, to);
    const TimeRange range {fromEpochMs(from), fromEpochMs(to)};
    QVERIFY(*m_store->events(range) == *m_oracle.events(range));
    QVERIFY(*m_store->gaps(range) == *m_oracle.gaps(range));
}

void TestStoreContract::memories_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<int>("found");
    QTest::newRow("all") << QString() << 6;
    QTest::newRow("those of one source") << QStringLiteral("watch/") << 5;
    QTest::newRow("one") << QStringLiteral("watch/3") << 1;
    QTest::newRow("a pattern is no prefix") << QStringLiteral("%") << 0;
    QTest::newRow("another case is another name") << QStringLiteral("Watch") << 0;
}

void TestStoreContract::memories()
{
    QFETCH(const QString, prefix);
    QFETCH(const int, found);
    const auto ours = m_store->memories(prefix);
    QVERIFY(ours);
    QCOMPARE(int(ours->size()), found);
    QVERIFY(*ours == *m_oracle.memories(prefix));
}

void TestStoreContract::wholeDashboards_data()
{
    QTest::addColumn<int>("hours");
    QTest::newRow("an hour") << 1;
    QTest::newRow("a day") << 24;
    QTest::newRow("fourteen days") << 14 * 24;
    QTest::newRow("everything") << 30 * 24;
}

void TestStoreContract::wholeDashboards()
{
    QFETCH(const int, hours);
    const TimePoint asOf = m_range.to;
    const DashboardQuestion question {
        {{asOf - std::chrono::hours(hours), asOf}, {}}, asOf, QTimeZone("Europe/Berlin"), 15min};
    auto ours = dashboard(*m_store, Catalogue::shipped(), question);
    auto expected = dashboard(m_oracle, Catalogue::shipped(), question);
    QVERIFY(ours && expected);
    ours->store = expected->store; // the path, the size and the agent differ
    QCOMPARE(QJsonDocument(statusJson(*ours)).toJson(),
             QJsonDocument(statusJson(*expected)).toJson());
    const auto tables = [](const Dashboard& board) -> QByteArray {
        return written([&](QIODevice& d) { return writeRatesCsv(d, board.series); })
            + written([&](QIODevice& d) { return writeLatencyCsv(d, board.series); })
            + written([&](QIODevice& d) { return writeLimitsCsv(d, board.limits); })
            + written([&](QIODevice& d) { return writeTrendsCsv(d, board.trends); });
    };
    QCOMPARE(tables(*ours), tables(*expected));
}

void TestStoreContract::aVisitorMayStop()
{
    int seen = 0;
    QVERIFY(
        m_store->observations(rowsIn(m_range), [&seen](const Observation&) { return ++seen < 3; }));
    QCOMPARE(seen, 3);
}

int main(int argc, char** argv)
{
    return runOnEachStore<TestStoreContract>(argc, argv);
}

#include "tst_storecontract.moc"
