// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/cacheeffect.h"
#include "storage/report/cachetext.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const TimePoint noon = fromEpochMs(1'777'809'600'000);
const TimeRange day {noon, noon + 24h};
const QString opus = u"claude-opus-4-7"_s;

// One request of a pair of 6,000 tokens, at the list prices of Opus 4.7.
Observation half(ProbeKind kind, TimePoint at, bool fromCache, Micros firstToken)
{
    ObservationBuilder builder(opus, kind);
    builder.at(at).latency(firstToken, firstToken, firstToken + 1ms);
    Observation made = builder.make();
    made.usage = {14, 1, fromCache ? 0 : 6'000, fromCache ? 6'000 : 0};
    made.costNanoUsd = Catalogue::shipped().costNanoUsd(opus, made.usage, at);
    return made;
}

void addPair(MemoryStore& store, TimePoint at, bool hit, double ratio = 0.5)
{
    store.add(half(ProbeKind::CacheWrite, at, false, 2s));
    store.add(half(ProbeKind::CacheRead, at + 3s, hit, Micros(qint64(2'000'000 * ratio))));
}

CacheEffect onlyEffect(const MemoryStore& store)
{
    const auto effects = cacheEffects(store, Catalogue::shipped(), day, {});
    return effects && effects->size() == 1 ? effects->front() : CacheEffect {};
}

} // namespace

class TestCacheEffect : public QObject
{
    Q_OBJECT

private slots:
    void onePair();
    void missesAreCountedAndLeftOutOfTheRatios();
    void medianHasItsInterval();
    void whatIsNoPair_data();
    void whatIsNoPair();
    void organizationsStandApart();
    void unknownPriceHasNoRatio();
    void textSaysAMissIsAMiss();
};

void TestCacheEffect::onePair()
{
    const auto pair =
        cachePair(half(ProbeKind::CacheWrite, noon, false, 2s),
                  half(ProbeKind::CacheRead, noon + 3s, true, 500ms), Catalogue::shipped());
    QVERIFY(pair && pair->hit() && pair->wrote());
    QCOMPARE(pair->tokensWritten, 6'000);
    QCOMPARE(pair->tokensRead, 6'000);
    QCOMPARE(*pair->firstToken, 0.25);
    // In USD per million: 14 at 5, 1 at 25, and 6,000 at 0.5, at 6.25 or at 5.
    QCOMPARE(*pair->costToWrite, (70 + 25 + 3'000.0) / (70 + 25 + 37'500.0));
    QCOMPARE(*pair->costToUncached, (70 + 25 + 3'000.0) / (70 + 25 + 30'000.0));
}

void TestCacheEffect::missesAreCountedAndLeftOutOfTheRatios()
{
    MemoryStore store;
    addPair(store, noon + 1h, true, 0.5);
    addPair(store, noon + 2h, false, 3.0);
    addPair(store, noon + 3h, true, 0.7);
    const CacheEffect effect = onlyEffect(store);
    QCOMPARE(effect.pairs, std::size_t(3));
    QCOMPARE(effect.hits->hits, std::uint64_t(2));
    QCOMPARE(effect.hits->n, std::uint64_t(3));
    QCOMPARE(effect.firstToken->n, std::size_t(2));
    QCOMPARE(effect.firstToken->value, 0.6);
    QVERIFY(!effect.firstToken->low); // two values have no interval
}

void TestCacheEffect::medianHasItsInterval()
{
    // Ten values: the 2nd and the 9th bound the median with at least 95 % (Conover 1999, 3.2).
    std::vector<double> ratios {0.9, 0.1, 0.5, 0.3, 0.7, 1.0, 0.2, 0.6, 0.4, 0.8};
    const auto median = medianRatio(ratios);
    QCOMPARE(median->value, 0.55);
    QCOMPARE(*median->low, 0.2);
    QCOMPARE(*median->high, 0.9);
    QVERIFY(!medianRatio({}));
}

void TestCacheEffect::whatIsNoPair_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what : {"a read alone", "a write alone", "a read after the cache forgot",
                             "a write that failed", "a read that failed"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

void TestCacheEffect::whatIsNoPair()
{
    QFETCH(QString, what);
    Observation write = half(ProbeKind::CacheWrite, noon + 1h, false, 2s);
    Observation read = half(ProbeKind::CacheRead, noon + 1h + 3s, true, 1s);
    MemoryStore store;
    if (what == u"a write that failed") {
        write.outcome = Outcome::OverloadedHttp;
    } else if (what == u"a read that failed") {
        read.outcome = Outcome::Cut;
    } else if (what == u"a read after the cache forgot") {
        read.at = write.at + 5min + 1ms;
    }
    if (what != u"a read alone") {
        store.add(write);
    }
    if (what != u"a write alone") {
        store.add(read);
    }
    const auto effects = cacheEffects(store, Catalogue::shipped(), day, {});
    QVERIFY(effects && effects->empty());
}

void TestCacheEffect::organizationsStandApart()
{
    MemoryStore store;
    Observation write = half(ProbeKind::CacheWrite, noon + 1h, false, 2s);
    write.target.organization = u"acme"_s;
    store.add(write);
    store.add(half(ProbeKind::CacheRead, noon + 1h + 1s, true, 1s)); // of another organization
    Observation read = half(ProbeKind::CacheRead, noon + 1h + 2s, true, 1s);
    read.target.organization = u"acme"_s;
    store.add(read);
    const CacheEffect effect = onlyEffect(store);
    QCOMPARE(effect.organization, u"acme"_s);
    QCOMPARE(effect.pairs, std::size_t(1));
}

void TestCacheEffect::unknownPriceHasNoRatio()
{
    Observation write = half(ProbeKind::CacheWrite, noon, false, 2s);
    Observation read = half(ProbeKind::CacheRead, noon + 3s, true, 1s);
    write.costNanoUsd.reset();
    read.costNanoUsd.reset();
    const auto pair = cachePair(write, read, Catalogue::shipped());
    QVERIFY(pair && !pair->costToWrite && !pair->costToUncached && pair->firstToken);
}

void TestCacheEffect::textSaysAMissIsAMiss()
{
    const auto pair =
        cachePair(half(ProbeKind::CacheWrite, noon, false, 2s),
                  half(ProbeKind::CacheRead, noon + 3s, false, 2s), Catalogue::shipped());
    const QJsonObject json = cachePairJson(*pair);
    QCOMPARE(json[u"hit"].toBool(true), false);
    QVERIFY(json[u"sentence"].toString().contains(u"a miss"_s));

    MemoryStore store;
    addPair(store, noon + 1h, false);
    const QString text = cacheText({onlyEffect(store)});
    QVERIFY2(text.contains(u"Opus 4.7: 0 of 1 pairs hit"_s), qPrintable(text));
    QVERIFY2(text.contains(u"unknown"_s), qPrintable(text));
    QCOMPARE(cacheText({}), QString());
}

QTEST_GUILESS_MAIN(TestCacheEffect)
#include "tst_cacheeffect.moc"
