// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/plannedworld.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const TimePoint noon = fromEpochMs(1'777'809'600'000); // 2026-05-03T12:00:00Z

ProbeSettings settingsOf(std::initializer_list<ProbeKind> kinds, Elapsed every = 60s)
{
    ProbeSettings settings;
    settings.seed = 5;
    for (const ProbeKind kind : kinds) {
        Target target;
        target.id = {opus, kind};
        target.every = every;
        settings.targets.push_back(target);
    }
    return settings;
}

Outcome ok(const Target& /*target*/, Elapsed /*at*/)
{
    return Outcome::Ok;
}

std::vector<ProbeKind> kindsOf(const std::vector<PlannedWorld::Sent>& sent)
{
    std::vector<ProbeKind> kinds;
    for (const auto& one : sent) {
        kinds.push_back(one.order.target.id.kind);
    }
    return kinds;
}

} // namespace

class TestPlanner : public QObject
{
    Q_OBJECT

private slots:
    void aCacheThatWasWrittenIsReadAtOnce();
    void aCacheThatWasNotWrittenIsNotRead();
    void aBurstIsFollowed();
    void followUpsObeyTheBudget();
    void inFlightIsBounded();
    void nothingIsOrderedWhileHalted();
    void aHaltIsAPause_data();
    void aHaltIsAPause();
    void whatWasDroppedIsNotInFlight();
};

void TestPlanner::aCacheThatWasWrittenIsReadAtOnce()
{
    PlannedWorld world(settingsOf({ProbeKind::CacheWrite}), noon, ok);
    world.runUntil(30min);
    QVERIFY(world.sent.size() >= 20);
    for (std::size_t i = 0; i + 1 < world.sent.size(); i += 2) {
        const auto& write = world.sent[i];
        const auto& read = world.sent[i + 1];
        QCOMPARE(write.order.target.id.kind, ProbeKind::CacheWrite);
        QCOMPARE(read.order.target.id.kind, ProbeKind::CacheRead);
        QCOMPARE(read.order.nonce, write.order.nonce); // the same prefix
        QCOMPARE(read.at - write.at, PlannedWorld::answerTime);
        QCOMPARE(read.order.due, read.order.sent);
        QCOMPARE(read.order.target.id.model, opus);
    }
}

void TestPlanner::aCacheThatWasNotWrittenIsNotRead()
{
    PlannedWorld world(settingsOf({ProbeKind::CacheWrite}), noon,
                       [](const Target&, Elapsed) { return Outcome::OverloadedFirst; });
    world.runUntil(30min);
    QVERIFY(world.sent.size() >= 10);
    QVERIFY(std::ranges::all_of(kindsOf(world.sent),
                                [](ProbeKind kind) { return kind == ProbeKind::CacheWrite; }));
}

void TestPlanner::aBurstIsFollowed()
{
    const auto overloaded = [](const Target&, Elapsed at) {
        return at > 20min && at < 30min ? Outcome::OverloadedHttp : Outcome::Ok;
    };
    PlannedWorld world(settingsOf({ProbeKind::Admission}), noon, overloaded);
    world.runUntil(20min);
    QVERIFY(std::ranges::count(kindsOf(world.sent), ProbeKind::Followup) == 0);
    const std::size_t before = world.sent.size();
    world.runUntil(60min);
    std::vector<Elapsed> followups;
    for (const auto& one : world.sent) {
        if (one.order.target.id.kind == ProbeKind::Followup) {
            followups.push_back(one.at);
            QCOMPARE(one.order.due, one.order.sent); // on time
        }
    }
    const Elapsed opened = world.sent[before].at + PlannedWorld::answerTime;
    QVERIFY(followups.size() >= 3);
    QCOMPARE(followups[0], opened + 5s);
    QCOMPARE(followups[1], opened + 15s);
    QCOMPARE(followups[2], opened + 35s);
    QVERIFY(followups.back() < 31min); // the first ok answer ends it
}

