// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/owntraffic.h"
#include "tests/support/memorystore.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const TimePoint now = at("2026-11-21T12:00:30Z");

Observation probe(const QString& model, TimePoint t, const Usage& usage,
                  const QString& organization = {})
{
    Observation o = observed(model, t);
    o.target.kind = ProbeKind::Admission;
    o.target.organization = organization;
    o.outcome = Outcome::Ok;
    o.httpStatus = 200;
    o.usage = usage;
    o.limits[LimitKind::Requests].limit = 50;
    return o;
}

OwnTraffic find(const std::vector<OwnTraffic>& traffic, const QString& pool, LimitKind kind,
                const QString& organization = {})
{
    const auto own = std::ranges::find_if(traffic, [&](const OwnTraffic& one) {
        return one.pool == pool && one.kind == kind && one.organization == organization;
    });
    return own == traffic.end() ? OwnTraffic() : *own;
}

} // namespace

class TestQueryOwnTraffic : public QObject
{
    Q_OBJECT

private slots:
    void countsCompleteMinutes();
    void aPoolIsOne();
    void organizationsStandApart();
    void onlyWhatArrivedAndCosts();
    void noProbeNoShare();
};

void TestQueryOwnTraffic::countsCompleteMinutes()
{
    MemoryStore store;
    const TimePoint minute = at("2026-11-21T12:00:00Z");
    store.add(probe(opus, minute - 1h - 1ms, {100, 1, {}, {}})); // an hour and a bit ago
    store.add(probe(opus, minute - 1h, {8, 1, {}, {}}));
    store.add(probe(opus, minute - 1min - 1ms, {8, 1, {}, {}}));
    store.add(probe(opus, minute - 1min, {8, 2, 1000, 5000}));
    store.add(probe(opus, minute, {100, 1, {}, {}})); // this minute is not over
    const auto traffic = ownTraffic(store, Catalogue::shipped(), now);
    QVERIFY(traffic);
    const OwnTraffic requests = find(*traffic, u"Opus 4.x"_s, LimitKind::Requests);
    QCOMPARE(requests.lastMinute, 1);
    QCOMPARE(requests.lastHour, 3);
    QCOMPARE(requests.shareOfMinute(), std::optional(0.02));
    QCOMPARE(requests.shareOfHour(), std::optional(0.001));
    const OwnTraffic input = find(*traffic, u"Opus 4.x"_s, LimitKind::InputTokens);
    QCOMPARE(input.lastMinute, 1008); // cache writes count, cache reads do not
    QCOMPARE(input.lastHour, 1024);
    QVERIFY(!input.shareOfMinute()); // its limit was never told
    QCOMPARE(find(*traffic, u"Opus 4.x"_s, LimitKind::OutputTokens).lastHour, 4);
    QCOMPARE(find(*traffic, u"Opus 4.x"_s, LimitKind::Tokens).lastHour, 1028);
}

void TestQueryOwnTraffic::aPoolIsOne()
{
    MemoryStore store;
    store.add(probe(opus, now - 2min, {8, 1, {}, {}}));
    store.add(probe(u"claude-opus-4-8"_s, now - 2min, {8, 1, {}, {}}));
    store.add(probe(u"claude-sonnet-5-5"_s, now - 2min, {8, 1, {}, {}}));
    const auto traffic = ownTraffic(store, Catalogue::shipped(), now);
    QVERIFY(traffic);
    QCOMPARE(find(*traffic, u"Opus 4.x"_s, LimitKind::Requests).lastHour, 2);
    QCOMPARE(find(*traffic, u"Sonnet 5.5"_s, LimitKind::Requests).lastHour, 1);
}

void TestQueryOwnTraffic::organizationsStandApart()
{
    MemoryStore store;
    store.add(probe(opus, now - 2min, {8, 1, {}, {}}));
    store.add(probe(opus, now - 2min, {8, 1, {}, {}}, u"work"_s));
    store.add(probe(opus, now - 3min, {8, 1, {}, {}}, u"work"_s));
    const auto traffic = ownTraffic(store, Catalogue::shipped(), now);
    QVERIFY(traffic);
    QCOMPARE(find(*traffic, u"Opus 4.x"_s, LimitKind::Requests).lastHour, 1);
    QCOMPARE(find(*traffic, u"Opus 4.x"_s, LimitKind::Requests, u"work"_s).lastHour, 2);
}

void TestQueryOwnTraffic::onlyWhatArrivedAndCosts()
{
    MemoryStore store;
    const auto with = [](Outcome outcome, int status, Phase failedIn, ProbeKind kind) {
        Observation o = probe(opus, now - 2min, {});
        o.outcome = outcome;
        o.httpStatus = status;
        o.failedIn = failedIn;
        o.target.kind = kind;
        return o;
    };
    store.add(with(Outcome::Skipped, 0, Phase::None, ProbeKind::Admission));
    store.add(with(Outcome::DnsFailed, 0, Phase::Resolve, ProbeKind::Admission));
    store.add(with(Outcome::ConnectFailed, 0, Phase::Connect, ProbeKind::Admission));
    store.add(with(Outcome::Ok, 200, Phase::None, ProbeKind::Control));
    const auto none = ownTraffic(store, Catalogue::shipped(), now);
    QVERIFY(none);
    QCOMPARE(find(*none, u"Opus 4.x"_s, LimitKind::Requests).lastHour, 0);
    store.add(with(Outcome::OverloadedHttp, 529, Phase::None, ProbeKind::Admission));
    store.add(with(Outcome::TimedOut, 0, Phase::FirstByte, ProbeKind::Followup));
    const auto two = ownTraffic(store, Catalogue::shipped(), now);
    QVERIFY(two);
    QCOMPARE(find(*two, u"Opus 4.x"_s, LimitKind::Requests).lastHour, 2);
}

void TestQueryOwnTraffic::noProbeNoShare()
{
    MemoryStore store;
    const auto nothing = ownTraffic(store, Catalogue::shipped(), now);
    QVERIFY(nothing);
    QVERIFY(nothing->empty());
    store.add(probe(opus, now - 3h, {8, 1, {}, {}}));
    const auto silent = ownTraffic(store, Catalogue::shipped(), now);
    QVERIFY(silent);
    // The limit is known still, and of it nothing was used.
    QCOMPARE(find(*silent, u"Opus 4.x"_s, LimitKind::Requests).shareOfHour(), std::optional(0.0));
}

QTEST_GUILESS_MAIN(TestQueryOwnTraffic)
#include "tst_queryowntraffic.moc"
