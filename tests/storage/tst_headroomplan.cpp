// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/headroomreport.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const stats::Workload five {.agents = 5,
                            .contextTokens = 50'000,
                            .outputTokens = 1'000,
                            .callsPerMinute = 2,
                            .cachedShare = 0};

QString opus()
{
    return u"claude-opus-4-7"_s;
}

Observation limited(const QString& model, TimePoint when, std::optional<qint64> requests,
                    std::optional<qint64> input, std::optional<qint64> output)
{
    Observation o = observed(model, when);
    o.limits[LimitKind::Requests].limit = requests;
    o.limits[LimitKind::InputTokens].limit = input;
    o.limits[LimitKind::OutputTokens].limit = output;
    o.limits[LimitKind::Tokens].limit = 1; // no limit of its own
    return o;
}

const TimePoint noon = at("2026-05-20T12:00:00Z");

const TierVersion& inMay()
{
    return *TierTable::shipped().at(noon);
}

} // namespace

class TestHeadroomPlan : public QObject
{
    Q_OBJECT

private slots:
    void limitsAreThoseToldLast();
    void poolsOfTheModelsAsked();
    void aPoolThatCountsCacheReads();
    void publishedRowsAreChosen_data();
    void publishedRowsAreChosen();
    void sentences_data();
    void sentences();
    void theTextInFull();
    void theTableInFull();
    void json();
};