void TestPlanner::followUpsObeyTheBudget()
{
    ProbeSettings settings = settingsOf({ProbeKind::Admission});
    settings.budget.requestsPerMinute = 1;
    PlannedWorld world(settings, noon,
                       [](const Target&, Elapsed) { return Outcome::OverloadedHttp; });
    world.runUntil(30min);
    for (std::size_t i = 1; i < world.sent.size(); ++i) {
        QVERIFY(world.sent[i].at - world.sent[i - 1].at >= 60s);
    }
    const auto refused = std::ranges::count_if(world.skipped, [](const auto& one) {
        return one.skip.target.kind == ProbeKind::Followup && one.skip.reason.contains(u"budget"_s);
    });
    QVERIFY(refused >= 2); // each is told
}

void TestPlanner::inFlightIsBounded()
{
    ProbeSettings settings = settingsOf({ProbeKind::Admission, ProbeKind::Control}, 1s);
    settings.maxInFlight = 3;
    settings.budget.requestsPerMinute = 1'000'000;
    PlannedWorld world(settings, noon, ok);
    int inFlight = 0;
    for (int second = 1; second <= 20; ++second) { // no answer ever comes
        world.clock.advance(1s);
        const auto plan = world.planner.round(world.now());
        inFlight += int(plan.orders.size());
        for (const auto& skip : plan.skips) {
            QVERIFY(skip.reason.startsWith(u"too many in flight: 3"_s));
        }
    }
    QCOMPARE(inFlight, 3);
}

void TestPlanner::nothingIsOrderedWhileHalted()
{
    PlannedWorld world(settingsOf({ProbeKind::CacheWrite}), noon, ok);
    while (world.sent.empty()) {
        world.runUntil(world.now().sinceBoot + 1s);
    }
    const auto sent = world.sent.size();
    world.carryOut(world.planner.halt(world.now()));
    world.runUntil(world.now().sinceBoot + 10min); // the answer of the write comes
    QCOMPARE(world.sent.size(), sent);
    QVERIFY(world.skipped.empty());
}

void TestPlanner::aHaltIsAPause_data()
{
    QTest::addColumn<int>("hours"); // by which the clock is set meanwhile
    QTest::newRow("the clock goes on") << 0;
    QTest::newRow("the clock is set forwards") << 2;
    QTest::newRow("the clock is set back") << -2;
}

void TestPlanner::aHaltIsAPause()
{
    QFETCH(int, hours);
    PlannedWorld world(settingsOf({ProbeKind::Admission}, 1s), noon, ok);
    world.runUntil(5min);
    world.carryOut(world.planner.halt(world.now()));
    QVERIFY(world.gaps.empty());
    world.clock.advance(20min);
    world.clock.setWall(world.clock.now() + std::chrono::hours(hours));
    world.carryOut(world.planner.resume(world.now()));
    const TimePoint now = world.clock.now();
    const std::vector<Gap> expected {{{now - 20min, now}, GapReason::Paused}};
    QVERIFY(world.gaps == expected);
    const auto before = world.sent.size();
    world.runUntil(world.now().sinceBoot + 60s);
    QVERIFY(world.sent.size() - before < 100); // 60 and 5 deviations, and no backlog
    QVERIFY(world.gaps == expected);
}

void TestPlanner::whatWasDroppedIsNotInFlight()
{
    ProbeSettings settings = settingsOf({ProbeKind::Admission}, 1s);
    settings.maxInFlight = 1;
    PlannedWorld world(settings, noon, ok);
    const auto ordered = [&world] {
        std::size_t count = 0;
        for (int second = 0; second < 20; ++second) {
            world.clock.advance(1s);
            count += world.planner.round(world.now()).orders.size();
        }
        return count;
    };
    QCOMPARE(ordered(), std::size_t(1));
    world.planner.forgetInFlight();
    QCOMPARE(ordered(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestPlanner)
#include "tst_planner.moc"
