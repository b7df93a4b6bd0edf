// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/limithistory.h"
#include "storage/report/tiertext.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QJsonObject>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;

namespace {

const TimePoint noon = at("2026-11-21T12:00:00Z");

SeenLimits seen(const char* pool, std::optional<qint64> requests,
                std::optional<qint64> input = std::nullopt)
{
    return {QString::fromLatin1(pool), {.requests = requests, .inputTokens = input}, noon};
}

Observation limited(TimePoint when, qint64 requests, qint64 input)
{
    Observation o = observed(u"claude-opus-4-7"_s, when);
    o.limits[LimitKind::Requests].limit = requests;
    o.limits[LimitKind::InputTokens].limit = input;
    return o;
}

} // namespace

class TestTierText : public QObject
{
    Q_OBJECT

private slots:
    void asText_data();
    void asText();
    void asJson();
};

void TestTierText::asText_data()
{
    QTest::addColumn<std::vector<SeenLimits>>("pools");
    QTest::addColumn<QString>("text");
    using Pools = std::vector<SeenLimits>;
    QTest::newRow("one") << Pools {seen("Opus 4.x", 1'000)}
                         << u"Tier: Start (tables of 2026-06-26)\n"_s;
    QTest::newRow("custom") << Pools {seen("Opus 4.x", 7)}
                            << u"Tier: no row of the tables of 2026-06-26 has the limits of Opus "
                               u"4.x: custom, or a tier "
                               "without published numbers (Evaluation, Custom)\n"_s;
    QTest::newRow("not in force")
        << Pools {seen("Opus 4.x", 50, 500'000)}
        << u"Tier: Tier 1 (tables of 2026-05-06); the tables of 2026-06-26 do not have these "
           "limits\n"_s;
    QTest::newRow("a deviating pool")
        << Pools {seen("Opus 4.x", 1'000), seen("Sonnet 5", 7)}
        << u"Tier: Start (tables of 2026-06-26); no tier has the limits of Sonnet 5\n"_s;
    QTest::newRow("pools that contradict each other")
        << Pools {seen("Opus 4.x", 1'000), seen("Sonnet 5", 5'000)}
        << u"Tier: no tier of the tables of 2026-06-26 has the limits of all of Opus 4.x, Sonnet "
           "5\n"_s;
    QTest::newRow("not published")
        << Pools {seen("Opus 5.5", 1'000)}
        << u"Tier: unknown, the tables of 2026-06-26 do not hold Opus 5.5\n"_s;
}

void TestTierText::asText()
{
    QFETCH(const std::vector<SeenLimits>, pools);
    QFETCH(const QString, text);
    const TierAnswer answer {.match = recognisedTier(TierTable::shipped(), pools, noon),
                             .asOf = noon};
    QCOMPARE(tierText({answer}), text);
}

void TestTierText::asJson()
{
    MemoryStore store;
    store.add(limited(at("2026-06-26T15:00:00Z"), 50, 500'000));
    store.add(limited(at("2026-06-26T16:00:00Z"), 1'000, 2'000'000));
    store.add(limited(at("2026-06-27T16:00:00Z"), 1'000, 2'000'000));
    const auto history = limitHistory(store, Catalogue::shipped(), {});
    QVERIFY(history);
    const QJsonObject tier = tiersJson(history->tiers).at(0).toObject();
    QCOMPARE(tier[u"fit"_s].toString(), u"one"_s);
    QCOMPARE(tier[u"tiers"_s].toArray(), QJsonArray {u"Start"_s});
    QCOMPARE(tier[u"tables"_s].toString(), u"2026-06-26"_s);
    QCOMPARE(tier[u"since"_s].toString(), u"2026-06-26T16:00:00.000Z"_s);
    QCOMPARE(tier[u"since_is_dated"_s].toBool(), true);
    QCOMPARE(tier[u"as_of"_s].toString(), u"2026-06-27T16:00:00.000Z"_s);
    QCOMPARE(tier[u"pools"_s].toArray(), QJsonArray {u"Opus 4.x"_s});
    QCOMPARE(tierText(history->tiers), u"Tier: Start (tables of 2026-06-26), since 2026-06-26\n"_s);
}

QTEST_APPLESS_MAIN(TestTierText)
#include "tst_tiertext.moc"
