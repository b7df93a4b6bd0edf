// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/limithistory.h"
#include "storage/report/tiertext.h"
#include "tests/support/memorystore.h"
#include "tests/support/publishedtiers.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

#include <iterator>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SeenLimits seen(const char* pool, std::optional<qint64> requests, std::optional<qint64> input,
                std::optional<qint64> output, TimePoint when)
{
    return {QString::fromLatin1(pool), {requests, input, output}, when};
}

// "one Start; 2026-06-26", and what deviates.
QString summary(const TierMatch& match)
{
    QString text = QString(name(match.fit)) + u' ' + match.tiers.join(u'+');
    text += u"; "_s + match.tables;
    return match.deviating.isEmpty() ? text : text + u"; not "_s + match.deviating.join(u'+');
}

Observation limited(const QString& model, TimePoint when, const TierLimits& limits)
{
    Observation o = observed(model, when);
    o.limits[LimitKind::Requests].limit = limits.requests;
    o.limits[LimitKind::InputTokens].limit = limits.inputTokens;
    o.limits[LimitKind::OutputTokens].limit = limits.outputTokens;
    return o;
}

constexpr TierLimits tier1Before {50, 30'000, 8'000};
constexpr TierLimits tier1Since {50, 500'000, 80'000};
constexpr TierLimits tier2Since {1'000, 2'000'000, 200'000};
constexpr TierLimits start {1'000, 2'000'000, 400'000};
constexpr TierLimits build {5'000, 5'000'000, 1'000'000};

// A table in which two tiers share a row, and one more tier is told by requests alone.
TierTable ambiguous()
{
    const auto table = TierTable::fromToml(R"(
[[version]]
read = 2027-01-01
source = "x"
tiers = ["Low", "Mid", "High"]
[[version.table]]
pools = ["A"]
limits.Low = { requests = 50, input_tokens = 100 }
limits.Mid = { requests = 50, input_tokens = 100 }
limits.High = { requests = 60 }
[[version.table]]
pools = ["B"]
limits.Low = { requests = 5 }
limits.Mid = { requests = 6 }
limits.High = { requests = 7 }
)",
                                           u"t"_s);
    Q_ASSERT(table);
    return *table;
}

QString opus()
{
    return u"claude-opus-4-7"_s;
}

} // namespace

class TestQueryTier : public QObject
{
    Q_OBJECT

private slots:
    void everyPublishedRowIsRecognised_data();
    void everyPublishedRowIsRecognised();
    void whatFits_data();
    void whatFits();
    void poolsNarrowEachOther_data();
    void poolsNarrowEachOther();
    void before();
    void sinceWhen_data();
    void sinceWhen();
    void poolsThatAreSilentUnderTheTablesSayNothing();
    void organizationsStandApart();
    void changesAreExplained_data();
    void changesAreExplained();
};

void TestQueryTier::everyPublishedRowIsRecognised_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(publishedRows)); ++i) {
        const PublishedRow& row = publishedRows[i];
        QTest::newRow(qPrintable(u"%1 %2 %3"_s.arg(QLatin1String(row.day), QLatin1String(row.pool),
                                                   QLatin1String(row.tier))))
            << i;
    }
}

void TestQueryTier::everyPublishedRowIsRecognised()
{
    QFETCH(const int, index);
    const PublishedRow& row = publishedRows[index];
    const TimePoint noon = at(QByteArray(row.day).append("T12:00:00Z").constData());
    const TierMatch match = recognisedTier(
        TierTable::shipped(), {seen(row.pool, row.requests, row.input, row.output, noon)}, noon);
    QCOMPARE(summary(match), u"one %1; %2"_s.arg(QLatin1String(row.tier), QLatin1String(row.day)));
    QCOMPARE(match.inForce, match.tables);
}

