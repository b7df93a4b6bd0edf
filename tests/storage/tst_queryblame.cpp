// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/learnedcatalogue.h"
#include "storage/query/limiteduse.h"
#include "storage/report/blamereport.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QJsonArray>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const TimePoint noon = at("2026-11-20T12:00:00.000Z");
const TimeRange range {noon - 24h, noon + 24h};

Observation probe(TimePoint t, Outcome outcome, const QString& model = opus)
{
    return ObservationBuilder(model).at(t).outcome(outcome, 200);
}

// A 429 that found the requests used up.
ObservationBuilder limited(TimePoint t)
{
    return ObservationBuilder(opus)
        .at(t)
        .outcome(Outcome::RateLimited, 429)
        .limit(LimitKind::Requests, 60, 0)
        .limit(LimitKind::InputTokens, 30'000, 12'000);
}

// An answer of the pool that left so many requests.
Observation leaving(TimePoint t, qint64 requests, const QString& model = opus)
{
    return ObservationBuilder(model).at(t).usage(8, 1, 0).limit(LimitKind::Requests, 60, requests);
}

Blame ask(const MemoryStore& store)
{
    const auto models = askedModels(store, Catalogue::shipped(), {});
    if (!models || models->empty()) {
        return {};
    }
    const auto found = blameOf(store, models->front(), *models, range);
    return found ? *found : Blame();
}

} // namespace

class TestQueryBlame : public QObject
{
    Q_OBJECT

private slots:
    void everyFailureHasOneParty();
    void whatWasNotSentWentNowhere();
    void theLimitThatAnAnswerSpeaksOf_data();
    void theLimitThatAnAnswerSpeaksOf();
    void useBetweenTwoReadings_data();
    void useBetweenTwoReadings();
    void theHeadroomBeforeIsThatOfThePool();
    void anotherOrganizationsHeadroomIsNotOurs();
    void aReadingOfMoreThanAnHourAgoSaysNothing();
    void aPaceThatWouldHaveAvoidedIt();
    void aFullBucketHidesThePace();
    void aDrainedBucketNeedsNoPace();
    void tokensAreCountedAsTokens();
    void spellsEndWithAPauseOrAnotherCause();
    void withoutAHeaderNothingIsGuessed();
    void theTextSaysWhoAndWhatWouldHaveHelped();
    void aLimitThatWasNotUsedUpNeedsNoPace();
    void theJsonHoldsTheSameFigures();
};

void TestQueryBlame::everyFailureHasOneParty()
{
    MemoryStore store;
    int minute = 0;
    const auto add = [&](Outcome outcome, int times) {
        for (int i = 0; i < times; ++i) {
            store.add(probe(noon + ++minute * 1min, outcome));
        }
    };
    add(Outcome::Ok, 50);
    add(Outcome::OverloadedHttp, 5);
    add(Outcome::OverloadedFirst, 2);
    add(Outcome::ServerError, 1);
    add(Outcome::TimedOut, 1);
    add(Outcome::EdgeError, 1);
    add(Outcome::RateLimited, 4);
    add(Outcome::AuthFailed, 1);
    add(Outcome::Misconfigured, 1);
    add(Outcome::DnsFailed, 2);
    add(Outcome::LocalNetwork, 2);
    const Blame blame = ask(store);
    QCOMPARE(blame.sent, 70U);
    QCOMPARE(blame.theirs, 10U);
    QCOMPARE(blame.ours, 6U);
    QCOMPARE(blame.line, 4U);
    QCOMPARE(blame.wrong(), 20U);
    QCOMPARE(blame.shareOf(blame.theirs), stats::wilson(10, 20));
}

void TestQueryBlame::whatWasNotSentWentNowhere()
{
    MemoryStore store;
    store.add(probe(noon, Outcome::Ok));
    store.add(probe(noon + 1min, Outcome::Skipped));
    store.add(ObservationBuilder(opus, ProbeKind::Followup).at(noon + 2min).overloaded());
    const Blame blame = ask(store);
    QCOMPARE(blame.sent, 1U);
    QCOMPARE(blame.wrong(), 0U);
    QVERIFY(!blame.shareOf(0)); // of nothing
    QCOMPARE(blameText(blame), u"0 of 1 probes"_s);
}

