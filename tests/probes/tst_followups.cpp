// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/followups.h"

#include <QTest>

#include <set>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString opus = u"claude-opus-4-7"_s;

Target targetOf(ProbeKind kind, Elapsed every, const QString& organization = {})
{
    Target target;
    target.id = {opus, kind, organization};
    target.every = every;
    target.timeout = 30s;
    return target;
}

Observation answer(Outcome outcome, ProbeKind kind = ProbeKind::Admission,
                   const QString& organization = {})
{
    Observation observation;
    observation.target = {opus, kind, organization};
    observation.outcome = outcome;
    return observation;
}

std::vector<Target> usual()
{
    return {targetOf(ProbeKind::Generation, 900s), targetOf(ProbeKind::Admission, 60s)};
}

} // namespace

class TestFollowups : public QObject
{
    Q_OBJECT

private slots:
    void gapsDoubleUpToThePace();
    void opens_data();
    void opens();
    void goesOnUntilOk_data();
    void goesOnUntilOk();
    void anAnswerFromBeforeEndsNothing();
    void waitsForItsAnswer();
    void aDeclinedOneIsFollowedByTheNext();
    void noBunchAfterASleep();
    void endsAfterADay();
    void organizationsAreApart();
    void noncesDiffer();
};

void TestFollowups::gapsDoubleUpToThePace()
{
    Followups followups(usual(), 1);
    QVERIFY(!followups.next());
    followups.learn(answer(Outcome::OverloadedHttp), 99s, 100s);
    std::vector<Elapsed> dues;
    while (dues.size() < 8) {
        const Elapsed now = *followups.next();
        const auto due = followups.take(now);
        QCOMPARE(due.size(), std::size_t(1));
        QCOMPARE(due[0].at, now);
        QVERIFY((due[0].target.id == TargetId {opus, ProbeKind::Followup}));
        QCOMPARE(due[0].target.timeout, Elapsed(30s));
        dues.push_back(due[0].at);
        followups.learn(answer(Outcome::OverloadedHttp, ProbeKind::Followup), now, now + 1s);
    }
    const std::vector<Elapsed> expected {105s, 115s, 135s, 175s, 235s, 295s, 355s, 415s};
    QCOMPARE(dues, expected);
}

void TestFollowups::opens_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<ProbeKind>("kind");
    QTest::addColumn<bool>("opens");
    using enum ProbeKind;
    QTest::newRow("a 529") << Outcome::OverloadedHttp << Admission << true;
    QTest::newRow("in the first event") << Outcome::OverloadedFirst << Admission << true;
    QTest::newRow("in mid-stream") << Outcome::OverloadedMid << Generation << true;
    QTest::newRow("a limit of ours") << Outcome::RateLimited << Admission << false;
    QTest::newRow("a server error") << Outcome::ServerError << Admission << false;
    QTest::newRow("a control probe") << Outcome::OverloadedHttp << Control << false;
    QTest::newRow("a follow-up") << Outcome::OverloadedHttp << Followup << false;
    QTest::newRow("a cache probe") << Outcome::OverloadedHttp << CacheRead << false;
}

void TestFollowups::opens()
{
    QFETCH(Outcome, outcome);
    QFETCH(ProbeKind, kind);
    Followups followups(usual(), 1);
    followups.learn(answer(outcome, kind), 0s, 1s);
    QTEST(followups.next().has_value(), "opens");
}

void TestFollowups::goesOnUntilOk_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<ProbeKind>("kind");
    QTest::addColumn<bool>("over");
    using enum ProbeKind;
    QTest::newRow("a follow-up is ok") << Outcome::Ok << Followup << true;
    QTest::newRow("a scheduled probe is ok") << Outcome::Ok << Generation << true;
    QTest::newRow("a cache probe is ok") << Outcome::Ok << CacheWrite << true;
    QTest::newRow("a free control probe tells nothing") << Outcome::Ok << Control << false;
    QTest::newRow("another overload") << Outcome::OverloadedFirst << Admission << false;
    QTest::newRow("a limit of ours") << Outcome::RateLimited << Followup << false;
    QTest::newRow("a dead line") << Outcome::LocalNetwork << Followup << false;
    QTest::newRow("a time-out") << Outcome::TimedOut << Admission << false;
}