void TestQueryTier::whatFits_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("pool");
    QTest::addColumn<TierLimits>("limits");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* when, const char* pool,
                        const TierLimits& limits, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(when) << QString::fromLatin1(pool) << limits
                            << QString::fromLatin1(expected);
    };
    const char* late = "2026-11-21T12:00:00Z";
    row("one limit is enough", late, "Opus 4.x", {.outputTokens = 400'000},
        "one Start; 2026-06-26");
    row("one that differs is too many", late, "Opus 4.x", {1'000, 2'000'000, 400'001},
        "none ; 2026-06-26");
    row("below every tier", late, "Opus 4.x", {5, 10'000, 2'000}, "none ; 2026-06-26");
    row("a pool of which nothing was published", late, "Opus 5.5", start, "unknown ; 2026-06-26");
    row("nothing told", late, "Opus 4.x", {}, "unknown ; 2026-06-26");
    row("limits of the tables before are told as that", late, "Opus 4.x", tier1Since,
        "one Tier 1; 2026-05-06");
    row("and of those before them", late, "Opus 4.x", tier1Before, "one Tier 1; 2026-04-25");
    row("the old limits on the day of the change", "2026-05-06T09:00:00Z", "Opus 4.x", tier1Before,
        "one Tier 1; 2026-04-25");
    row("the new limits a day before it", "2026-05-05T09:00:00Z", "Opus 4.x", tier1Since,
        "one Tier 1; 2026-05-06");
    row("the new limits three days before it are custom", "2026-05-03T09:00:00Z", "Opus 4.x",
        tier1Since, "none ; 2026-04-25");
    row("what did not change is of the tables in force", "2026-05-20T09:00:00Z", "Sonnet 4.x",
        tier1Before, "one Tier 1; 2026-05-06");
    row("long before the first tables", "2024-12-15T09:00:00Z", "Sonnet 4.x", {50, 40'000, 8'000},
        "none ; 2026-04-25");
}

void TestQueryTier::whatFits()
{
    QFETCH(const QString, when);
    QFETCH(const QString, pool);
    QFETCH(const TierLimits, limits);
    QFETCH(const QString, expected);
    const TimePoint moment = at(when.toLatin1().constData());
    QCOMPARE(summary(recognisedTier(TierTable::shipped(), {{pool, limits, moment}}, moment)),
             expected);
}

