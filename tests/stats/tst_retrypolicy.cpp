// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/retrypolicy.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace plimsoll::stats;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

Burst burstOf(milliseconds length, bool censored = false)
{
    Burst burst;
    burst.start = {.after = 0ms, .upTo = 0ms};
    burst.end = {.after = length, .upTo = length};
    burst.censored = censored;
    return burst;
}

} // namespace

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private slots:
    void measuredGapsFitThePolicy_data();
    void measuredGapsFitThePolicy();
    void retryAfterIsObeyedWithinBounds_data();
    void retryAfterIsObeyedWithinBounds();
    void middleDelaysOfTheTable();
    void sharesOfOneBurst_data();
    void sharesOfOneBurst();
    void longBurstsAreMetMoreOften();
    void unseenEndsAreUndecided();
    void waitsAreDistributedAsTheJitter();
    void theSeedDecides();
};

// Measured from one request of a client to its next, so a few milliseconds more than the wait.
// Those of Claude Code, and the first two, span the least and the most that was seen.
void TestRetryPolicy::measuredGapsFitThePolicy_data()
{
    QTest::addColumn<bool>("isSdk");
    QTest::addColumn<quint32>("retry");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    const auto row = [](const char* name, bool isSdk, quint32 retry, int least, int most) {
        QTest::newRow(name) << isSdk << retry << least << most;
    };
    row("first wait of the JavaScript SDK", true, 0, 443, 493);
    row("second", true, 1, 793, 935);
    row("third", true, 2, 1825, 1825);
    row("fourth", true, 3, 3633, 3633);
    row("fifth", true, 4, 6930, 6930);
    row("first wait of Claude Code", false, 0, 550, 680);
    row("second of Claude Code", false, 1, 1030, 1250);
    row("third of Claude Code", false, 2, 2030, 2500);
}

