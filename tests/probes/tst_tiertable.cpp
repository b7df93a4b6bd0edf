// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/catalogue.h"
#include "probes/domain/tiertable.h"
#include "tests/support/publishedtiers.h"

#include <QTest>

#include <algorithm>
#include <iterator>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

TimePoint on(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / int(month) / int(day));
}

TimePoint dayOf(const char* iso)
{
    const QByteArray text(iso);
    return on(text.first(4).toInt(), text.mid(5, 2).toUInt(), text.last(2).toUInt());
}

} // namespace

class TestTierTable : public QObject
{
    Q_OBJECT

private slots:
    void everyPublishedRowIsThere_data();
    void everyPublishedRowIsThere();
    void nothingElseIsThere();
    void theVersionInForce_data();
    void theVersionInForce();
    void everyFieldArrives();
    void everyMistakeIsToldWithItsLine_data();
    void everyMistakeIsToldWithItsLine();
    void mistakesAreToldAtOnce();
    void theCatalogueHoldsTheTables();
};

void TestTierTable::everyPublishedRowIsThere_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(publishedRows)); ++i) {
        const PublishedRow& row = publishedRows[i];
        QTest::newRow(qPrintable(u"%1 %2 %3"_s.arg(QLatin1String(row.day), QLatin1String(row.pool),
                                                   QLatin1String(row.tier))))
            << i;
    }
}

void TestTierTable::everyPublishedRowIsThere()
{
    QFETCH(const int, index);
    const PublishedRow& row = publishedRows[index];
    const TierVersion* version = TierTable::shipped().at(dayOf(row.day));
    QVERIFY(version);
    QCOMPARE(version->label(), QString::fromLatin1(row.day));
    const PoolTiers* pool = version->find(QString::fromLatin1(row.pool));
    QVERIFY(pool);
    QCOMPARE(pool->countsCacheReads, QByteArray(row.pool) == "Haiku 3.5");
    const TierLimits* limits = pool->find(QString::fromLatin1(row.tier));
    QVERIFY(limits);
    QCOMPARE(*limits, (TierLimits {row.requests, row.input, row.output}));
}

void TestTierTable::nothingElseIsThere()
{
    std::size_t rows = 0;
    for (const TierVersion& version : TierTable::shipped().versions()) {
        for (const PoolTiers& pool : version.pools) {
            rows += pool.rows.size();
        }
    }
    QCOMPARE(rows, std::size(publishedRows));
}

void TestTierTable::theVersionInForce_data()
{
    QTest::addColumn<TimePoint>("moment");
    QTest::addColumn<QString>("label");
    using std::chrono::milliseconds;
    QTest::newRow("before the first day that is known") << on(2025, 11, 24) << u"2026-04-25"_s;
    QTest::newRow("the last moment before a change")
        << on(2026, 5, 6) - milliseconds(1) << u"2026-04-25"_s;
    QTest::newRow("the first moment of a change") << on(2026, 5, 6) << u"2026-05-06"_s;
    QTest::newRow("between two changes") << on(2026, 6, 25) << u"2026-05-06"_s;
    QTest::newRow("long after the last") << on(2030, 1, 1) << u"2026-06-26"_s;
}

void TestTierTable::theVersionInForce()
{
    QFETCH(const TimePoint, moment);
    QFETCH(const QString, label);
    const TierVersion* version = TierTable::shipped().at(moment);
    QVERIFY(version);
    QCOMPARE(version->label(), label);
}

void TestTierTable::everyFieldArrives()
{
    const auto read = TierTable::fromToml(R"(
[[version]]
from = 2026-01-02
read = 2026-02-03
source = "a page"
tiers = ["Low", "High"]
unpublished = ["Own"]
[[version.table]]
pools = ["A", "B"]
counts_cache_reads = true
limits.High = { output_tokens = 3 }
limits.Low = { requests = 1, input_tokens = 2 }
)",
                                          u"t"_s);
    QVERIFY(read);
    QCOMPARE(read->versions().size(), std::size_t(1));
    const TierVersion& version = read->versions().front();
    QVERIFY(version.from == on(2026, 1, 2));
    QVERIFY(version.read == on(2026, 2, 3));
    QCOMPARE(version.source, u"a page"_s);
    QCOMPARE(version.tiers, (QStringList {u"Low"_s, u"High"_s}));
    QCOMPARE(version.unpublished, QStringList {u"Own"_s});
    QCOMPARE(version.pools.size(), std::size_t(2));
    const PoolTiers& second = version.pools[1];
    QCOMPARE(second.pool, u"B"_s);
    QVERIFY(second.countsCacheReads);
    QCOMPARE(second.rows[0].tier, u"Low"_s); // in the order of `tiers`, not of the file
    QCOMPARE(second.rows[0].limits, (TierLimits {.requests = 1, .inputTokens = 2}));
    QCOMPARE(second.rows[1].limits, (TierLimits {.outputTokens = 3}));
    QVERIFY(!second.find(u"Own"_s));
    QVERIFY(!read->at(on(2026, 1, 1))); // a dated version does not reach back
}