void TestQueryTier::poolsNarrowEachOther_data()
{
    QTest::addColumn<bool>("shipped"); // or the ambiguous table
    QTest::addColumn<std::vector<SeenLimits>>("pools");
    QTest::addColumn<QString>("expected");
    const TimePoint t = at("2027-01-02T00:00:00Z");
    using Pools = std::vector<SeenLimits>;
    QTest::newRow("a row that two tiers share")
        << false << Pools {seen("A", 50, 100, {}, t)} << u"several Low+Mid; 2027-01-01"_s;
    QTest::newRow("told apart by another pool")
        << false << Pools {seen("A", 50, 100, {}, t), seen("B", 6, {}, {}, t)}
        << u"one Mid; 2027-01-01"_s;
    QTest::newRow("a limit that no row of the pool tells is no evidence")
        << false << Pools {seen("A", 60, 777, {}, t)} << u"one High; 2027-01-01"_s;
    QTest::newRow("nor is a kind that no row tells")
        << false << Pools {seen("B", {}, {}, 777, t)} << u"unknown ; 2027-01-01"_s;
    QTest::newRow("pools that contradict each other")
        << false << Pools {seen("A", 50, 100, {}, t), seen("B", 7, {}, {}, t)}
        << u"mixed ; 2027-01-01"_s;
    QTest::newRow("a pool with limits of its own deviates")
        << true
        << Pools {seen("Opus 4.x", 1'000, 2'000'000, 400'000, t),
                  seen("Sonnet 5", 9'000, 9'000'000, 900'000, t)}
        << u"one Start; 2026-06-26; not Sonnet 5"_s;
    QTest::newRow("an older table that leaves a pool out explains nothing")
        << true
        << Pools {seen("Opus 4.x", 1'000, 2'000'000, 200'000, t),
                  seen("Fable 5.x", 1'000, 500'000, 100'000, t)}
        << u"one Start; 2026-06-26; not Opus 4.x"_s;
    QTest::newRow("a pool that was not published is left out")
        << true
        << Pools {seen("Opus 4.x", 5'000, 5'000'000, 1'000'000, t), seen("Opus 5.5", 1, 2, 3, t)}
        << u"one Build; 2026-06-26"_s;
    QTest::newRow("nothing at all") << true << Pools {} << u"unknown ; 2026-06-26"_s;
}

void TestQueryTier::poolsNarrowEachOther()
{
    QFETCH(const bool, shipped);
    QFETCH(const std::vector<SeenLimits>, pools);
    QFETCH(const QString, expected);
    const TierTable table = shipped ? TierTable::shipped() : ambiguous();
    QCOMPARE(summary(recognisedTier(table, pools, at("2027-01-02T00:00:00Z"))), expected);
}

// A table of the user that begins later than what was measured.
void TestQueryTier::before()
{
    const auto table = TierTable::fromToml("[[version]]\nfrom = 2027-01-01\nread = 2027-01-01\n"
                                           "source = \"x\"\ntiers = [\"Low\"]\n"
                                           "[[version.table]]\npools = [\"A\"]\n"
                                           "limits.Low = { requests = 5 }\n",
                                           u"t"_s);
    QVERIFY(table);
    const TimePoint early = at("2026-06-01T00:00:00Z");
    const TierMatch match = recognisedTier(*table, {seen("A", 5, {}, {}, early)}, early);
    QCOMPARE(summary(match), u"unknown ; "_s);
    QCOMPARE(tierText({{.match = match, .asOf = early}}),
             u"Tier: unknown, there are no tables of that day\n"_s);
}

void TestQueryTier::sinceWhen_data()
{
    QTest::addColumn<std::vector<Observation>>("rows");
    QTest::addColumn<QString>("since");
    QTest::addColumn<bool>("dated");
    using Rows = std::vector<Observation>;
    const auto on = [](const char* day, const TierLimits& limits, const QString& model = opus()) {
        return limited(model, at(QByteArray(day).append("T16:00:00Z").constData()), limits);
    };
    const QString sonnet = u"claude-sonnet-4-6"_s;
    QTest::newRow("never another") << Rows {on("2026-07-01", start), on("2026-07-09", start)}
                                   << u"2026-07-01T16:00:00Z"_s << false;
    QTest::newRow("another before") << Rows {on("2026-07-01", start), on("2026-07-09", build)}
                                    << u"2026-07-09T16:00:00Z"_s << true;
    QTest::newRow("a new name for it begins anew")
        << Rows {on("2026-06-20", tier1Since), on("2026-06-26", start)} << u"2026-06-26T16:00:00Z"_s
        << true;
    QTest::newRow("new tables under the same name do not")
        << Rows {on("2026-05-01", tier1Before), on("2026-05-06", tier1Since)}
        << u"2026-05-01T16:00:00Z"_s << false;
    QTest::newRow("there, away and back")
        << Rows {on("2026-07-01", start), on("2026-07-09", build), on("2026-07-20", start)}
        << u"2026-07-20T16:00:00Z"_s << true;
    QTest::newRow("a second pool that joins later")
        << Rows {on("2026-07-01", start), on("2026-07-09", start, sonnet)}
        << u"2026-07-01T16:00:00Z"_s << false;
    QTest::newRow("a pool that follows later ends the doubt")
        << Rows {on("2026-07-01", start), on("2026-07-01", start, sonnet), on("2026-07-09", build),
                 on("2026-07-10", build, sonnet)}
        << u"2026-07-10T16:00:00Z"_s << true;
    QTest::newRow("a pool that says nothing before")
        << Rows {on("2026-07-01", start, u"claude-opus-5-5"_s), on("2026-07-09", start)}
        << u"2026-07-09T16:00:00Z"_s << false;
}

void TestQueryTier::sinceWhen()
{
    QFETCH(const std::vector<Observation>, rows);
    QFETCH(const QString, since);
    QFETCH(const bool, dated);
    MemoryStore store;
    for (const Observation& row : rows) {
        store.add(row);
    }
    const auto history = limitHistory(store, Catalogue::shipped(), {});
    QVERIFY(history);
    QCOMPARE(history->tiers.size(), std::size_t(1));
    const TierAnswer& tier = history->tiers.front();
    QVERIFY(tier.match.isOne());
    QVERIFY(tier.asOf == rows.back().at);
    QVERIFY2(tier.since == at(since.toLatin1().constData()), qPrintable(tierText(history->tiers)));
    QCOMPARE(tier.isDated, dated);
}

void TestQueryTier::poolsThatAreSilentUnderTheTablesSayNothing()
{
    MemoryStore store;
    store.add(limited(u"claude-sonnet-4-6"_s, at("2026-06-20T00:00:00Z"), tier1Before));
    store.add(limited(opus(), at("2026-07-01T00:00:00Z"), build));
    const auto history = limitHistory(store, Catalogue::shipped(), {});
    QVERIFY(history);
    QCOMPARE(summary(history->tiers.at(0).match), u"one Build; 2026-06-26"_s);
}

void TestQueryTier::organizationsStandApart()
{
    MemoryStore store;
    const TimePoint t = at("2026-07-01T00:00:00Z");
    store.add(limited(opus(), t, build));
    Observation other = limited(opus(), t + 1min, start);
    other.target.organization = u"acme"_s;
    store.add(other);
    const auto history = limitHistory(store, Catalogue::shipped(), {});
    QVERIFY(history);
    QCOMPARE(tierText(history->tiers),
             u"Tier: Build (tables of 2026-06-26), seen since 2026-07-01\n"
             "Tier of acme: Start (tables of 2026-06-26), seen since 2026-07-01\n"_s);
    const auto one = limitHistory(store, Catalogue::shipped(), {opus() + u"@acme"_s});
    QVERIFY(one);
    QCOMPARE(one->tiers.size(), std::size_t(1));
    QCOMPARE(one->tiers[0].organization, u"acme"_s);
}

void TestQueryTier::changesAreExplained_data()
{
    QTest::addColumn<QString>("oldSeen");
    QTest::addColumn<TierLimits>("oldLimits");
    QTest::addColumn<QString>("newSeen");
    QTest::addColumn<TierLimits>("newLimits");
    QTest::addColumn<QString>("told"); // of the change of input; "" none
    const auto row = [](const char* name, const char* oldSeen, const TierLimits& oldLimits,
                        const char* newSeen, const TierLimits& newLimits, const char* told) {
        QTest::newRow(name) << QString::fromLatin1(oldSeen) << oldLimits
                            << QString::fromLatin1(newSeen) << newLimits
                            << QString::fromLatin1(told);
    };
    row("another tier of the same tables", "2026-05-20T00:00:00Z", tier1Since,
        "2026-05-20T00:01:00Z", tier2Since, "Tier 1 to Tier 2");
    row("other tables, the same tier", "2026-05-06T15:59:00Z", tier1Before, "2026-05-06T16:00:00Z",
        tier1Since, "tables of 2026-05-06 (Tier 1)");
    row("other tables with other names", "2026-06-26T15:59:00Z", tier1Since, "2026-06-26T16:00:00Z",
        start, "Tier 1 to Start, tables of 2026-06-26");
    row("both within one bracket", "2026-05-01T00:00:00Z", tier1Before, "2026-05-20T00:00:00Z",
        tier2Since, "Tier 1 to Tier 2, tables of 2026-05-06");
    row("custom limits", "2026-07-01T00:00:00Z", start, "2026-07-01T00:01:00Z",
        {1'000, 3'000'000, 400'000}, "");
    row("the tables do not say which tier it was before", "2026-07-01T00:00:00Z",
        {1'000, 3'000'000, 400'000}, "2026-07-01T00:01:00Z", start, "");
}

void TestQueryTier::changesAreExplained()
{
    QFETCH(const QString, oldSeen);
    QFETCH(const TierLimits, oldLimits);
    QFETCH(const QString, newSeen);
    QFETCH(const TierLimits, newLimits);
    QFETCH(const QString, told);
    MemoryStore store;
    store.add(limited(opus(), at(oldSeen.toLatin1().constData()), oldLimits));
    store.add(limited(opus(), at(newSeen.toLatin1().constData()), newLimits));
    const auto history = limitHistory(store, Catalogue::shipped(), {});
    QVERIFY(history);
    const auto change =
        std::ranges::find(history->changes, LimitKind::InputTokens, &LimitChange::kind);
    QVERIFY(change != history->changes.end());
    QCOMPARE(change->tier ? tierChangeText(*change->tier) : QString(), told);
}

QTEST_APPLESS_MAIN(TestQueryTier)
#include "tst_querytier.moc"
