// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/tokenbuckets.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;

class TestTokenBuckets : public QObject
{
    Q_OBJECT

private slots:
    void requestsRunOutAndRefill();
    void inputRunsOut();
    void outputCountsWhenProduced();
    void levelNeverExceedsTheLimit();
    void raisedLimitIsFilledGradually();
    void promptLargerThanTheBucketIsAdmittedWhenFull();
};

namespace {
const PoolLimitsFrom tierOne {QStringLiteral("Opus 4.x"), {}, 50, 30'000, 8'000};
} // namespace

void TestTokenBuckets::requestsRunOutAndRefill()
{
    TokenBuckets buckets;
    for (int i = 0; i < 50; ++i) {
        QVERIFY(!buckets.take(tierOne, 8, 0ns));
    }
    const auto refused = buckets.take(tierOne, 8, 0ns);
    QVERIFY(refused.has_value());
    QCOMPARE(refused->limit, LimitKind::Requests);
    // One request in 60/50 = 1.2 s, told in whole seconds.
    QVERIFY(refused->retryAfter == 2s);
    QVERIFY(buckets.take(tierOne, 8, 1'150ms).has_value());
    QVERIFY(!buckets.take(tierOne, 8, 1'250ms));
}

void TestTokenBuckets::inputRunsOut()
{
    TokenBuckets buckets;
    QVERIFY(!buckets.take(tierOne, 25'000, 0ns));
    const auto refused = buckets.take(tierOne, 10'000, 0ns);
    QVERIFY(refused.has_value());
    QCOMPARE(refused->limit, LimitKind::InputTokens);
    // 5,000 tokens are missing and 500 come a second.
    QVERIFY(refused->retryAfter == 10s);
    QVERIFY(!buckets.take(tierOne, 10'000, 10s));
    QCOMPARE(buckets.levels().requests, 49.0);
}

void TestTokenBuckets::outputCountsWhenProduced()
{
    TokenBuckets buckets;
    QVERIFY(!buckets.take(tierOne, 8, 0ns));
    buckets.produced(9'000);
    const auto refused = buckets.take(tierOne, 8, 0ns);
    QVERIFY(refused.has_value());
    QCOMPARE(refused->limit, LimitKind::OutputTokens);
    // From -1,000 to 1 at 8,000 a minute.
    QVERIFY(refused->retryAfter == 8s);
}

void TestTokenBuckets::levelNeverExceedsTheLimit()
{
    TokenBuckets buckets;
    QVERIFY(!buckets.take(tierOne, 8, 0ns));
    QVERIFY(!buckets.take(tierOne, 8, 3600s));
    QCOMPARE(buckets.levels().requests, 49.0);
    QCOMPARE(buckets.levels().inputTokens, 29'992.0);
}

void TestTokenBuckets::raisedLimitIsFilledGradually()
{
    TokenBuckets buckets;
    QVERIFY(!buckets.take(tierOne, 0, 0ns));
    PoolLimitsFrom raised = tierOne;
    raised.inputTokens = 500'000;
    QVERIFY(!buckets.take(raised, 0, 6s));
    QCOMPARE(buckets.levels().inputTokens, 30'000.0 + 50'000.0);
}

void TestTokenBuckets::promptLargerThanTheBucketIsAdmittedWhenFull()
{
    TokenBuckets buckets;
    QVERIFY(!buckets.take(tierOne, 40'000, 0ns));
    QVERIFY(buckets.take(tierOne, 40'000, 30s).has_value());
}

QTEST_GUILESS_MAIN(TestTokenBuckets)
#include "tst_tokenbuckets.moc"
