// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/csv.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QLocale>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What takes weeks of rows to find out, as files.
class TestFindingsCsv final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void claimsGolden();
    void aRivalHasItsVerdict();
    void whatIsUnknownIsEmpty();
    void onlyWhatWasAskedForIsWritten();
    void adviceHasThreeSortsOfRows();
    void withoutAnythingThereIsAHeader();
};

namespace {

const TimePoint begin = at("2026-11-10T00:00:00.000Z");

LedgerRow rateRow()
{
    Claim claim {.id = u"C01"_s, .source = u"a post"_s, .statement = u"Rare, they say"_s};
    claim.figure = u"under 1 %"_s;
    claim.metric = ClaimMetric::OverloadRate;
    claim.value = 0.01;
    claim.strict = 0.005;
    Measured measured {.value = 0.0128, .low = 0.0088, .high = 0.0184, .n = 10'020};
    measured.counted = u"probes"_s;
    measured.window = TimeRange {begin, begin + 24h};
    measured.subject = u"Opus 4.7"_s;
    measured.method = u"by hand"_s;
    measured.evidence = u"128 of 10,020."_s;
    return {.claim = claim,
            .measured = measured,
            .verdict = ClaimVerdict::NotYetDecidable,
            .strict = ClaimVerdict::Refuted};
}

LedgerRow unseenRow()
{
    Claim claim {.id = u"C02"_s, .statement = u"=Power"_s};
    claim.why = u"Not seen."_s;
    return {.claim = claim, .measured = {}, .verdict = ClaimVerdict::NotObservable};
}

Ledger twoClaims()
{
    return {.asOf = begin + 24h,
            .evidence = {begin, begin + 24h},
            .zone = QTimeZone::utc(),
            .rows = {rateRow(), unseenRow()},
            .contradictions = {{.id = u"K1"_s,
                                .claims = {u"C01"_s, u"C02"_s},
                                .conflict = u"a"_s,
                                .decidedBy = u"b"_s}}};
}

QByteArray csvOf(const Ledger& ledger)
{
    return written([&](QIODevice& device) { return writeClaimsCsv(device, ledger); });
}

// Seven overloads of ten minutes, one a day, probed each minute; the other model answers.
std::vector<Advice> sevenOverloads()
{
    MemoryStore store;
    for (int day = 0; day < 7; ++day) {
        for (int minute = 0; minute < 60; ++minute) {
            const TimePoint t = begin + 24h * day + 1min * minute;
            const bool overloaded = minute >= 20 && minute < 30;
            store.add(ObservationBuilder(u"claude-opus-4-7"_s)
                          .at(t)
                          .outcome(overloaded ? Outcome::OverloadedHttp : Outcome::Ok,
                                   overloaded ? 529 : 200));
            store.add(ObservationBuilder(u"claude-haiku-5-5"_s).at(t + 1s));
        }
    }
    const TimePoint now = begin + 24h * 6 + 1h;
    const auto all =
        adviceFor(store, Catalogue::shipped(),
                  {.evidence = {now - 24h * 28, now}, .models = {u"claude-opus-4-7"_s}});
    return all ? *all : std::vector<Advice>();
}

} // namespace

void TestFindingsCsv::initTestCase()
{
    // Comma as the decimal mark: it may not reach a file.
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
}

void TestFindingsCsv::claimsGolden()
{
    QCOMPARE(csvOf(twoClaims()),
             QByteArray("id,source,statement,claimed,verdict,metric,test,test_value,tolerance,"
                        "measured,low,high,p,exact,n,counted,from,to,subject,method,evidence,"
                        "missing,enough_at,why,strict_test,strict_verdict,rivals\r\n"
                        "C01,a post,\"Rare, they say\",under 1 %,not_yet_decidable,overload_rate,"
                        "below,0.01,,0.0128,0.0088,0.0184,,false,10020,probes,"
                        "2026-11-10T00:00:00.000Z,2026-11-11T00:00:00.000Z,Opus 4.7,by hand,"
                        "\"128 of 10,020.\",,,,0.005,refuted,C02:not_observable\r\n"
                        "C02,,'=Power,,not_observable,none,,,,,,,,,,,,,,,,,,Not seen.,,,"
                        "C01:not_yet_decidable\r\n"));
}

void TestFindingsCsv::aRivalHasItsVerdict()
{
    Ledger ledger = twoClaims();
    ledger.rows[0].verdict = ClaimVerdict::Supported;
    QVERIFY(csvOf(ledger).contains(",C01:supported\r\n"));
}

void TestFindingsCsv::whatIsUnknownIsEmpty()
{
    Ledger ledger = twoClaims();
    ledger.rows.erase(ledger.rows.begin());
    const QByteArray csv = csvOf(ledger);
    for (const char* column : {"measured", "low", "high", "p", "n", "exact", "from", "rivals"}) {
        QCOMPARE(csvCell(csv, column), QByteArray()); // and never 0
    }
}

void TestFindingsCsv::onlyWhatWasAskedForIsWritten()
{
    Ledger ledger = twoClaims();
    ledger.rows[1].isAsked = false; // here as a rival
    const QByteArray csv = csvOf(ledger);
    QCOMPARE(csv.count("\r\n"), 2);
    QVERIFY(csv.contains("C02:not_observable"));
}

void TestFindingsCsv::adviceHasThreeSortsOfRows()
{
    const QByteArray csv =
        written([](QIODevice& device) { return writeAdviceCsv(device, sevenOverloads()); });
    const QByteArrayList lines = csvLines(csv);
    QCOMPARE(lines[0],
             QByteArray("record,model,organization,name,after_ms,n,count,share,low,high,requests,"
                        "wait_ms,share_most"));
    // All end between the tenth minute's probe and the one before it.
    QCOMPARE(lines[1], QByteArray("lasting,claude-opus-4-7,,,570000,7,7,0.00000000,,,,,"));
    QCOMPARE(csvCell(csv, "name", 2), QByteArray("JavaScript SDK"));
    QVERIFY(csvCell(csv, "requests", 2).toDouble() > 2.5);
    QCOMPARE(csvCell(csv, "name", 7), QByteArray("claude-haiku-5-5"));
    QCOMPARE(csvCell(csv, "n", 7), QByteArray("70"));
    QCOMPARE(csvCell(csv, "share", 7), QByteArray("1.00000000"));
    for (const QByteArray& line : lines) {
        QVERIFY2(line.isEmpty() || line.count(',') == lines[0].count(','), line.constData());
    }
}

void TestFindingsCsv::withoutAnythingThereIsAHeader()
{
    const QByteArray csv = written([](QIODevice& device) { return writeAdviceCsv(device, {}); });
    QCOMPARE(csv.count("\r\n"), 1);
}

QTEST_GUILESS_MAIN(TestFindingsCsv)
#include "tst_findingscsv.moc"