void TestHeadroomPlan::limitsAreThoseToldLast()
{
    MemoryStore store;
    store.add(limited(opus(), noon, 50, 30'000, 8'000));
    store.add(limited(opus(), noon + 1min, 50, 500'000, std::nullopt));
    const auto pools = measuredHeadroom(store, Catalogue::shipped(), {}, five);
    QVERIFY(pools);
    QCOMPARE(pools->size(), std::size_t(1));
    const PoolHeadroom& pool = pools->front();
    QVERIFY(pool.isMeasured());
    QCOMPARE(*pool.limits.requests, 50.0);
    QCOMPARE(*pool.limits.inputTokens, 500'000.0);
    QCOMPARE(*pool.limits.outputTokens, 8'000.0);
    QVERIFY(pool.toldAt[0] == noon + 1min);
    QVERIFY(pool.toldAt[1] == noon + 1min);
    QVERIFY(pool.toldAt[2] == noon); // the header was missing since
    QVERIFY(pool.answer);
    QCOMPARE(*pool.answer->wholeAgents(), 4.0);
}

void TestHeadroomPlan::poolsOfTheModelsAsked()
{
    MemoryStore store;
    store.add(limited(opus(), noon, 50, 30'000, 8'000));
    store.add(limited(u"claude-haiku-4-5-20251001"_s, noon, 50, 50'000, 10'000));
    store.add(observed(u"claude-sonnet-4-6"_s, noon)); // told no limit
    const auto all = measuredHeadroom(store, Catalogue::shipped(), {}, five);
    QVERIFY(all);
    QCOMPARE(all->size(), std::size_t(2));
    // A model that was never probed shares the pool of one that was.
    const auto one = measuredHeadroom(store, Catalogue::shipped(), {u"claude-opus-4-8"_s}, five);
    QVERIFY(one);
    QCOMPARE(one->size(), std::size_t(1));
    QCOMPARE(one->front().pool, u"Opus 4.x"_s);
}

void TestHeadroomPlan::aPoolThatCountsCacheReads()
{
    const TimePoint late = at("2026-11-21T12:00:00Z");
    const auto pools =
        publishedHeadroom(*TierTable::shipped().at(late), u"Haiku 3.5"_s, u"Start"_s, five);
    QCOMPARE(pools.size(), std::size_t(1));
    QVERIFY(pools[0].limits.countsCacheReads);
    QVERIFY(headroomText(pools, five, late)
                .contains(u"What is read from the prompt cache counts as input of this pool."_s));
}

void TestHeadroomPlan::publishedRowsAreChosen_data()
{
    QTest::addColumn<QString>("pool");
    QTest::addColumn<QString>("tier");
    QTest::addColumn<int>("rows");
    QTest::newRow("all of them") << QString() << QString() << 12;
    QTest::newRow("of a pool") << u"Opus 4.x"_s << QString() << 4;
    QTest::newRow("of a tier") << QString() << u"Tier 2"_s << 3;
    QTest::newRow("of both") << u"Opus 4.x"_s << u"Tier 2"_s << 1;
    QTest::newRow("of a pool that is not there") << u"Opus 5.5"_s << QString() << 0;
}

void TestHeadroomPlan::publishedRowsAreChosen()
{
    QFETCH(const QString, pool);
    QFETCH(const QString, tier);
    QFETCH(const int, rows);
    const auto found = publishedHeadroom(inMay(), pool, tier, five);
    QCOMPARE(int(found.size()), rows);
    for (const PoolHeadroom& row : found) {
        QVERIFY(pool.isEmpty() || row.pool == pool);
        QVERIFY(tier.isEmpty() || row.tier == tier);
        QCOMPARE(row.tables, u"2026-05-06"_s);
        QVERIFY(row.answer);
    }
}

void TestHeadroomPlan::sentences_data()
{
    QTest::addColumn<stats::Workload>("load");
    QTest::addColumn<stats::MinuteLimits>("limits");
    QTest::addColumn<QString>("sentence");
    const stats::MinuteLimits may {50, 500'000, 80'000};
    const stats::MinuteLimits april {50, 30'000, 8'000};
    const stats::Workload six {6, 50'000, 1'000, 2, 0};
    const stats::Workload one {1, 1'000, 1'000, 25, 0};
    QTest::newRow("that it fits")
        << five << may << u"  5 agents fit: input tokens break first, above 5 agents\n"_s;
    QTest::newRow("that it does not")
        << six << may << u"  6 agents do not fit: input tokens break first, above 5 agents\n"_s;
    QTest::newRow("of one agent alone, of which a part would fit")
        << one << april
        << u"  1 agent does not fit: output tokens break first, above 0.32 agents\n"_s;
    QTest::newRow("one call") << stats::Workload {2, 1'000, 10, 1, 0} << may
                              << u"2 agents, 1 call a minute each, of 1,000 input tokens"_s;
    QTest::newRow("that a call is too large")
        << five << april
        << u"  5 agents do not fit: one call alone takes 50,000 input tokens, and a minute's limit "
           "is 30,000\n"_s;
    QTest::newRow("that nothing is known")
        << five << stats::MinuteLimits() << u"  no limit is known\n"_s;
    QTest::newRow("that a limit is nothing") << five << stats::MinuteLimits {.requests = 0}
                                             << u"  a limit of 0 was told: nothing fits\n"_s;
    QTest::newRow("that nothing is taken") << stats::Workload {5, 50'000, 1'000, 0, 0} << may
                                           << u"  5 agents fit: nothing is taken\n"_s;
    QTest::newRow("what caching frees")
        << stats::Workload {5, 50'000, 1'000, 2, 0.9} << may
        << u"  Without the prompt cache 5 agents, with 90.0 % of the input from it 25 agents, with "
           "all of it 25 agents.\n"_s;
    QTest::newRow("from which share on it fits")
        << six << may << u" From 16.7 % on this workload fits.\n"_s;
    QTest::newRow("that no share helps") << stats::Workload {5, 50'000, 2'000, 1, 0} << april
                                         << u" No share of it makes this workload fit.\n"_s;
    QTest::newRow("how far apart the calls must be")
        << six << may << u"  The calls of each agent must begin at least 36 s apart.\n"_s;
}

void TestHeadroomPlan::sentences()
{
    QFETCH(const stats::Workload, load);
    QFETCH(const stats::MinuteLimits, limits);
    QFETCH(const QString, sentence);
    const std::vector<PoolHeadroom> pools {
        {.pool = u"P"_s, .limits = limits, .answer = stats::headroom(load, limits)}};
    const QString text = headroomText(pools, load, noon);
    QVERIFY2(text.contains(sentence), qPrintable(text));
}

void TestHeadroomPlan::theTextInFull()
{
    MemoryStore store;
    store.add(limited(opus(), noon, 50, 500'000, 80'000));
    const auto pools = measuredHeadroom(store, Catalogue::shipped(), {}, five);
    QVERIFY(pools);
    const QString text = headroomText(*pools, five, noon + 3min);
    QCOMPARE(
        text.left(text.indexOf(u"A limit is reckoned"_s)),
        u"5 agents, 2 calls a minute each, of 50,000 input tokens (0.0 % of them from the prompt "
        "cache) and 1,000 output tokens.\n"
        "\n"
        "Opus 4.x, limits as told by answers\n"
        "  5 agents fit: input tokens break first, above 5 agents\n"
        "  limit          per minute  a call takes  all take      use    carries  told\n"
        "  requests               50             1        10   20.0 %  25 agents  3 min ago\n"
        "  input tokens      500,000        50,000   500,000  100.0 %   5 agents  3 min ago\n"
        "  output tokens      80,000         1,000    10,000   12.5 %  40 agents  3 min ago\n"
        "  The calls of each agent must begin at least 30 s apart.\n"
        "  Without the prompt cache 5 agents, with 0.0 % of the input from it 5 agents, with "
        "all of it 25 agents.\n"
        "\n"_s);
    QCOMPARE(headroomText({}, five, noon).section(u'\n', 2),
             u"No limit has been told; --tier NAME takes the published ones.\n"_s);
}

void TestHeadroomPlan::theTableInFull()
{
    const stats::Workload load {5, 50'000, 1'000, 1, 0};
    auto pools = publishedHeadroom(*TierTable::shipped().at(at("2026-04-25T00:00:00Z")),
                                   u"Opus 4.x"_s, {}, load);
    pools.resize(2);
    pools.push_back(publishedHeadroom(inMay(), u"Opus 4.x"_s, u"Tier 1"_s, load).front());
    pools.push_back({.pool = u"P"_s,
                     .tier = u"T"_s,
                     .tables = u"2026-05-06"_s,
                     .limits = {.requests = 4},
                     .answer = stats::headroom(load, {.requests = 4})});
    const QString text = headroomTable(pools, load);
    QCOMPARE(text.section(u"\n\n"_s, 1, 3) + u'\n',
             u"Opus 4.x, tables of 2026-04-25\n"
             "  tier    requests    input  output  breaks first  at agents  fits\n"
             "  Tier 1        50   30,000   8,000  input tokens       0.60  no, one call is too "
             "large\n"
             "  Tier 2     1,000  450,000  90,000  input tokens          9  yes\n"
             "\n"
             "Opus 4.x, tables of 2026-05-06\n"
             "  tier    requests    input  output  breaks first  at agents  fits\n"
             "  Tier 1        50  500,000  80,000  input tokens         10  yes\n"
             "\n"
             "P, tables of 2026-05-06\n"
             "  tier  requests    input   output  breaks first  at agents  fits\n"
             "  T            4  unknown  unknown      requests          4  no\n"_s);
}

void TestHeadroomPlan::json()
{
    MemoryStore store;
    store.add(limited(opus(), noon, 50, 500'000, std::nullopt));
    const auto pools = measuredHeadroom(store, Catalogue::shipped(), {}, five);
    QVERIFY(pools);
    const QJsonObject all = headroomJson(*pools, five);
    QCOMPARE(all[u"schema"_s].toInt(), headroomSchema);
    QCOMPARE(all[u"workload"_s].toObject()[u"context_tokens"_s].toDouble(), 50'000.0);
    const QJsonObject pool = all[u"pools"_s].toArray().at(0).toObject();
    QCOMPARE(pool[u"source"_s].toString(), u"measured"_s);
    QVERIFY(pool[u"tier"_s].isNull());
    QCOMPARE(pool[u"breaks_first"_s].toString(), u"input_tokens"_s);
    QCOMPARE(pool[u"whole_agents"_s].toDouble(), 5.0);
    QCOMPARE(pool[u"fits"_s].toBool(), true);
    QCOMPARE(pool[u"limits"_s].toArray().size(), 2); // output was not told
    const QJsonObject input = pool[u"limits"_s].toArray().at(1).toObject();
    QCOMPARE(input[u"kind"_s].toString(), u"input_tokens"_s);
    QCOMPARE(input[u"per_minute"_s].toDouble(), 500'000.0);
    QCOMPARE(input[u"told_at"_s].toString(), u"2026-05-20T12:00:00.000Z"_s);
    const QJsonObject published =
        headroomJson(publishedHeadroom(inMay(), u"Opus 4.x"_s, u"Tier 1"_s, five), five);
    const QJsonObject row = published[u"pools"_s].toArray().at(0).toObject();
    QCOMPARE(row[u"source"_s].toString(), u"tables"_s);
    QCOMPARE(row[u"tier"_s].toString(), u"Tier 1"_s);
    QCOMPARE(row[u"tables"_s].toString(), u"2026-05-06"_s);
    QVERIFY(row[u"limits"_s].toArray().at(0).toObject()[u"told_at"_s].isNull());
    // Nothing known is no promise that it fits.
    const QJsonObject unknown =
        headroomJson({{.pool = u"P"_s, .limits = {}, .answer = stats::headroom(five, {})}}, five);
    QVERIFY(unknown[u"pools"_s].toArray().at(0).toObject()[u"fits"_s].isNull());
}

QTEST_APPLESS_MAIN(TestHeadroomPlan)
#include "tst_headroomplan.moc"
