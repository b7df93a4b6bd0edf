// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/limithistory.h"
#include "storage/query/modeloverview.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestQueryLimits : public QObject
{
    Q_OBJECT

private slots:
    void changesAreBracketed();
    void aMissingHeaderChangesNothing();
    void eventsMatchWithinTwoDays_data();
    void eventsMatchWithinTwoDays();
    void poolsAreThoseOfTheSelectedModels();
    void theTightestHasTheSmallestShareLeft_data();
    void theTightestHasTheSmallestShareLeft();
};

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

Observation limited(const QString& model, TimePoint t, std::optional<qint64> input)
{
    Observation o = observed(model, t);
    o.limits[LimitKind::InputTokens].limit = input;
    o.limits[LimitKind::Requests].limit = 50;
    return o;
}

} // namespace

void TestQueryLimits::changesAreBracketed()
{
    MemoryStore store;
    const TimePoint t = at("2026-05-06T15:00:00Z");
    store.add(limited(opus(), t, 30'000));
    store.add(limited(opus(), t + 1min, 30'000));
    store.add(limited(QStringLiteral("claude-opus-4-8"), t + 2min, 500'000)); // the same pool
    store.add(limited(opus(), t + 3min, 500'000));
    store.add(limited(opus(), t + 51 * 24h, 2'000'000));
    const auto history = limitHistory(store, Catalogue::shipped(), {});
    QVERIFY(history);
    QCOMPARE(history->changes.size(), std::size_t(2));
    QCOMPARE(history->changes[0].to, qint64(2'000'000)); // newest first
    const LimitChange& first = history->changes[1];
    QCOMPARE(first.from, qint64(30'000));
    QCOMPARE(first.to, qint64(500'000));
    QVERIFY(first.lastOld == t + 1min);
    QVERIFY(first.firstNew == t + 2min);
    QVERIFY(std::abs(first.ratio() - 16.6667) < 1e-4);
    QCOMPARE(history->pools.size(), std::size_t(1));
    QCOMPARE(history->pools[0].pool, QStringLiteral("Opus 4.x"));
    QCOMPARE(history->pools[0].models, (QStringList {opus(), QStringLiteral("claude-opus-4-8")}));
    QCOMPARE(history->pools[0].spans.size(), std::size_t(4)); // one of requests, three of input
}

void TestQueryLimits::aMissingHeaderChangesNothing()
{
    MemoryStore store;
    const TimePoint t = at("2026-05-06T15:00:00Z");
    store.add(limited(opus(), t, 30'000));
    store.add(limited(opus(), t + 1min, std::nullopt));
    store.add(limited(opus(), t + 2min, 30'000));
    const auto history = limitHistory(store, Catalogue::shipped(), {});
    QVERIFY(history);
    QVERIFY(history->changes.empty());
}

void TestQueryLimits::eventsMatchWithinTwoDays_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("matches");
    const auto add = [](const char* name, const char* time, EventType type, bool matches) {
        QTest::newRow(name) << QString::fromLatin1(time) << int(type) << matches;
    };
    add("two days before", "2026-05-04T15:00:00Z", EventType::Announced, true);
    add("more than two days before", "2026-05-04T14:59:59Z", EventType::Announced, false);
    add("inside the bracket", "2026-05-06T16:00:00Z", EventType::Announced, true);
    add("two days after", "2026-05-08T17:00:00Z", EventType::Announced, true);
    add("more than two days after", "2026-05-08T17:00:01Z", EventType::Announced, false);
    add("a note is no announcement", "2026-05-06T16:00:00Z", EventType::Note, false);
}

void TestQueryLimits::eventsMatchWithinTwoDays()
{
    QFETCH(const QString, event);
    QFETCH(const int, type);
    QFETCH(const bool, matches);
    const TimePoint before = at("2026-05-06T15:00:00Z");
    const TimePoint after = at("2026-05-06T17:00:00Z");
    const std::vector<LimitSpan> spans {
        {QStringLiteral("Opus 4.x"), LimitKind::InputTokens, 30'000, before - 24h, before},
        {QStringLiteral("Opus 4.x"), LimitKind::InputTokens, 500'000, after, after + 24h}};
    Event announced;
    announced.at = at(event.toLatin1().constData());
    announced.type = EventType(type);
    announced.title = QStringLiteral("Limits raised");
    Event far = announced;
    far.type = EventType::Announced;
    far.at = before - 20 * 24h;
    far.title = QStringLiteral("Too far");
    const auto changes = limitChanges(spans, {far, announced});
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(changes[0].matchedEvent, matches ? announced.title : QString());
}

void TestQueryLimits::poolsAreThoseOfTheSelectedModels()
{
    MemoryStore store;
    const TimePoint t = at("2026-11-06T15:00:00Z");
    const QString haiku = QStringLiteral("claude-haiku-5-5");
    store.add(limited(opus(), t, 30'000));
    store.add(limited(haiku, t, 50'000));
    store.add(limited(haiku, t + 1min, 60'000));
    const auto history = limitHistory(store, Catalogue::shipped(), {opus()});
    QVERIFY(history);
    QCOMPARE(history->pools.size(), std::size_t(1));
    QCOMPARE(history->pools[0].pool, QStringLiteral("Opus 4.x"));
    QVERIFY(history->changes.empty());
}

void TestQueryLimits::theTightestHasTheSmallestShareLeft_data()
{
    QTest::addColumn<int>("requests"); // of 1000; -1: not told
    QTest::addColumn<int>("tokens"); // of 2000
    QTest::addColumn<QString>("kind");
    QTest::newRow("requests") << 100 << 1500 << QStringLiteral("requests");
    QTest::newRow("tokens, though more of them") << 900 << 1000 << QStringLiteral("input_tokens");
    QTest::newRow("unknown is not zero") << -1 << 1990 << QStringLiteral("input_tokens");
    QTest::newRow("nothing known") << -1 << -1 << QString();
}

void TestQueryLimits::theTightestHasTheSmallestShareLeft()
{
    QFETCH(const int, requests);
    QFETCH(const int, tokens);
    QFETCH(const QString, kind);
    const auto reading = [](LimitKind k, int remaining, qint64 limit, const char* pool) {
        LimitNow now;
        now.pool = QString::fromLatin1(pool);
        now.kind = k;
        now.limit = limit;
        now.remaining = remaining < 0 ? std::nullopt : std::optional<qint64>(remaining);
        return now;
    };
    LimitNow others = reading(LimitKind::Requests, 0, 1000, "Opus 4.x");
    others.organization = QStringLiteral("acme");
    ProbedModel model;
    model.pool = QStringLiteral("Opus 4.x");
    const auto tightest =
        tightestLimit({reading(LimitKind::Requests, requests, 1000, "Opus 4.x"),
                       reading(LimitKind::InputTokens, tokens, 2000, "Opus 4.x"),
                       reading(LimitKind::OutputTokens, 0, 1000, "Haiku 5.5"), others},
                      model);
    QCOMPARE(tightest ? QString(name(tightest->kind)) : QString(), kind);
}

QTEST_GUILESS_MAIN(TestQueryLimits)
#include "tst_querylimits.moc"