void TestFollowups::goesOnUntilOk()
{
    QFETCH(Outcome, outcome);
    QFETCH(ProbeKind, kind);
    Followups followups(usual(), 1);
    followups.learn(answer(Outcome::OverloadedHttp), 0s, 1s);
    followups.take(6s);
    followups.learn(answer(outcome, kind), 7s, 8s);
    if (kind != ProbeKind::Followup) {
        followups.learn(answer(Outcome::OverloadedHttp, ProbeKind::Followup), 6s, 9s);
    }
    QTEST(!followups.next().has_value(), "over");
}

void TestFollowups::anAnswerFromBeforeEndsNothing()
{
    Followups followups(usual(), 1);
    followups.learn(answer(Outcome::OverloadedHttp), 10s, 11s);
    followups.learn(answer(Outcome::Ok), 9s, 12s); // was under way when the burst began
    QCOMPARE(followups.next(), std::optional<Elapsed>(16s));
    followups.learn(answer(Outcome::Ok), 13s, 14s);
    QVERIFY(!followups.next());
}

void TestFollowups::waitsForItsAnswer()
{
    Followups followups(usual(), 1);
    followups.learn(answer(Outcome::OverloadedHttp), 0s, 0s);
    QCOMPARE(followups.take(5s).size(), std::size_t(1));
    QVERIFY(!followups.next());
    QVERIFY(followups.take(30s).empty());
    followups.learn(answer(Outcome::Stalled, ProbeKind::Followup), 5s, 35s);
    QCOMPARE(followups.next(), std::optional<Elapsed>(35s)); // was due at 15 s
}

void TestFollowups::aDeclinedOneIsFollowedByTheNext()
{
    Followups followups(usual(), 1);
    followups.learn(answer(Outcome::OverloadedHttp), 0s, 0s);
    const auto due = followups.take(5s);
    followups.decline(due[0].target.id, 5s);
    QCOMPARE(followups.next(), std::optional<Elapsed>(15s));
}

void TestFollowups::noBunchAfterASleep()
{
    Followups followups(usual(), 1);
    followups.learn(answer(Outcome::OverloadedHttp), 0s, 0s);
    QVERIFY(followups.take(3600s).empty());
    QCOMPARE(followups.next(), std::optional<Elapsed>(3605s));
    QCOMPARE(followups.take(3605s).size(), std::size_t(1));
}

void TestFollowups::endsAfterADay()
{
    Followups followups(usual(), 1);
    followups.learn(answer(Outcome::OverloadedHttp), 0s, 0s);
    Elapsed last {0};
    while (const auto next = followups.next()) {
        if (!followups.take(*next).empty()) {
            last = *next;
            followups.learn(answer(Outcome::TimedOut, ProbeKind::Followup), *next, *next);
        }
    }
    QVERIFY(last > 24h - 60s && last <= 24h);
}

void TestFollowups::organizationsAreApart()
{
    Followups followups(
        {targetOf(ProbeKind::Admission, 60s), targetOf(ProbeKind::Admission, 30s, u"acme"_s)}, 1);
    followups.learn(answer(Outcome::OverloadedHttp), 0s, 0s);
    followups.learn(answer(Outcome::OverloadedHttp, ProbeKind::Admission, u"acme"_s), 0s, 0s);
    QCOMPARE(followups.take(5s).size(), std::size_t(2));
    followups.learn(answer(Outcome::Ok, ProbeKind::Followup), 5s, 6s);
    followups.learn(answer(Outcome::OverloadedHttp, ProbeKind::Followup, u"acme"_s), 5s, 6s);
    const auto due = followups.take(15s);
    QCOMPARE(due.size(), std::size_t(1));
    QCOMPARE(due[0].target.id.organization, u"acme"_s);
}

void TestFollowups::noncesDiffer()
{
    Followups followups(usual(), 1);
    std::set<quint64> nonces;
    for (int burst = 0; burst < 50; ++burst) {
        const Elapsed start = burst * Elapsed(100s);
        followups.learn(answer(Outcome::OverloadedHttp), start, start);
        nonces.insert(followups.take(start + 5s).front().nonce);
        followups.learn(answer(Outcome::Ok, ProbeKind::Followup), start + 5s, start + 6s);
    }
    QCOMPARE(nonces.size(), std::size_t(50));
}

QTEST_GUILESS_MAIN(TestFollowups)
#include "tst_followups.moc"