void TestQueryBlame::theLimitThatAnAnswerSpeaksOf_data()
{
    QTest::addColumn<RateLimits>("limits");
    QTest::addColumn<std::optional<LimitKind>>("kind");
    QTest::addColumn<bool>("isEmpty");
    using Kind = std::optional<LimitKind>;
    const auto with = [](std::initializer_list<std::pair<LimitKind, LimitReading>> readings) {
        RateLimits limits;
        for (const auto& [kind, reading] : readings) {
            limits[kind] = reading;
        }
        return limits;
    };
    const LimitReading half {.limit = 60, .remaining = 30, .reset = {}};
    const LimitReading none {.limit = 30'000, .remaining = 0, .reset = {}};
    QTest::newRow("no header") << RateLimits() << Kind() << false;
    QTest::newRow("a limit without what remains")
        << with({{LimitKind::Requests, {.limit = 60, .remaining = {}, .reset = {}}}}) << Kind()
        << false;
    QTest::newRow("one that is used up")
        << with({{LimitKind::Requests, half}, {LimitKind::InputTokens, none}})
        << Kind(LimitKind::InputTokens) << true;
    QTest::newRow("the lowest share when none is")
        << with({{LimitKind::Requests, half},
                 {LimitKind::OutputTokens, {.limit = 8000, .remaining = 7000, .reset = {}}}})
        << Kind(LimitKind::Requests) << false;
    QTest::newRow("input tokens before their sum")
        << with({{LimitKind::InputTokens, none}, {LimitKind::Tokens, none}})
        << Kind(LimitKind::InputTokens) << true;
}

void TestQueryBlame::theLimitThatAnAnswerSpeaksOf()
{
    QFETCH(const RateLimits, limits);
    QFETCH(const std::optional<LimitKind>, kind);
    QFETCH(const bool, isEmpty);
    const auto told = limitTold(limits);
    QCOMPARE(told.has_value(), kind.has_value());
    if (told) {
        QCOMPARE(told->kind, *kind);
        QCOMPARE(told->isEmpty, isEmpty);
    }
}

void TestQueryBlame::useBetweenTwoReadings_data()
{
    QTest::addColumn<qint64>("before");
    QTest::addColumn<qint64>("after");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<double>("used"); // a minute; below 0: cannot be known
    // Of a limit of 60 a minute, one comes back each second.
    QTest::newRow("10 and 20 that came back, in 20 s") << qint64(10) << qint64(0) << 20 << 90.0;
    QTest::newRow("what comes back alone") << qint64(10) << qint64(10) << 20 << 60.0;
    QTest::newRow("nothing") << qint64(10) << qint64(30) << 20 << 0.0;
    QTest::newRow("just full at the end had nothing been used")
        << qint64(40) << qint64(0) << 20 << 180.0;
    QTest::newRow("perhaps full in between") << qint64(41) << qint64(0) << 20 << -1.0;
    QTest::newRow("a minute, in which it fills from nothing")
        << qint64(0) << qint64(0) << 60 << 60.0;
    QTest::newRow("longer than it takes to fill") << qint64(0) << qint64(0) << 61 << -1.0;
    QTest::newRow("two readings at once") << qint64(10) << qint64(0) << 0 << -1.0;
}

void TestQueryBlame::useBetweenTwoReadings()
{
    QFETCH(const qint64, before);
    QFETCH(const qint64, after);
    QFETCH(const int, seconds);
    QFETCH(const double, used);
    const auto found = usedPerMinute(60, before, after, std::chrono::seconds(seconds));
    QCOMPARE(found.has_value(), used >= 0);
    if (found) {
        QVERIFY(qAbs(*found - used) < 1e-9);
    }
}

void TestQueryBlame::theHeadroomBeforeIsThatOfThePool()
{
    MemoryStore store;
    store.add(leaving(noon - 40s, 50));
    store.add(leaving(noon - 20s, 15, u"claude-opus-4-8"_s)); // of the same pool, and newer
    store.add(leaving(noon - 5s, 59, u"claude-haiku-5-5"_s)); // of another one
    store.add(limited(noon).make());
    store.add(leaving(noon + 1s, 1)); // after it
    const Blame blame = ask(store);
    QCOMPARE(blame.spells.size(), 1U);
    const LimitedSpell& spell = blame.spells.front();
    QCOMPARE(spell.told, LimitTold::Empty);
    QCOMPARE(spell.kind, LimitKind::Requests);
    QCOMPARE(spell.remainingBefore, std::optional<qint64>(15));
    QCOMPARE(spell.age, std::chrono::milliseconds(20s));
    QCOMPARE(spell.headroomBefore(), std::optional(0.25));
    QCOMPARE(spell.ownMinute, 2);
}

void TestQueryBlame::anotherOrganizationsHeadroomIsNotOurs()
{
    MemoryStore store;
    Observation theirs = leaving(noon - 20s, 15);
    theirs.target.organization = u"acme"_s;
    store.add(theirs);
    store.add(limited(noon).make());
    const LimitedSpell spell = ask(store).spells.front();
    QVERIFY(!spell.remainingBefore);
    QCOMPARE(spell.ownMinute, 0);
}

void TestQueryBlame::aReadingOfMoreThanAnHourAgoSaysNothing()
{
    MemoryStore store;
    store.add(leaving(noon - 1h - 1ms, 15));
    store.add(limited(noon).make());
    QVERIFY(!ask(store).spells.front().headroomBefore());
    store.add(leaving(noon - 1h, 15));
    QCOMPARE(ask(store).spells.front().headroomBefore(), std::optional(0.25));
}

void TestQueryBlame::aPaceThatWouldHaveAvoidedIt()
{
    MemoryStore store;
    store.add(leaving(noon - 20s, 10));
    store.add(limited(noon).make());
    const LimitedSpell spell = ask(store).spells.front();
    QCOMPARE(spell.usedPerMinute, std::optional(90.0)); // 10 and 20 that came back, in 20 s
    QVERIFY(qAbs(*spell.tooMuch() - 1.0 / 3) < 1e-12); // 60 of the 90
    QCOMPARE(spell.sustainable()->count(), 1000.0); // a request a second
}

void TestQueryBlame::aFullBucketHidesThePace()
{
    MemoryStore store;
    store.add(leaving(noon - 20s, 59));
    store.add(limited(noon).make());
    const LimitedSpell spell = ask(store).spells.front();
    QVERIFY(spell.headroomBefore());
    QVERIFY(!spell.usedPerMinute);
    QVERIFY(!spell.tooMuch());
}

void TestQueryBlame::aDrainedBucketNeedsNoPace()
{
    MemoryStore store;
    store.add(leaving(noon - 20s, 0));
    store.add(limited(noon).make());
    QCOMPARE(ask(store).spells.front().tooMuch(), std::optional(0.0)); // 60 a minute were used
}

void TestQueryBlame::tokensAreCountedAsTokens()
{
    MemoryStore store;
    store.add(ObservationBuilder(opus)
                  .at(noon - 30s)
                  .usage(900, 1, 0)
                  .limit(LimitKind::InputTokens, 30'000, 3'000));
    store.add(ObservationBuilder(opus)
                  .at(noon)
                  .outcome(Outcome::RateLimited, 429)
                  .limit(LimitKind::Requests, 60, 50)
                  .limit(LimitKind::InputTokens, 30'000, 0));
    const LimitedSpell spell = ask(store).spells.front();
    QCOMPARE(spell.kind, LimitKind::InputTokens);
    QCOMPARE(spell.usedPerMinute, std::optional(36'000.0));
    QCOMPARE(spell.ownMinute, 900);
    QVERIFY(pacingText(ask(store)).contains(u"500 tokens a second never use it up"_s));
}

void TestQueryBlame::spellsEndWithAPauseOrAnotherCause()
{
    MemoryStore store;
    for (const auto after : {0min, 1min, 6min, 12min}) {
        store.add(limited(noon + after).make());
    }
    store.add(probe(noon + 13min, Outcome::SpendLimited));
    const auto spells = ask(store).spells;
    QCOMPARE(spells.size(), 3U);
    QCOMPARE(spells[0].probes, 3U);
    QCOMPARE(spells[0].last, noon + 6min);
    QCOMPARE(spells[1].first, noon + 12min);
    QCOMPARE(spells[2].cause, Outcome::SpendLimited);
}

void TestQueryBlame::withoutAHeaderNothingIsGuessed()
{
    MemoryStore store;
    store.add(leaving(noon - 20s, 10));
    store.add(probe(noon, Outcome::RateLimitedUnattributed));
    const Blame blame = ask(store);
    QCOMPARE(blame.spells.front().told, LimitTold::Not);
    QVERIFY(!blame.spells.front().remainingBefore);
    QCOMPARE(limitedText(blame), u"1 in 1 spells; 429 without a reason, no limit told: 1"_s);
    QCOMPARE(pacingText(blame), QString());
}

void TestQueryBlame::theTextSaysWhoAndWhatWouldHaveHelped()
{
    MemoryStore store;
    store.add(leaving(noon - 20s, 10));
    store.add(limited(noon).make());
    store.add(limited(noon + 1min).make());
    store.add(probe(noon + 2min, Outcome::OverloadedHttp));
    const Blame blame = ask(store);
    QCOMPARE(blameText(blame),
             u"3 of 4 probes: theirs 33.3 % (6.1 to 79.2), ours 66.7 % (20.8 to 93.9), the line's "
             "0.0 % (0.0 to 56.1)"_s);
    QCOMPARE(limitedText(blame), u"2 in 1 spells; 429 rate limit, requests used up: 2"_s);
    QCOMPARE(
        pacingText(blame),
        u"2026-11-20 12:00 UTC: 17 % of 60 requests a minute were left 20 s before; 90 a "
        "minute were used since, 33 % less would have been within the limit; a request every 1 s "
        "never uses it up; our own probes used 1 in the minute before"_s);
}

void TestQueryBlame::aLimitThatWasNotUsedUpNeedsNoPace()
{
    MemoryStore store;
    store.add(leaving(noon - 20s, 10));
    store.add(ObservationBuilder(opus)
                  .at(noon)
                  .outcome(Outcome::RampLimited, 429)
                  .limit(LimitKind::Requests, 60, 30));
    QCOMPARE(
        pacingText(ask(store)),
        u"2026-11-20 12:00 UTC: 17 % of 60 requests a minute were left 20 s before; the answer "
        "says that no limit was used up, so no pace can be told"_s);
    store.add(limited(noon - 1h).make()); // an older one that tells a pace goes first
    QVERIFY(pacingText(ask(store)).startsWith(u"2026-11-20 11:00 UTC: "_s));
}

void TestQueryBlame::theJsonHoldsTheSameFigures()
{
    MemoryStore store;
    store.add(leaving(noon - 20s, 10));
    store.add(limited(noon).make());
    const QJsonObject json = blameJson(ask(store));
    QCOMPARE(json[u"wrong"_s].toInt(), 1);
    QCOMPARE(json[u"ours"_s][u"share"].toDouble(), 1.0);
    QCOMPARE(json[u"outcomes"_s][u"rate_limited"].toInt(), 1);
    const QJsonObject spell = json[u"limited_spells"_s].toArray().at(0).toObject();
    QCOMPARE(spell[u"told"_s].toString(), u"empty"_s);
    QCOMPARE(spell[u"limit"_s].toString(), u"requests"_s);
    QCOMPARE(spell[u"used_per_minute"_s].toDouble(), 90.0);
    QCOMPARE(spell[u"age_s"_s].toDouble(), 20.0);
    QVERIFY(spell[u"retry_after_s"_s].isNull());
}

QTEST_GUILESS_MAIN(TestQueryBlame)
#include "tst_queryblame.moc"
