// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite/schema.h"
#include "tests/support/answerheaders.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/temporarystore.h"

#include <QFileInfo>
#include <QTest>

#include <SQLiteCpp/Database.h>

using namespace plimsoll;
using namespace std::chrono_literals;
using test::ObservationBuilder;
using test::TemporaryStore;

namespace {

// Every field away from its default.
Observation everything()
{
    Observation o;
    o.at = test::answerTime;
    o.lateness = 1234us;
    o.target = {.model = QStringLiteral("claude-opus-4-7"),
                .kind = ProbeKind::Generation,
                .organization = QStringLiteral("acme")};
    o.outcome = Outcome::OverloadedMid;
    o.failedIn = Phase::Stream;
    o.detail = QStringLiteral("Overloaded, sagt der Dienst – später");
    o.httpStatus = 200;
    o.errorType = QStringLiteral("overloaded_error");
    o.errorCode = QStringLiteral("no_capacity");
    o.timing = {.resolve = 1us,
                .connect = 20us,
                .tls = 300us,
                .send = 150us,
                .firstByte = 4000us,
                .firstToken = 50'000us,
                .total = 600'000us,
                .origin = 7'000'000us,
                .tokenGaps = {22ms, 0us, 38ms}};
    o.usage = {.input = 9, .output = 32, .cacheWrite = 0, .cacheRead = 1024};
    o.costNanoUsd = 845'000;
    o.limits[LimitKind::Requests] = {.limit = 4000, .remaining = 0, .reset = o.at - 12s};
    o.limits[LimitKind::Tokens].remaining = 7000;
    o.retryAfter = 24s;
    o.clockSkew = -1500ms;
    o.requestId = QStringLiteral("req_011CPgTNFnZ1tNfZ7");
    o.edge = QStringLiteral("FRA");
    o.connection = {.reused = true, .proxied = true, .addressFamily = 6, .httpVersion = 11};
    o.headers = test::answerHeaders(o.at, 7);
    o.bodyExcerpt = QByteArray("\x00\xff partial", 10);
    return o;
}

Batch batchOf(std::vector<Observation> observations)
{
    Batch batch;
    batch.observations = std::move(observations);
    return batch;
}

} // namespace

class TestSqliteStore : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldComesBack();
    void aBriefRowLeavesOutHeadersBodyAndDetail();
    void receiptsCountOnAcrossSessions();
    void rollupsAreTheSumsOfTheRows();
    void rollupRangesGoByTheStartOfTheBucket();
    void headerSetsAreStoredOnce();
    void eventsAndGaps();
    void aSnapshotIsOneMoment();
    void infoTellsWhatIsThere();
    void theMarkOfANewStoreIsKept();
    void costAndNewest();
    void costIsTheSumOfTheRows();
    void secretsDoNotReachTheFile();
    void onlyTheOwnerMayRead();
    void thereIsNoStoreYet();
};

void TestSqliteStore::everyFieldComesBack()
{
    const TemporaryStore store;
    Observation sent = everything();
    Observation bare;
    bare.at = fromEpochMs(1);
    bare.target = {.model = QString(), .kind = ProbeKind::Line};
    QVERIFY(store.fill({sent, bare}));
    const auto reader = store.reader();
    QVERIFY(reader);
    const auto found = test::rows(*reader);
    QCOMPARE(found.size(), 2U);
    sent.seq = 1;
    bare.seq = 2;
    QVERIFY(found[0] == sent);
    QVERIFY(found[1] == bare);
    QVERIFY(verifySqliteStore(store.path())->isEmpty());
}

void TestSqliteStore::aBriefRowLeavesOutHeadersBodyAndDetail()
{
    const TemporaryStore store;
    QVERIFY(store.fill({everything()}));
    RowFilter filter;
    filter.brief = true;
    const auto found = test::rows(*store.reader(), filter);
    QCOMPARE(found.size(), 1U);
    Observation expected = everything();
    expected.seq = 1;
    expected.headers.clear();
    expected.bodyExcerpt.clear();
    expected.detail.clear();
    QVERIFY(found[0] == expected);
}