void TestRetryPolicy::measuredGapsFitThePolicy()
{
    QFETCH(bool, isSdk);
    QFETCH(quint32, retry);
    QFETCH(int, least);
    QFETCH(int, most);
    const RetryPolicy policy = isSdk ? javaScriptSdk() : claudeCode();
    const double base = 500 * std::pow(2, retry);
    RandomBits random(1);
    std::vector<milliseconds> delays(20'000);
    std::ranges::generate(delays, [&] { return retryDelay(policy, retry, {}, random); });
    const auto [lowest, highest] = std::ranges::minmax(delays);
    QVERIFY(lowest <= milliseconds(least) && milliseconds(most) <= highest + 10ms);
    QVERIFY(near(double(lowest.count()), base * (isSdk ? 0.75 : 1), base / 100));
    QVERIFY(near(double(highest.count()), base * (isSdk ? 1 : 1.35), base / 100));
}

void TestRetryPolicy::retryAfterIsObeyedWithinBounds_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    const auto row = [](const char* name, const char* client, int asked, int least, int most) {
        QTest::newRow(name) << QString::fromLatin1(client) << asked << least << most;
    };
    row("three seconds", "JavaScript SDK", 3000, 3000, 3000);
    row("none is as if absent", "JavaScript SDK", 0, 375, 500);
    row("the JavaScript SDK waits for an hour", "JavaScript SDK", 3'600'000, 3'600'000, 3'600'000);
    row("the Python SDK waits for a minute", "Python SDK", 60'000, 60'000, 60'000);
    row("but no longer", "Python SDK", 60'001, 375, 500);
    row("Claude Code adds to it", "Claude Code", 2000, 2000, 2700);
}

void TestRetryPolicy::retryAfterIsObeyedWithinBounds()
{
    QFETCH(QString, client);
    QFETCH(int, asked);
    QFETCH(int, least);
    QFETCH(int, most);
    const auto policies = knownRetryPolicies();
    const auto policy = std::ranges::find(policies, client.toStdString(), &RetryPolicy::name);
    QVERIFY(policy != policies.end());
    RandomBits random(1);
    for (int i = 0; i < 1000; ++i) {
        const milliseconds delay = retryDelay(*policy, 0, milliseconds(asked), random);
        QVERIFY(delay >= milliseconds(least) && delay <= milliseconds(most));
    }
}

void TestRetryPolicy::middleDelaysOfTheTable()
{
    using Delays = std::vector<milliseconds>;
    for (const RetryPolicy& sdk : {javaScriptSdk(), pythonSdk()}) {
        QCOMPARE(middleDelays(sdk, 99), (Delays {438ms, 875ms}));
    }
    RetryPolicy patient = javaScriptSdk();
    patient.retries = 7;
    QCOMPARE(middleDelays(patient, 99).back(), milliseconds(7s)); // 8 s by 0.875
    QCOMPARE(middleDelays(claudeCode(), 99),
             (Delays {588ms, 1175ms, 2350ms, 4700ms, 9400ms, 18800ms, 37600ms, 37600ms, 37600ms,
                      37600ms}));
    QCOMPARE(middleDelays(claudeCodeWithKey(), 99), (Delays {588ms, 1175ms}));
    QCOMPARE(middleDelays(claudeCodeWatchdog(), 99).size(), 99U);
    QCOMPARE(middleDelays(claudeCodeWatchdog(), 99).back(), milliseconds(5min));
}

// A call is a time drawn evenly from the burst's length away from its end, so the share that
// succeeds is the mean sum of all waits by that length, where no sum is longer than it.
void TestRetryPolicy::sharesOfOneBurst_data()
{
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("length");
    QTest::addColumn<double>("share");
    QTest::newRow("JavaScript SDK in 10 s") << 0 << 10 << 0.13125; // (437.5 + 875) / 10000
    QTest::newRow("Python SDK in 10 s") << 1 << 10 << 0.13125;
    QTest::newRow("SDKs outlast one second") << 1 << 1 << 1.0;
    QTest::newRow("SDKs in half an hour") << 0 << 1800 << 1.3125 / 1800;
    QTest::newRow("Claude Code outlasts a minute") << 2 << 60 << 1.0;
    QTest::newRow("a key stops Claude Code at once") << 3 << 10 << 0.17625; // 1.5 s by 1.175
    QTest::newRow("the watchdog outlasts a day") << 4 << 86'400 << 1.0;
}

void TestRetryPolicy::sharesOfOneBurst()
{
    QFETCH(int, policy);
    QFETCH(int, length);
    QFETCH(double, share);
    const std::vector<Burst> bursts {burstOf(std::chrono::seconds(length))};
    const auto outcome =
        tryRetries(knownRetryPolicies()[std::size_t(policy)], bursts, {.calls = 100'000});
    QVERIFY(outcome);
    QCOMPARE(outcome->calls(), 100'000U);
    QCOMPARE(outcome->undecided, 0U);
    QCOMPARE(outcome->leastShare(), outcome->mostShare());
    // Five standard errors of a share.
    const double tolerance = 5 * std::sqrt(share * (1 - share) / 100'000);
    QVERIFY2(near(outcome->leastShare(), share, tolerance),
             qPrintable(QString::number(outcome->leastShare())));
}

// 1 s, which the SDK outlasts, and 9 s: one call of ten is in the first.
void TestRetryPolicy::longBurstsAreMetMoreOften()
{
    const std::vector<Burst> bursts {burstOf(1s), burstOf(0s), burstOf(9s)};
    const auto outcome = tryRetries(javaScriptSdk(), bursts, {.calls = 100'000});
    QVERIFY(near(outcome->leastShare(), 0.1 + 0.13125, 0.01));
    // Two attempts by those that the first retry helps, 0.4375 of the ten seconds in each burst.
    QVERIFY(near(double(outcome->attempts[2]) / 100'000, 2 * 0.04375, 0.005));
    QCOMPARE(outcome->attempts.size(), 4U);
    QVERIFY(near(outcome->meanAttempts().value(), 3 - 2 * 0.04375, 0.005));
    const auto nothing = tryRetries(javaScriptSdk(), std::vector<Burst> {burstOf(0s)}, {});
    QVERIFY(!nothing);
    QVERIFY(!tryRetries(javaScriptSdk(), bursts, {.calls = 0}));
}

void TestRetryPolicy::unseenEndsAreUndecided()
{
    const std::vector<Burst> bursts {burstOf(1s), burstOf(9s, true)};
    const auto outcome = tryRetries(javaScriptSdk(), bursts, {.calls = 100'000});
    QVERIFY(near(outcome->leastShare(), 0.1, 0.01));
    QVERIFY(near(outcome->mostShare(), 0.1 + 0.13125, 0.01));
    QCOMPARE(outcome->waits.size(), outcome->succeeded);
}

// In a long burst each of the two retries is met in proportion to the time it adds, and sums of
// waits lie in 375 to 500 and in 1125 to 1500 ms. Those that give up waited for 1312.5 ms.
void TestRetryPolicy::waitsAreDistributedAsTheJitter()
{
    const std::vector<Burst> bursts {burstOf(60s)};
    const auto outcome = tryRetries(pythonSdk(), bursts, {.calls = 100'000});
    QVERIFY(std::ranges::is_sorted(outcome->waits));
    QVERIFY(outcome->waitQuantile(0) >= 375ms && outcome->waitQuantile(0.3) <= 500ms);
    QVERIFY(outcome->waitQuantile(0.4) >= 1125ms && outcome->waitQuantile(1) <= 1500ms);
    const double lost = double(outcome->gaveUpAfter.count()) / double(outcome->gaveUp);
    QVERIFY(near(lost, 1312.5, 3));
    QVERIFY(!outcome->waitQuantile(1.1));
}

void TestRetryPolicy::theSeedDecides()
{
    const std::vector<Burst> bursts {burstOf(5s)};
    const auto waits = [&bursts](std::uint64_t seed) {
        return tryRetries(claudeCode(), bursts, {.calls = 100, .seed = seed})->waits;
    };
    QVERIFY(waits(1) == waits(1));
    QVERIFY(waits(1) != waits(2));
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
