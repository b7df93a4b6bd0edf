// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/headroom.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace plimsoll::stats;

namespace {

// Opus 4.x as published; Haiku 3.5 counts what it reads from the cache.
constexpr MinuteLimits tier1Before {50, 30'000, 8'000};
constexpr MinuteLimits tier1Since {50, 500'000, 80'000};
constexpr MinuteLimits tier2Since {1'000, 2'000'000, 200'000};
constexpr MinuteLimits tier4Before {4'000, 2'000'000, 400'000};
constexpr MinuteLimits start {1'000, 2'000'000, 400'000};
constexpr MinuteLimits build {5'000, 5'000'000, 1'000'000};
constexpr MinuteLimits haiku35 {1'000, 100'000, 20'000, true};

constexpr double none = -1; // absent

Workload agentsWith(double agents, double context, double output, double calls = 1,
                    double cached = 0)
{
    return {agents, context, output, calls, cached};
}

QByteArray nameOf(const std::optional<LimitUse>& use)
{
    static constexpr const char* names[] = {"requests", "input", "output"};
    return use ? names[int(use->limit)] : "none";
}

bool isNear(double value, double expected)
{
    return std::abs(value - expected) <= 1e-9 * std::max(1.0, std::abs(expected));
}

} // namespace

class TestHeadroomStats : public QObject
{
    Q_OBJECT

private slots:
    void workedExamples_data();
    void workedExamples();
    void theUseOfEachLimit();
    void onlyTheLimitThatIsTooSmallForACallSaysSo();
    void theCachedShareNeededIsTheLeast_data();
    void theCachedShareNeededIsTheLeast();
    void aShareOfTheCacheLosesNoAgentToRounding();
    void whatIsNotKnownDoesNotBreak();
    void whatTakesNothingBreaksNothing();
    void whatCannotBeReckonedHasNoAnswer();
};

// By hand, from the limits as published: agents is the least of L / (t w), seconds is
// 60 N w / L of that limit.
void TestHeadroomStats::workedExamples_data()
{
    QTest::addColumn<Workload>("load");
    QTest::addColumn<MinuteLimits>("limits");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<double>("agents");
    QTest::addColumn<double>("whole");
    QTest::addColumn<bool>("fits");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("uncached");
    QTest::addColumn<double>("allCached");
    QTest::addColumn<double>("shareNeeded");
    const auto row = [](const char* name, const Workload& load, const MinuteLimits& limits,
                        const char* first, double agents, double whole, bool fits, double seconds,
                        double uncached, double allCached, double shareNeeded) {
        QTest::newRow(name) << load << limits << QByteArray(first) << agents << whole << fits
                            << seconds << uncached << allCached << shareNeeded;
    };
    const Workload five = agentsWith(5, 50'000, 1'000);
    row("five agents of 50k until May 6: input breaks, not output", five, tier1Before, "input", 0.6,
        0, false, 500, 0.6, 8, 0.88);
    row("five agents of 50k from May 6 on fit", five, tier1Since, "input", 10, 10, true, 30, 10, 50,
        0);
    row("five agents of 50k from June 26 on", five, start, "input", 40, 40, true, 7.5, 40, 400, 0);
    row("five agents of 50k, two calls a minute, use May's input up",
        agentsWith(5, 50'000, 1'000, 2), tier1Since, "input", 5, 5, true, 30, 5, 25, 0);
    row("a sixth does not fit", agentsWith(6, 50'000, 1'000, 2), tier1Since, "input", 5, 5, false,
        36, 5, 25, 1.0 / 6);
    row("all context cached until May 6: output carries eight", agentsWith(5, 50'000, 1'000, 1, 1),
        tier1Before, "output", 8, 8, true, 37.5, 0.6, 8, 0.88);
    row("nine tenths cached from May 6 on: requests break first",
        agentsWith(5, 50'000, 1'000, 2, 0.9), tier1Since, "requests", 25, 25, true, 6, 5, 25, 0);
    row("half cached doubles what input carries", agentsWith(5, 50'000, 1'000, 2, 0.5), tier1Since,
        "input", 10, 10, true, 15, 5, 25, 0);
    row("more output than the old limit: no caching helps", agentsWith(5, 50'000, 2'000),
        tier1Before, "input", 0.6, 0, false, 500, 0.6, 4, none);
    row("a million tokens do not go into May's 500,000", agentsWith(1, 1'000'000, 1'000),
        tier1Since, "input", 0.5, 0, false, 120, 0.5, 50, 0.5);
    row("nor one call in four minutes", agentsWith(1, 1'000'000, 1'000, 0.25), tier1Since, "input",
        2, 0, false, 120, 2, 200, 0.5);
    row("a million tokens twice a minute at tier 2 of May", agentsWith(1, 1'000'000, 1'000),
        tier2Since, "input", 2, 2, true, 30, 2, 200, 0);
    row("a million tokens at tier 4 before May", agentsWith(1, 1'000'000, 1'000), tier4Before,
        "input", 2, 2, true, 30, 2, 400, 0);
    row("a million tokens at Build", agentsWith(1, 1'000'000, 1'000), build, "input", 5, 5, true,
        12, 5, 1'000, 0);
    row("800 calls at once in a minute, before May at the highest tier",
        agentsWith(800, 10'000, 1'000), tier4Before, "input", 200, 200, false, 240, 200, 400, none);
    row("input and output that break together: input is told", agentsWith(5, 50'000, 1'000, 2, 0.9),
        start, "input", 200, 200, true, 0.75, 20, 200, 0);
    row("cache reads that count free nothing", agentsWith(2, 50'000, 100, 1, 0.9), haiku35, "input",
        2, 2, true, 60, 2, 2, 0);
    row("and a share of them helps nobody", agentsWith(3, 50'000, 100, 1, 0.9), haiku35, "input", 2,
        2, false, 90, 2, 2, none);
}

void TestHeadroomStats::workedExamples()
{
    QFETCH(const Workload, load);
    QFETCH(const MinuteLimits, limits);
    QFETCH(const QByteArray, first);
    QFETCH(const double, agents);
    QFETCH(const double, whole);
    QFETCH(const bool, fits);
    QFETCH(const double, seconds);
    QFETCH(const double, uncached);
    QFETCH(const double, allCached);
    QFETCH(const double, shareNeeded);
    const auto answer = headroom(load, limits);
    QVERIFY(answer);
    QCOMPARE(nameOf(answer->first), first);
    QVERIFY(isNear(*answer->agents, agents));
    QCOMPARE(*answer->wholeAgents(), whole);
    QCOMPARE(answer->fits(), fits);
    QVERIFY(isNear(answer->secondsBetweenCalls, seconds));
    QVERIFY(isNear(*answer->agentsUncached, uncached));
    QVERIFY(isNear(*answer->agentsCached, allCached));
    QVERIFY(isNear(answer->cachedShareNeeded.value_or(none), shareNeeded));
}

void TestHeadroomStats::theUseOfEachLimit()
{
    const auto answer = headroom(agentsWith(5, 50'000, 1'000, 2, 0.5), tier1Since);
    QVERIFY(answer);
    QCOMPARE(answer->limits.size(), std::size_t(3));
    const LimitUse& requests = answer->limits[0];
    QVERIFY(isNear(requests.use, 10 / 50.0));
    QVERIFY(isNear(*requests.agents, 25));
    QVERIFY(isNear(requests.perCall, 1));
    const LimitUse& input = answer->limits[1];
    QVERIFY(isNear(input.use, 250'000 / 500'000.0));
    QVERIFY(isNear(*input.agents, 10));
    QVERIFY(isNear(input.perCall, 25'000));
    const LimitUse& output = answer->limits[2];
    QVERIFY(isNear(output.use, 10'000 / 80'000.0));
    QVERIFY(isNear(*output.agents, 40));
    QVERIFY(isNear(output.perMinute, 80'000));
}

void TestHeadroomStats::onlyTheLimitThatIsTooSmallForACallSaysSo()
{
    const auto answer = headroom(agentsWith(1, 500'001, 80'000, 0.1), tier1Since);
    QVERIFY(answer);
    QVERIFY(answer->callTooLarge());
    QVERIFY(!answer->limits[0].callTooLarge());
    QVERIFY(answer->limits[1].callTooLarge());
    QVERIFY(!answer->limits[2].callTooLarge()); // all of the bucket is not more than it
    QVERIFY(!headroom(agentsWith(1, 500'000, 80'000, 0.1), tier1Since)->callTooLarge());
}

void TestHeadroomStats::theCachedShareNeededIsTheLeast_data()
{
    QTest::addColumn<Workload>("load");
    QTest::newRow("many calls") << agentsWith(5, 50'000, 1'000);
    QTest::newRow("fewer than one call a minute") << agentsWith(1, 90'000, 1'000, 0.2);
}

void TestHeadroomStats::theCachedShareNeededIsTheLeast()
{
    QFETCH(Workload, load);
    const double needed = headroom(load, tier1Before)->cachedShareNeeded.value();
    load.cachedShare = needed;
    QVERIFY(headroom(load, tier1Before)->fits());
    load.cachedShare = needed - 1e-6;
    QVERIFY(!headroom(load, tier1Before)->fits());
}

// 1 - 0.9 is a little less than 0.1 and 1 - 0.7 a little more than 0.3.
void TestHeadroomStats::aShareOfTheCacheLosesNoAgentToRounding()
{
    for (const double share : {0.1, 0.3, 0.6, 0.7, 0.9, 0.95}) {
        const double input = 10'000 * (1 - share);
        const MinuteLimits limits {.inputTokens = std::round(input * 7)};
        const auto answer = headroom(agentsWith(7, 10'000, 1, 1, share), limits);
        QCOMPARE(*answer->wholeAgents(), 7.0);
        QVERIFY(answer->fits());
    }
}

void TestHeadroomStats::whatIsNotKnownDoesNotBreak()
{
    const auto answer = headroom(agentsWith(5, 50'000, 1'000), {.requests = 50});
    QVERIFY(answer);
    QCOMPARE(answer->limits.size(), std::size_t(1));
    QCOMPARE(nameOf(answer->first), QByteArray("requests"));
    const auto unknown = headroom(agentsWith(5, 50'000, 1'000), {});
    QVERIFY(unknown);
    QVERIFY(unknown->limits.empty());
    QVERIFY(!unknown->first && !unknown->agents && !unknown->wholeAgents());
}

void TestHeadroomStats::whatTakesNothingBreaksNothing()
{
    const auto idle = headroom(agentsWith(5, 50'000, 1'000, 0), tier1Since);
    QVERIFY(idle && idle->fits());
    QVERIFY(!idle->first && !idle->wholeAgents());
    const auto noOutput = headroom(agentsWith(5, 0, 0), {.outputTokens = 8'000});
    QVERIFY(noOutput && !noOutput->limits[0].agents);
}

void TestHeadroomStats::whatCannotBeReckonedHasNoAnswer()
{
    const double infinite = std::numeric_limits<double>::infinity();
    QVERIFY(!headroom(agentsWith(-1, 1, 1), start));
    QVERIFY(!headroom(agentsWith(1, -1, 1), start));
    QVERIFY(!headroom(agentsWith(1, 1, infinite), start));
    QVERIFY(!headroom(agentsWith(1, 1, 1, std::nan("")), start));
    QVERIFY(!headroom(agentsWith(1, 1, 1, 1, 1.01), start));
    QVERIFY(!headroom(agentsWith(1, 1, 1), {.requests = 0}));
    QVERIFY(!headroom(agentsWith(1, 1, 1), {.inputTokens = -5}));
    QVERIFY(!headroom(agentsWith(1, 1, 1), {.outputTokens = infinite}));
}

QTEST_APPLESS_MAIN(TestHeadroomStats)
#include "tst_headroomstats.moc"
