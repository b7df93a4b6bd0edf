// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/csv.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QLocale>
#include <QTest>

#include <clocale>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestCsvReports : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void observationsGolden();
    void unknownIsEmptyAndZeroIsZero();
    void aKeyNeverLeaves();
    void observationsFollowTheFilter();
    void ratesGolden();
    void latencyGolden();
    void limitsGolden();
    void trendsHaveTwoSortsOfRows();
    void eventsAndGaps();
    void everyRowHasAsManyCellsAsTheHeader();
};

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

const TimePoint t0 = at("2026-11-20T10:00:00.123Z");
const RowFilter everything = rowsIn({fromEpochMs(0), at("2030-01-01T00:00:00Z")});

QByteArray observationsOf(const MemoryStore& store, const RowFilter& filter = everything)
{
    return written([&](QIODevice& d) { return writeObservationsCsv(d, store, filter); });
}

Observation fullObservation()
{
    Observation o = observed(opus(), t0, Outcome::OverloadedMid, ProbeKind::Generation);
    o.failedIn = Phase::Stream;
    o.lateness = Micros(1500);
    o.httpStatus = 200;
    o.errorType = QStringLiteral("overloaded_error");
    o.detail = QStringLiteral("Overloaded, \"try\" again\nlater");
    o.timing.connect = Micros(41'002);
    o.timing.firstByte = Micros(212'345);
    o.timing.firstToken = Micros(1'420'000);
    o.timing.total = Micros(2'000'001);
    o.timing.origin = Micros(190'000);
    o.timing.tokenGaps = {Micros(20'000), Micros(25'001)};
    o.usage.input = 12;
    o.usage.output = 3;
    o.costNanoUsd = 135'000;
    o.limits[LimitKind::Requests] = {1000, 996, t0 + 13s};
    o.limits[LimitKind::InputTokens] = {2'000'000, 1'560'000, std::nullopt};
    o.retryAfter = 30s;
    o.clockSkew = -250ms;
    o.requestId = QStringLiteral("req_1");
    o.edge = QStringLiteral("FRA");
    o.connection = {.reused = true, .proxied = true, .addressFamily = 6, .httpVersion = 11};
    o.timing.send = 81us;
    o.target.organization = QStringLiteral("acme");
    return o;
}

} // namespace

void TestCsvReports::initTestCase()
{
    // Comma as the decimal mark, dot between thousands: neither may reach a file.
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(QLocale().toString(1234.5, 'f', 1), QStringLiteral("1.234,5"));
    std::setlocale(LC_ALL, "de_DE.UTF-8");
}

void TestCsvReports::observationsGolden()
{
    MemoryStore store;
    store.add(fullObservation());
    QCOMPARE(
        observationsOf(store),
        QByteArray(
            "seq,at,at_epoch_ms,model,kind,outcome,failed_in,http_status,error_type,error_code,"
            "detail,lateness_ms,resolve_ms,connect_ms,tls_ms,first_byte_ms,first_token_ms,total_ms,"
            "origin_ms,token_gap_mean_ms,input_tokens,output_tokens,cache_write_tokens,"
            "cache_read_tokens,cost_usd,requests_limit,requests_remaining,requests_reset,"
            "input_tokens_limit,input_tokens_remaining,input_tokens_reset,output_tokens_limit,"
            "output_tokens_remaining,output_tokens_reset,tokens_limit,tokens_remaining,"
            "tokens_reset,retry_after_s,clock_skew_ms,request_id,edge,reused_connection,"
            "organization,send_ms,http_version,address_family,proxied\r\n"
            "1,2026-11-20T10:00:00.123Z,1795168800123,claude-opus-4-7,generation,overloaded_mid,"
            "stream,200,overloaded_error,,\"Overloaded, \"\"try\"\" again\nlater\",1.500,,41.002,,"
            "212.345,1420.000,2000.001,190.000,22.500,12,3,,,0.000135000,1000,996,"
            "2026-11-20T10:00:13.123Z,2000000,1560000,,,,,,,,30,-250,req_1,FRA,true,"
            "acme,0.081,1.1,6,true\r\n"));
}

void TestCsvReports::unknownIsEmptyAndZeroIsZero()
{
    MemoryStore store;
    Observation unknown = observed(opus(), t0, Outcome::DnsFailed);
    store.add(unknown);
    Observation zero = unknown;
    zero.usage.output = 0;
    zero.costNanoUsd = 0;
    zero.timing.firstByte = Micros(0);
    zero.limits[LimitKind::Requests].remaining = 0;
    store.add(zero);
    const QByteArray csv = observationsOf(store);
    const std::array<std::pair<const char*, const char*>, 4> columns {
        {{"output_tokens", "0"},
         {"cost_usd", "0.000000000"},
         {"first_byte_ms", "0.000"},
         {"requests_remaining", "0"}}};
    for (const char* column :
         {"organization", "send_ms", "http_version", "address_family", "proxied"}) {
        QCOMPARE(csvCell(csv, column), QByteArray());
    }
    for (const auto& [column, value] : columns) {
        QCOMPARE(csvCell(csv, column, 1), QByteArray());
        QCOMPARE(csvCell(csv, column, 2), QByteArray(value));
    }
    QCOMPARE(csvCell(csv, "http_status"), QByteArray());
}

void TestCsvReports::aKeyNeverLeaves()
{
    MemoryStore store;
    Observation o = observed(opus(), t0, Outcome::AuthFailed);
    o.detail = QStringLiteral("invalid x-api-key: sk-ant-canary-123");
    o.errorType = QStringLiteral("sk-ant-canary-456");
    o.requestId = QStringLiteral("sk-ant-canary-789");
    store.add(o);
    const QByteArray csv = observationsOf(store);
    QVERIFY(csv.contains("[redacted]"));
    QVERIFY(!csv.contains("canary"));
}

void TestCsvReports::observationsFollowTheFilter()
{
    MemoryStore store;
    for (int i = 0; i < 20'000; ++i) { // more than one block
        store.add(
            observed(opus(), t0 + 1s * i, i % 2 == 0 ? Outcome::Ok : Outcome::OverloadedHttp));
    }
    RowFilter filter = everything;
    filter.outcomes = {Outcome::OverloadedHttp};
    filter.brief = true; // asked for or not, details are columns
    const QByteArray csv = observationsOf(store, filter);
    QCOMPARE(csv.count("\r\n"), 10'001);
    QCOMPARE(csvCell(csv, "seq", 1), QByteArray("2"));
    QCOMPARE(csvCell(csv, "seq", 10'000), QByteArray("20000"));
}

void TestCsvReports::ratesGolden()
{
    MemoryStore store;
    const TimePoint hour = at("2026-11-20T10:00:00Z");
    for (int i = 0; i < 60; ++i) {
        store.add(observed(opus(), hour + 1min * i,
                           i < 9         ? Outcome::OverloadedHttp
                               : i == 9  ? Outcome::OverloadedFirst
                               : i == 10 ? Outcome::OverloadedMid
                               : i == 11 ? Outcome::ServerError
                                         : Outcome::Ok));
    }
    store.add(observed(opus(), hour + 30min, Outcome::RateLimited));
    const auto series = allSeries(store, Catalogue::shipped(), {{hour, hour + 24h}, {}});
    QVERIFY(series);
    const QByteArray csv = written([&](QIODevice& d) { return writeRatesCsv(d, *series); });
    // The interval of 11 of 60 is R's prop.test(11, 60, correct = FALSE).
    QCOMPARE(
        csv,
        QByteArray(
            "model,from,from_epoch_ms,to,to_epoch_ms,n,overloaded,rate,low,high,"
            "http_529,first_event,mid_stream,rate_by_status_code,ok,overloaded_http,"
            "overloaded_first,overloaded_mid,rate_limited,ramp_limited,spend_limited,"
            "rate_limited_unattributed,server_error,edge_error,auth_failed,billing,"
            "misconfigured,model_gone,dns_failed,connect_failed,tls_failed,timed_out,"
            "stalled,cut,local_network,skipped,organization\r\n"
            "claude-opus-4-7,2026-11-20T10:00:00.000Z,1795168800000,"
            "2026-11-20T11:00:00.000Z,1795172400000,60,11,0.18333333,0.10557797,0.29919754,9,1,1,"
            "0.15000000,48,9,1,1,1,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,\r\n"));
}

void TestCsvReports::latencyGolden()
{
    ModelSeries series;
    series.model = opus();
    Summary summary;
    summary.firstToken.add(1'000'000, 3);
    series.steps.push_back({{t0, t0 + 1h}, summary});
    const QByteArray csv = written([&](QIODevice& d) { return writeLatencyCsv(d, {series}); });
    QCOMPARE(csvLines(csv).constFirst(),
             QByteArray("model,from,from_epoch_ms,to,to_epoch_ms,first_byte_n,first_byte_p50_ms,"
                        "first_byte_p95_ms,first_byte_p99_ms,first_token_n,first_token_p50_ms,"
                        "first_token_p95_ms,first_token_p99_ms,total_n,total_p50_ms,total_p95_ms,"
                        "total_p99_ms,token_gap_n,token_gap_p50_ms,token_gap_p95_ms,"
                        "token_gap_p99_ms,organization"));
    QCOMPARE(csvCell(csv, "first_byte_n"), QByteArray("0"));
    QCOMPARE(csvCell(csv, "first_byte_p50_ms"), QByteArray());
    QCOMPARE(csvCell(csv, "first_token_n"), QByteArray("3"));
    QVERIFY(std::abs(csvCell(csv, "first_token_p50_ms").toDouble() - 1000) < 8);
}

void TestCsvReports::limitsGolden()
{
    MemoryStore store;
    const TimePoint t = at("2026-05-06T15:02:08Z");
    for (const auto& [age, limit] : {std::pair {-2h, 30'000}, {-1h, 30'000}, {1h, 500'000}}) {
        Observation o = observed(opus(), t + age);
        o.limits[LimitKind::InputTokens].limit = limit;
        store.add(o);
    }
    QVERIFY(store.append(
        {{}, {{t, EventType::Announced, QStringLiteral("Limits, raised"), {}, {}}}, {}}));
    const auto history = limitHistory(store, Catalogue::shipped(), {});
    QVERIFY(history);
    QCOMPARE(
        written([&](QIODevice& d) { return writeLimitsCsv(d, *history); }),
        QByteArray("pool,kind,limit_per_minute,first_seen,first_seen_epoch_ms,last_seen,"
                   "last_seen_epoch_ms,previous_limit_per_minute,ratio,changed_after,"
                   "changed_after_epoch_ms,changed_before,changed_before_epoch_ms,matched_event,"
                   "organization,tier_change\r\n"
                   "Opus 4.x,input_tokens,30000,2026-05-06T13:02:08.000Z,1778072528000,"
                   "2026-05-06T14:02:08.000Z,1778076128000,,,,,,,,,\r\n"
                   "Opus 4.x,input_tokens,500000,2026-05-06T16:02:08.000Z,1778083328000,"
                   "2026-05-06T16:02:08.000Z,1778083328000,30000,16.666667,"
                   "2026-05-06T14:02:08.000Z,1778076128000,2026-05-06T16:02:08.000Z,1778083328000,"
                   "\"Limits, raised\",,tables of 2026-05-06 (Tier 1)\r\n"));
}

void TestCsvReports::trendsHaveTwoSortsOfRows()
{
    MemoryStore store;
    const TimePoint monday = at("2026-11-16T00:00:00Z");
    for (int i = 0; i < 240; ++i) {
        store.add(observed(opus(), monday + 1min * i, Outcome::Ok));
        store.add(observed(opus(), monday - 24h * 7 + 1min * i,
                           i % 2 == 0 ? Outcome::OverloadedHttp : Outcome::Ok));
    }
    const auto result = trends(store, Catalogue::shipped(), {}, monday + 4h, {});
    QVERIFY(result);
    const QByteArray csv = written([&](QIODevice& d) { return writeTrendsCsv(d, *result); });
    const QByteArrayList lines = csvLines(csv);
    QCOMPARE(lines.size(), 1 + 5 + 2 + 1);
    QVERIFY(lines[1].startsWith("comparison,claude-opus-4-7,overload_rate,share,0.50000000,"
                                "0.00000000,-0.50000000,-0."));
    QVERIFY(lines[1].contains(",240,240,\"Lower, beyond chance\","));
    QVERIFY(lines[6].startsWith("week,claude-opus-4-7,,,,,,,,,,,2026-11-09T00:00:00.000Z,"));
    QCOMPARE(csvCell(csv, "complete", 6), QByteArray("true"));
    QCOMPARE(csvCell(csv, "complete", 7), QByteArray("false"));
    QCOMPARE(csvCell(csv, "overloaded", 6), QByteArray("120"));
    QCOMPARE(csvCell(csv, "first_token_p50_ms", 6), QByteArray());
}

void TestCsvReports::eventsAndGaps()
{
    const Event event {
        .at = t0,
        .type = EventType::StatusPosted,
        .title = QStringLiteral("=Limits"),
        .detail = QString(),
        .source = QStringLiteral("page"),
        .identity = QStringLiteral("status/1"),
        .models = {QStringLiteral("claude-opus-4-7"), QStringLiteral("claude-haiku-5-5")}};
    QCOMPARE(written([&](QIODevice& d) { return writeEventsCsv(d, {event}); }),
             QByteArray("at,at_epoch_ms,type,title,detail,source,models,identity\r\n"
                        "2026-11-20T10:00:00.123Z,1795168800123,status_posted,'=Limits,,page,"
                        "claude-opus-4-7 claude-haiku-5-5,status/1\r\n"));
    const Gap gap {{t0, t0 + 1s}, GapReason::Suspended};
    QCOMPARE(written([&](QIODevice& d) { return writeGapsCsv(d, {gap}); }),
             QByteArray("from,from_epoch_ms,to,to_epoch_ms,reason\r\n"
                        "2026-11-20T10:00:00.123Z,1795168800123,2026-11-20T10:00:01.123Z,"
                        "1795168801123,suspended\r\n"));
}

void TestCsvReports::everyRowHasAsManyCellsAsTheHeader()
{
    MemoryStore store;
    const SyntheticPlan plan {.seed = 9,
                              .range = {t0, t0 + 24h * 10},
                              .every = 30min,
                              .models = {opus(), QStringLiteral("claude-haiku-5-5")},
                              .kinds = {ProbeKind::Admission, ProbeKind::Generation}};
    QVERIFY(store.append({syntheticObservations(plan), {}, {}}));
    const Selection selection {plan.range, {}};
    const auto series = allSeries(store, Catalogue::shipped(), selection);
    const auto limits = limitHistory(store, Catalogue::shipped(), {});
    const auto weeks = trends(store, Catalogue::shipped(), {}, plan.range.to, {});
    QVERIFY(series && limits && weeks);
    for (const QByteArray& csv :
         {observationsOf(store), written([&](QIODevice& d) { return writeRatesCsv(d, *series); }),
          written([&](QIODevice& d) { return writeLatencyCsv(d, *series); }),
          written([&](QIODevice& d) { return writeLimitsCsv(d, *limits); }),
          written([&](QIODevice& d) { return writeTrendsCsv(d, *weeks); })}) {
        const QByteArrayList lines = csvLines(csv);
        QVERIFY(lines.size() > 2);
        for (const QByteArray& line : lines) {
            // The verdicts are the only texts with a comma here.
            QByteArray plain = line;
            plain.replace(", beyond chance", " beyond chance");
            QVERIFY2(line.isEmpty() || plain.count(',') == lines[0].count(','), line.constData());
        }
    }
}

QTEST_GUILESS_MAIN(TestCsvReports)
#include "tst_csvreports.moc"