namespace {

// A table without a mistake, of which each row of the test spoils one line.
const QByteArray good = R"([[version]]
read = 2026-01-02
source = "a page"
tiers = ["Low", "High"]
[[version.table]]
pools = ["A"]
limits.Low = { requests = 1 }
limits.High = { requests = 2 }
[[version]]
from = 2026-03-04
read = 2026-03-05
source = "a page"
tiers = ["Low"]
[[version.table]]
pools = ["A"]
limits.Low = { requests = 1 }
)";

} // namespace

void TestTierTable::everyMistakeIsToldWithItsLine_data()
{
    QTest::addColumn<int>("line"); // that is replaced
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, int line, const char* text, const char* told) {
        QTest::newRow(name) << line << QByteArray(text) << QString::fromLatin1(told);
    };
    row("no TOML", 3, "source = ", "line 3: ");
    row("an unknown table", 9, "[[versions]]", "line 9: the key \"versions\" is not known here.");
    row("an unknown key", 3, "origin = \"x\"", "line 3: the key \"origin\" is not known here.");
    row("a key that is missing", 3, "", "line 1: the key \"source\" is missing.");
    row("a source that is no text", 3, "source = 7", "line 3: \"source\" must be a text");
    row("a day that is a text", 2, "read = \"2026\"", "line 2: \"read\" must be a day such as");
    row("a moment for a day", 10, "from = 2026-03-04T00:00:00Z",
        "line 10: \"from\" must be a day such as");
    row("no tiers", 4, "tiers = []", "line 4: \"tiers\" must be a list of names");
    row("a tier that is no text", 4, "tiers = [1]", "line 4: \"tiers\" must be a text");
    row("a tier twice", 4, "tiers = [\"Low\", \"High\", \"Low\"]",
        "line 4: \"Low\" is named twice.");
    row("pools that are no list", 6, "pools = \"A\"", "line 6: \"pools\" must be a list of names");
    row("a pool twice in a table", 6, "pools = [\"A\", \"A\"]", "line 6: \"A\" is named twice.");
    row("a row of a tier that is not listed", 8, "limits.Top = { requests = 2 }",
        "line 8: \"Top\" is not among the tiers of its version.");
    row("a row that is a number", 7, "limits.Low = 50", "line 7: \"Low\" must be a table such as");
    row("a row without a limit", 7, "limits.Low = { }", "line 7: \"Low\" holds no limit.");
    row("a limit of another kind", 7, "limits.Low = { tokens = 1 }",
        "line 7: the key \"tokens\" is not known here.");
    row("a limit of zero", 7, "limits.Low = { requests = 0 }",
        "line 7: \"requests\" must be a whole number above 0.");
    row("a limit with a fraction", 7, "limits.Low = { input_tokens = 1.5 }",
        "line 7: \"input_tokens\" must be a whole number above 0.");
    row("limits that are a number", 16, "limits = 50", "line 16: \"limits\" must be a table");
    row("a flag that is a text", 15, "pools = [\"A\"]\ncounts_cache_reads = \"no\"",
        "line 16: \"counts_cache_reads\" must be true or false.");
    row("a pool in two tables", 15,
        "pools = [\"A\"]\nlimits.Low = { requests = 9 }\n[[version.table]]\npools = [\"A\"]",
        "line 18: the pool \"A\" stands in another table of its version.");
    row("a later version without a day", 10, "", "line 9: only the first version may lack");
    row("versions out of order", 10, "from = 2026-01-02",
        "line 9: versions must follow each other in time.");
}

void TestTierTable::everyMistakeIsToldWithItsLine()
{
    QFETCH(const int, line);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, told);
    QVERIFY(TierTable::fromToml(good, u"mine.toml"_s));
    QByteArrayList lines = good.split('\n');
    lines[line - 1] = text;
    const auto read = TierTable::fromToml(lines.join('\n'), u"mine.toml"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().code, Error::Code::Config);
    const QStringList sentences = read.error().message.split(u'\n');
    const auto isTold = [&told](const QString& sentence) {
        return sentence.startsWith(u"mine.toml, "_s + told);
    };
    QVERIFY2(std::ranges::any_of(sentences, isTold), qPrintable(read.error().message));
}

void TestTierTable::mistakesAreToldAtOnce()
{
    QByteArray bad = good;
    bad.replace("requests = 1", "requests = -1");
    bad.replace("a page\"", "a page\"\nlink = 1");
    const auto read = TierTable::fromToml(bad, u"t"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().message.count(u'\n'), 3);
}

void TestTierTable::theCatalogueHoldsTheTables()
{
    QCOMPARE(Catalogue::shipped().tiers().versions().size(),
             TierTable::shipped().versions().size());
}

QTEST_APPLESS_MAIN(TestTierTable)
#include "tst_tiertable.moc"