void TestSqliteStore::receiptsCountOnAcrossSessions()
{
    const TemporaryStore store;
    for (int session = 0; session < 3; ++session) {
        const auto writer = store.writer();
        QVERIFY(writer);
        const auto receipt =
            writer->append(batchOf({ObservationBuilder(), ObservationBuilder().overloaded()}));
        QVERIFY(receipt);
        QCOMPARE(receipt->firstSeq, 1 + 2 * session);
        QCOMPARE(receipt->count, 2);
    }
    QCOMPARE(store.reader()->info()->observations, 6);
}

void TestSqliteStore::rollupsAreTheSumsOfTheRows()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    std::map<TimePoint, Summary> hours;
    std::map<TimePoint, Summary> weeks;
    for (int batch = 0; batch < 20; ++batch) {
        std::vector<Observation> some;
        for (int i = 0; i < 17; ++i) {
            const qint64 minute = (batch * 17 + i) * 97;
            ObservationBuilder builder;
            builder.at(test::answerTime + std::chrono::minutes(minute))
                .latency(Micros(200'000 + minute), Micros(400'000 + minute), Micros(900'000))
                .tokenGaps({Micros(20'000 + i), Micros(25'000)})
                .usage(9, 1, 70'000);
            if (i % 5 == 0) {
                builder.overloaded();
            }
            some.push_back(builder);
            hours[bucketStart(Level::Hour, some.back().at)].add(builder);
            weeks[bucketStart(Level::Week, some.back().at)].add(builder);
        }
        QVERIFY(writer->append(batchOf(some)));
    }
    const auto reader = store.reader();
    const TargetId target {.model = QStringLiteral("claude-opus-4-7"),
                           .kind = ProbeKind::Admission};
    const auto storedHours = reader->rollups(target, Level::Hour, RowFilter {}.range);
    const auto storedWeeks = reader->rollups(target, Level::Week, RowFilter {}.range);
    QVERIFY(storedHours && storedWeeks);
    QCOMPARE(storedHours->size(), hours.size());
    QCOMPARE(storedWeeks->size(), weeks.size());
    QVERIFY(weeks.size() > 3);
    for (const Rollup& rollup : *storedHours) {
        QVERIFY(rollup.summary == hours.at(rollup.start));
    }
    for (const Rollup& rollup : *storedWeeks) {
        QVERIFY(rollup.summary == weeks.at(rollup.start));
    }
    QVERIFY(std::ranges::is_sorted(*storedHours, {}, &Rollup::start));
    QVERIFY(verifySqliteStore(store.path())->isEmpty());
}

void TestSqliteStore::rollupRangesGoByTheStartOfTheBucket()
{
    const TemporaryStore store;
    const auto hour = [](int h) { return fromEpochMs(0) + std::chrono::hours(h); };
    std::vector<Observation> some;
    for (int h = -2; h < 3; ++h) {
        some.push_back(ObservationBuilder().at(hour(h) + 30min));
    }
    some.push_back(ObservationBuilder(QStringLiteral("another")).at(hour(0)));
    QVERIFY(store.fill(some));
    const auto reader = store.reader();
    const TargetId target = some.front().target;
    const auto starts = [&](TimeRange range) {
        QList<qint64> found;
        const auto rollups = reader->rollups(target, Level::Hour, range);
        for (const Rollup& rollup : *rollups) {
            found << toEpochMs(rollup.start) / 3'600'000;
        }
        return found;
    };
    QCOMPARE(starts({hour(-1), hour(2)}), (QList<qint64> {-1, 0, 1}));
    QCOMPARE(starts({hour(0) + 1ms, hour(1) + 1ms}), (QList<qint64> {1}));
    QCOMPARE(starts({hour(0), hour(0)}), QList<qint64>());
    QCOMPARE(starts(RowFilter {}.range), (QList<qint64> {-2, -1, 0, 1, 2}));
}

void TestSqliteStore::headerSetsAreStoredOnce()
{
    const TemporaryStore store;
    std::vector<Observation> many;
    for (int i = 0; i < 200; ++i) {
        const TimePoint at = test::answerTime + std::chrono::minutes(i);
        many.push_back(ObservationBuilder().at(at).headers(test::answerHeaders(at, i)));
    }
    QVERIFY(store.fill(many));
    QVERIFY(store.fill(many)); // and known again in the next session
    SQLite::Database db(store.path().toStdString());
    QCOMPARE(db.execAndGet("SELECT count(*) FROM headerset").getInt(), 1);
    const auto found = test::rows(*store.reader());
    QCOMPARE(found.size(), 400U);
    for (std::size_t i = 0; i < found.size(); ++i) {
        QVERIFY(found[i].headers == many[i % 200].headers);
    }
}

void TestSqliteStore::eventsAndGaps()
{
    const TemporaryStore store;
    const Event announced {.at = fromEpochMs(5000),
                           .type = EventType::Announced,
                           .title = QStringLiteral("Limits doubled"),
                           .detail = QString(),
                           .source = QStringLiteral("https://example.org")};
    const Gap gap {.range = {fromEpochMs(1000), fromEpochMs(2000)}, .reason = GapReason::Suspended};
    Batch batch;
    batch.events = {announced};
    batch.gaps = {gap};
    const auto receipt = store.writer()->append(batch);
    QVERIFY(receipt);
    QCOMPARE(receipt->count, 0);
    const auto reader = store.reader();
    QVERIFY(*reader->events({fromEpochMs(5000), fromEpochMs(5001)}) == std::vector {announced});
    QVERIFY(reader->events({fromEpochMs(0), fromEpochMs(5000)})->empty());
    QVERIFY(*reader->gaps({fromEpochMs(1999), fromEpochMs(9000)}) == std::vector {gap});
    QVERIFY(reader->gaps({fromEpochMs(2000), fromEpochMs(9000)})->empty());
    QVERIFY(reader->gaps({fromEpochMs(0), fromEpochMs(1000)})->empty());
}

void TestSqliteStore::aSnapshotIsOneMoment()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(writer->append(batchOf({ObservationBuilder()})));
    const auto reader = store.reader();
    QVERIFY(reader->beginSnapshot());
    QVERIFY(writer->append(batchOf({ObservationBuilder()}))); // the writer does not wait
    QCOMPARE(*reader->countObservations({}), 1);
    QCOMPARE(reader->info()->observations, 1);
    reader->endSnapshot();
    QCOMPARE(*reader->countObservations({}), 2);
}

void TestSqliteStore::infoTellsWhatIsThere()
{
    const TemporaryStore store;
    QVERIFY(store.fill({ObservationBuilder().at(7000), ObservationBuilder().at(3000),
                        ObservationBuilder(QStringLiteral("other")).at(5000)}));
    const auto info = store.reader()->info();
    QVERIFY(info);
    QCOMPARE(info->path, store.path());
    QCOMPARE(info->observations, 3);
    QCOMPARE(toEpochMs(*info->oldest), 3000);
    QCOMPARE(toEpochMs(*info->newest), 7000);
    QCOMPARE(info->schemaVersion, sqlite::newestSchema);
    QCOMPARE(info->agent.size(), 36);
    QVERIFY(info->bytes > 16384);
    QVERIFY(!info->demo);
    QCOMPARE(store.reader()->targets()->size(), 2U);
}

void TestSqliteStore::theMarkOfANewStoreIsKept()
{
    const TemporaryStore store;
    QVERIFY(store.writer({.demo = true, .agent = QStringLiteral("the-agent")}));
    QVERIFY(store.writer({.demo = false, .agent = QStringLiteral("another")}));
    const auto info = store.reader()->info();
    QVERIFY(info->demo);
    QCOMPARE(info->agent, QByteArray("the-agent"));
    QVERIFY(!info->oldest);
}

void TestSqliteStore::costAndNewest()
{
    const TemporaryStore store;
    const auto writer = store.writer();
    QVERIFY(!*writer->newestAt());
    QCOMPARE(*writer->costNanoUsdSince(fromEpochMs(0)), 0);
    QVERIFY(writer->append(
        batchOf({ObservationBuilder().at(1000).usage(1, 1, 10),
                 ObservationBuilder(QStringLiteral("other")).at(3000).usage(1, 1, 200),
                 ObservationBuilder().at(2000).usage(1, 1, 3000), ObservationBuilder().at(2500)})));
    QCOMPARE(*writer->costNanoUsdSince(fromEpochMs(2000)), 3200);
    QCOMPARE(toEpochMs(**writer->newestAt()), 3000);
}

// Whole hours and days come from the rollups, the rest from rows: wherever the edge falls, it is
// the sum of the rows.
void TestSqliteStore::costIsTheSumOfTheRows()
{
    const TemporaryStore store;
    std::vector<Observation> all;
    for (int i = 0; i < 400; ++i) {
        const TimePoint at = fromEpochMs(1'777'809'600'000) + 23min * i;
        const QString model = i % 3 == 0 ? QStringLiteral("a") : QStringLiteral("b");
        Observation o = ObservationBuilder(model).at(at).usage(1, 1, 1 + i * i);
        o.target.organization = i % 5 == 0 ? QStringLiteral("acme") : QString();
        all.push_back(o);
    }
    const auto writer = store.writer();
    QVERIFY(writer->append(batchOf(all)));
    const TimePoint first = all.front().at;
    const std::initializer_list<std::chrono::milliseconds> edges {
        -9999h,    -1ms, 0ms,       1ms, 23min, 60min - 1ms, 60min,
        12h - 1ms, 12h,  12h + 1ms, 60h, 61h,   84h,         9999h};
    for (const auto edge : edges) {
        const TimePoint from = first + edge;
        qint64 sum = 0;
        for (const Observation& o : all) {
            sum += o.at >= from ? *o.costNanoUsd : 0;
        }
        QCOMPARE(*writer->costNanoUsdSince(from), sum);
    }
    QCOMPARE(*writer->costNanoUsdSince(TimePoint::min()), *writer->costNanoUsdSince(first));
    QCOMPARE(*writer->costNanoUsdSince(TimePoint::max()), 0);
}

void TestSqliteStore::secretsDoNotReachTheFile()
{
    const TemporaryStore store;
    Observation leaky = ObservationBuilder().headers({{"Set-Cookie", "_cfuvid=person"},
                                                      {"x-echo", "sk-ant-api03-LEAKY"},
                                                      {"x-request-id", "sk-ant-api03-LEAKY"}});
    leaky.detail = QStringLiteral("refused key sk-ant-api03-LEAKY");
    leaky.bodyExcerpt = "x-api-key: sk-ant-api03-LEAKY";
    QVERIFY(store.fill({leaky}));
    QFile file(store.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(!content.contains("LEAKY"));
    QVERIFY(!content.contains("_cfuvid"));
    QVERIFY(content.contains("[redacted]"));
}

void TestSqliteStore::onlyTheOwnerMayRead()
{
    const QTemporaryDir base;
    const QString path = base.filePath(QStringLiteral("made/for/us/plimsoll.db"));
    QVERIFY(openSqliteWriter(path));
    constexpr auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(path) & others));
    QVERIFY(!(QFile::permissions(path + QStringLiteral(".lock")) & others));
    const auto directory = QFile::permissions(QFileInfo(path).path());
    QVERIFY(!(directory & (others | QFile::ExeGroup | QFile::ExeOther)));
}

void TestSqliteStore::thereIsNoStoreYet()
{
    const TemporaryStore store;
    const auto reader = openSqliteReader(store.path());
    QVERIFY(!reader);
    QCOMPARE(reader.error().code, Error::Code::NotFound);
    QVERIFY(!QFileInfo::exists(store.path()));
    const auto verdict = verifySqliteStore(store.path());
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().code, Error::Code::NotFound);
}

QTEST_GUILESS_MAIN(TestSqliteStore)
#include "tst_sqlitestore.moc"
