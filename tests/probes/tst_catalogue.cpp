// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/domain/catalogue.h"
#include "probes/schedule/cost.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

TimePoint on(int year, unsigned month, unsigned day)
{
    return std::chrono::sys_days(std::chrono::year(year) / int(month) / int(day));
}

Target every(std::chrono::milliseconds interval, const QString& model, ProbeKind kind)
{
    Target target;
    target.id = {model, kind};
    target.every = interval;
    return target;
}

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void prices_data();
    void prices();
    void theTableTellsEverything();
    void findsAliases();
    void anAliasIsTheNewest();
    void learnsWhatTheListTells();
    void learnsAgainAndAgain();
    void pricesOfTheUserComeFirst();
    void unknownIsUnknown();
    void reportsTheLineOfAMistake();
    void overridesReplace();
    void costOfADay();
    void anUnknownPriceIsAssumedDear();
};

void TestCatalogue::prices_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<qint64>("input");
    QTest::addColumn<qint64>("output");
    QTest::addColumn<qint64>("cacheRead");
    QTest::addColumn<TimePoint>("at");
    QTest::addColumn<qint64>("nanoUsd"); // -1: unknown
    const TimePoint now = on(2026, 11, 21);
    // Claude Code's own cost_usd for 8 and 1 tokens is 0.000065.
    QTest::newRow("Opus 4.7, 8 in and 1 out")
        << u"claude-opus-4-7"_s << qint64(8) << qint64(1) << qint64(0) << now << qint64(65'000);
    QTest::newRow("before it was released") << u"claude-opus-4-7"_s << qint64(8) << qint64(1)
                                            << qint64(0) << on(2026, 4, 15) << qint64(-1);
    QTest::newRow("Haiku 5.5, 100 000 tokens")
        << u"claude-haiku-5-5"_s << qint64(100'000) << qint64(1000) << qint64(0) << now
        << qint64(10'500'000);
    QTest::newRow("Haiku 5.5, one token more costs five times as much")
        << u"claude-haiku-5-5"_s << qint64(100'001) << qint64(1000) << qint64(0) << now
        << qint64(52'500'500);
    QTest::newRow("Haiku 5.5, cache reads have no known price")
        << u"claude-haiku-5-5"_s << qint64(8) << qint64(1) << qint64(10) << now << qint64(-1);
    QTest::newRow("Sonnet 5.5, cache reads before the change")
        << u"claude-sonnet-5-5"_s << qint64(0) << qint64(0) << qint64(1000) << on(2026, 10, 6)
        << qint64(200'000);
    QTest::newRow("Sonnet 5.5, cache reads after the change")
        << u"claude-sonnet-5-5"_s << qint64(0) << qint64(0) << qint64(1000) << on(2026, 10, 7)
        << qint64(100'000);
    QTest::newRow("an unknown model")
        << u"claude-next"_s << qint64(8) << qint64(1) << qint64(0) << now << qint64(-1);
}

void TestCatalogue::prices()
{
    QFETCH(QString, model);
    QFETCH(qint64, input);
    QFETCH(qint64, output);
    QFETCH(qint64, cacheRead);
    QFETCH(TimePoint, at);
    const Usage usage {input, output, 0, cacheRead};
    QTEST(Catalogue::shipped().costNanoUsd(model, usage, at).value_or(-1), "nanoUsd");
}

// Each field of the table arrives, so that none is lost on the way.
void TestCatalogue::theTableTellsEverything()
{
    const auto read = Catalogue::fromToml(R"(
[[model]]
id = "m-1"
name = "M 1"
line = "m"
pool = "M"
successor = "m-2"
released = 2026-01-02
retires = 2027-03-04
max_input_tokens = 10
max_output_tokens = 20
accepts_zero_tokens = false
cache_min_tokens = 30
thinks_by_default = true
accepted_thinking = ["adaptive"]
rejected_thinking = ["enabled", "disabled"]
series = 7
prices = [{ from = 2026-02-03, input = 1.0, output = 2.0, cache_write = 3.0, cache_read = 4.0 }]
)",
                                          u"t"_s);
    QVERIFY(read);
    const ModelInfo& model = read->models().front();
    QCOMPARE(model.id, u"m-1"_s);
    QCOMPARE(model.displayName, u"M 1"_s);
    QCOMPARE(model.line, u"m"_s);
    QCOMPARE(model.pool, u"M"_s);
    QCOMPARE(model.successor, u"m-2"_s);
    QVERIFY(model.released == on(2026, 1, 2));
    QVERIFY(model.retires == on(2027, 3, 4));
    QCOMPARE(*model.maxInputTokens, 10);
    QCOMPARE(*model.maxOutputTokens, 20);
    QVERIFY(!model.acceptsZeroTokens);
    QCOMPARE(*model.cacheMinTokens, 30);
    QVERIFY(model.thinksByDefault == true);
    QCOMPARE(model.acceptedThinking, std::vector {u"adaptive"_s});
    QCOMPARE(model.rejectedThinking, (std::vector {u"enabled"_s, u"disabled"_s}));
    QCOMPARE(model.series, 7);
    const Price& price = model.prices.at(0);
    QVERIFY(price.validFrom == on(2026, 2, 3));
    QCOMPARE(price.input + price.output + *price.cacheWrite + *price.cacheRead, 10.0);
}

void TestCatalogue::findsAliases()
{
    const Catalogue& catalogue = Catalogue::shipped();
    QCOMPARE(catalogue.displayName(u"claude-opus-4-5"_s), u"Opus 4.5"_s);
    QCOMPARE(catalogue.displayName(u"claude-opus-4-7-20260416"_s), u"Opus 4.7"_s);
    QCOMPARE(catalogue.displayName(u"claude-opus-5"_s), u"Opus 5"_s);
    QVERIFY(!catalogue.find(u"claude-opus-4"_s));
    QVERIFY(!catalogue.find(QString()));
    QCOMPARE(catalogue.pool(u"claude-opus-4-7"_s), catalogue.pool(u"claude-opus-4-8"_s));
    // Nine characters more are not yet a date.
    QVERIFY(!catalogue.find(u"claude-opus-5-preview1"_s));
    QVERIFY(!catalogue.find(u"claude-opus-5-5-202609"_s));
    QVERIFY(!catalogue.find(u"-20260101"_s));
}

void TestCatalogue::anAliasIsTheNewest()
{
    const Catalogue catalogue =
        *Catalogue::fromToml("[[model]]\nid = \"a-20250601\"\n[[model]]\nid = \"a-20260601\"\n"
                             "[[model]]\nid = \"a-20250101\"\n[[model]]\nid = \"b\"\n",
                             u"t"_s);
    QCOMPARE(catalogue.find(u"a"_s)->id, u"a-20260601"_s);
    QCOMPARE(catalogue.find(u"a-20250101"_s)->id, u"a-20250101"_s);
    QVERIFY(!catalogue.find(u"a-20240101"_s)); // neither of the days that are known
    QCOMPARE(catalogue.find(u"b-20240101"_s)->id, u"b"_s);
}

void TestCatalogue::learnsWhatTheListTells()
{
    Catalogue catalogue = Catalogue::shipped();
    const auto count = catalogue.models().size();
    ListedModel haiku;
    haiku.id = u"claude-haiku-5-5"_s;
    haiku.displayName = u"Claude Haiku 5.5 (new name)"_s;
    haiku.lifecycle = Lifecycle::Deprecated;
    haiku.retiresAt = on(2027, 10, 7);
    haiku.maxTokens = 64'000;
    haiku.capabilities = {{u"thinking.types.disabled"_s, true},
                          {u"thinking.types.adaptive"_s, false},
                          {u"batch"_s, true}};
    ListedModel next;
    next.id = u"claude-opus-6"_s;
    next.displayName = u"Claude Opus 6"_s;
    next.line = u"opus"_s;
    next.created = on(2026, 11, 20);
    catalogue.learn({haiku, next});

    QCOMPARE(catalogue.models().size(), count + 1);
    const ModelInfo* known = catalogue.find(haiku.id);
    QCOMPARE(known->displayName, u"Haiku 5.5"_s); // ours, like pool, colour and prices
    QCOMPARE(known->series, 3);
    QVERIFY(!known->prices.empty());
    QCOMPARE(known->lifecycle, Lifecycle::Deprecated);
    QVERIFY(known->retires == on(2027, 10, 7));
    QCOMPARE(*known->maxOutputTokens, 64'000);
    QCOMPARE(*known->maxInputTokens, 1'000'000); // not told: stays
    QCOMPARE(thinkingSupport(*known, u"disabled"), Support::Yes);
    QCOMPARE(thinkingSupport(*known, u"adaptive"), Support::No);
    QCOMPARE(thinkingSupport(*known, u"enabled"), Support::No);
    QCOMPARE(thinkingSupport(*known, u"between_tools"), Support::Unknown);

    const ModelInfo* added = catalogue.find(next.id);
    QCOMPARE(added->displayName, u"Opus 6"_s);
    QCOMPARE(added->pool, next.id);
    QCOMPARE(added->line, u"opus"_s);
    QVERIFY(added->released == on(2026, 11, 20));
    QVERIFY(added->prices.empty());
    QCOMPARE(catalogue.find(u"claude-opus-4-7"_s)->lifecycle, Lifecycle::NotListed);
}

void TestCatalogue::learnsAgainAndAgain()
{
    ListedModel first;
    first.id = u"claude-x"_s;
    ListedModel second;
    second.id = u"claude-y"_s;
    Catalogue one = Catalogue::shipped();
    one.learn({first, second});
    Catalogue other = Catalogue::shipped();
    other.learn({second});
    other.learn({second, first});
    // A colour is the model's own, whatever else is listed.
    QCOMPARE(one.find(first.id)->series, other.find(first.id)->series);
    QVERIFY(one.find(first.id)->series >= 12);
    QCOMPARE(one.models().size(), other.models().size());

    // An answer without models is not the end of all of them.
    other.learn({});
    QVERIFY(other.find(u"claude-x"_s)->lifecycle != Lifecycle::NotListed);

    // A list that tells the life and no day takes the day of the table back.
    QVERIFY(other.find(u"claude-sonnet-4-5"_s)->retires);
    ListedModel sonnet;
    sonnet.id = u"claude-sonnet-4-5-20250929"_s;
    other.learn({sonnet});
    QVERIFY(other.find(u"claude-sonnet-4-5"_s)->retires);
    sonnet.lifecycle = Lifecycle::Active;
    other.learn({sonnet});
    QVERIFY(!other.find(u"claude-sonnet-4-5"_s)->retires);
}

void TestCatalogue::pricesOfTheUserComeFirst()
{
    Catalogue catalogue = Catalogue::shipped();
    Price price;
    price.input = 1;
    price.output = 2;
    catalogue.setPrices(u"claude-next"_s, {price});
    ListedModel next;
    next.id = u"claude-next"_s;
    next.displayName = u"Claude Next"_s;
    catalogue.learn({next});
    QCOMPARE(catalogue.displayName(next.id), u"Next"_s);
    QCOMPARE(*catalogue.costNanoUsd(next.id, {8, 1, {}, {}}, {}), 10'000);
}

void TestCatalogue::unknownIsUnknown()
{
    const Catalogue& catalogue = Catalogue::shipped();
    QCOMPARE(catalogue.displayName(u"claude-next"_s), u"claude-next"_s);
    QCOMPARE(catalogue.pool(u"claude-next"_s), u"claude-next"_s);
    QVERIFY(!catalogue.costNanoUsd(u"claude-opus-4-7"_s, {8, {}, {}, {}}, on(2026, 11, 21)));
}

void TestCatalogue::reportsTheLineOfAMistake()
{
    const auto result = Catalogue::fromToml("[[model]]\nid = \n", u"models.toml"_s);
    QVERIFY(!result);
    QVERIFY2(result.error().message.startsWith(u"models.toml, line 2"_s),
             qPrintable(result.error().message));
}

void TestCatalogue::overridesReplace()
{
    Catalogue catalogue = Catalogue::shipped();
    const auto count = catalogue.models().size();
    catalogue.merge(*Catalogue::fromToml("[[model]]\nid = \"claude-opus-4-7\"\nname = \"Mine\"\n"
                                         "prices = [{ input = 1.0, output = 2.0 }]\n",
                                         u"mine"_s));
    QCOMPARE(catalogue.models().size(), count);
    QCOMPARE(catalogue.displayName(u"claude-opus-4-7"_s), u"Mine"_s);
    QCOMPARE(*catalogue.costNanoUsd(u"claude-opus-4-7"_s, {8, 1, {}, {}}, {}), 10'000);
}

void TestCatalogue::costOfADay()
{
    const QString opus = u"claude-opus-4-7"_s;
    const DailyCost cost = costPerDayUsd(
        {every(60s, opus, ProbeKind::Admission), every(15min, opus, ProbeKind::Generation),
         every(5min, opus, ProbeKind::Control), every(60s, u"claude-next"_s, ProbeKind::Prefill)},
        Catalogue::shipped(), on(2026, 11, 21));
    // 1440 probes of at most 18 tokens at 5 USD and one at 25 USD a million.
    QCOMPARE(*cost.targets[0].usdPerDay, 1440 * 0.000115);
    // 96 of at most 31 and 32 tokens.
    QCOMPARE(*cost.targets[1].usdPerDay, 96 * 0.000955);
    QCOMPARE(*cost.targets[2].usdPerDay, 0.0);
    QVERIFY(!cost.targets[3].usdPerDay);
    QCOMPARE(cost.unknownPrices, QStringList {u"claude-next"_s});
    QCOMPARE(cost.usdPerDay, 1440 * 0.000115 + 96 * 0.000955);
}

void TestCatalogue::anUnknownPriceIsAssumedDear()
{
    const TimePoint now = on(2026, 11, 21);
    const auto assumed = [now](const QString& model) {
        return assumedCostNanoUsd({model, ProbeKind::Admission}, Catalogue::shipped(), now);
    };
    QCOMPARE(assumed(u"claude-next"_s), assumed(u"claude-fable-5-1"_s));
    QVERIFY(assumed(u"claude-next"_s) > assumed(u"claude-opus-4-7"_s));
}

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
