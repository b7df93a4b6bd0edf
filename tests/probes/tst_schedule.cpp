// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/pauses.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Observation answer(Outcome outcome, std::optional<std::chrono::seconds> retryAfter = {})
{
    Observation observation;
    observation.at = fromEpochMs(0);
    observation.outcome = outcome;
    observation.retryAfter = retryAfter;
    return observation;
}

} // namespace

class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void pauses_data();
    void pauses();
    void aPoolSharesItsPause();
    void aSpendCapPausesAllPools();
    void aShorterPauseDoesNotEndALongerOne();
};

void TestSchedule::pauses_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<int>("retryAfter"); // -1: none
    QTest::addColumn<int>("pause"); // 0: none
    QTest::newRow("429 with retry-after") << Outcome::RateLimited << 24 << 24;
    QTest::newRow("429 for hours is bounded") << Outcome::RateLimited << 7999 << 3600;
    QTest::newRow("429 without retry-after") << Outcome::RateLimited << -1 << 0;
    QTest::newRow("429 with zero") << Outcome::RateLimited << 0 << 0;
    QTest::newRow("429 for the ramp") << Outcome::RampLimited << 5 << 5;
    QTest::newRow("429 for the spend cap names no time") << Outcome::SpendLimited << -1 << 3600;
    QTest::newRow("529 with retry-after") << Outcome::OverloadedHttp << 10 << 10;
    QTest::newRow("529 with a quota window") << Outcome::OverloadedHttp << 18'000 << 300;
    QTest::newRow("529 without") << Outcome::OverloadedHttp << -1 << 0;
    QTest::newRow("edge error with retry-after") << Outcome::EdgeError << 120 << 120;
    QTest::newRow("server error with retry-after") << Outcome::ServerError << 3 << 3;
    QTest::newRow("200 with retry-after") << Outcome::Ok << 61 << 0;
    QTest::newRow("our own key") << Outcome::AuthFailed << 61 << 0;
}

void TestSchedule::pauses()
{
    QFETCH(Outcome, outcome);
    QFETCH(int, retryAfter);
    QFETCH(int, pause);
    const auto given =
        retryAfter < 0 ? std::nullopt : std::optional(std::chrono::seconds(retryAfter));
    const Observation observation = answer(outcome, given);
    QCOMPARE(pauseAfter(observation).value_or(0s).count(), pause);
    Pauses pauses;
    pauses.learn(observation, u"Opus"_s, 100s);
    const auto reason = [&](Elapsed at) {
        return pauses.reason(ProbeKind::Admission, u"Opus"_s, at);
    };
    if (pause > 0) {
        QVERIFY(reason(100s));
        QVERIFY2(reason(100s)->contains(label(outcome)), qPrintable(*reason(100s)));
        QVERIFY(reason(100s + std::chrono::seconds(pause) - 1ms));
    }
    QVERIFY(!reason(100s + std::chrono::seconds(pause)));
}

void TestSchedule::aPoolSharesItsPause()
{
    Pauses pauses;
    pauses.learn(answer(Outcome::RateLimited, 30s), u"Opus 4.x"_s, 0s);
    QVERIFY(pauses.reason(ProbeKind::Generation, u"Opus 4.x"_s, 1s));
    QVERIFY(!pauses.reason(ProbeKind::Generation, u"Sonnet"_s, 1s));
    QVERIFY(!pauses.reason(ProbeKind::Control, u"Opus 4.x"_s, 1s));
    QVERIFY(!pauses.reason(ProbeKind::Line, u"Opus 4.x"_s, 1s));
}

void TestSchedule::aSpendCapPausesAllPools()
{
    Pauses pauses;
    pauses.learn(answer(Outcome::SpendLimited), u"Opus 4.x"_s, 0s);
    QVERIFY(pauses.reason(ProbeKind::Admission, u"Sonnet"_s, 1s));
    QVERIFY(!pauses.reason(ProbeKind::Control, u"Sonnet"_s, 1s));
}

void TestSchedule::aShorterPauseDoesNotEndALongerOne()
{
    Pauses pauses;
    pauses.learn(answer(Outcome::RateLimited, 60s), u"a"_s, 0s);
    pauses.learn(answer(Outcome::RateLimited, 1s), u"a"_s, 1s);
    QVERIFY(pauses.reason(ProbeKind::Admission, u"a"_s, 59s));
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
