// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/simulator/api.h"
#include "probes/simulator/history.h"
#include "tests/simulator/scenariobuilder.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace plimsoll;
using namespace plimsoll::simulator;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Target target(const QString& model, ProbeKind kind, std::chrono::milliseconds every)
{
    return {.id = {model, kind}, .every = every, .timeout = 60s};
}

HistoryPlan planOf(const Scenario& scenario, TimeRange range)
{
    return {scenario, 7, range, {target(opus, ProbeKind::Admission, 60s)}};
}

std::vector<Observation> generated(const HistoryPlan& plan)
{
    std::vector<Observation> all;
    generateHistory(plan, Catalogue::shipped(), [&](Observation&& observation) {
        all.push_back(std::move(observation));
        return true;
    });
    return all;
}

// Overload rate of Opus 4.7 in a span, at one probe in five minutes.
double rate(const Scenario& scenario, quint64 seed, TimeRange range)
{
    HistoryPlan plan {scenario, seed, range, {target(opus, ProbeKind::Admission, 300s)}};
    OutcomeCounts counts;
    generateHistory(plan, Catalogue::shipped(), [&](Observation&& observation) {
        ++counts[observation.outcome];
        return true;
    });
    return double(counts.overloaded()) / double(counts.reached());
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void samePlanSameObservations();
    void twoRangesMakeOne();
    void cadenceIsKept();
    void kindsAreMergedInOrder();
    void takeCanStop();
    void gapsAreEmpty();
    void modelsAppearAndEnd();
    void limitsFollowTheDates();
    void completeProbeHasItsFields();
    void failureHasItsFields_data();
    void failureHasItsFields();
    void prefillAndGeneration();
    void controlAndLine();
    void sharesAgreeWithTheServer();
    void capacityDealImproves();
};

void TestHistory::samePlanSameObservations()
{
    const Scenario scenario = *loadScenario(u"bad-day"_s);
    HistoryPlan plan = planOf(scenario, {utc(2026, 11, 16), utc(2026, 11, 17)});
    const auto first = generated(plan);
    QCOMPARE(first.size(), std::size_t(1440));
    QVERIFY(first == generated(plan));
    plan.seed = 8;
    QVERIFY(first != generated(plan));
}

void TestHistory::twoRangesMakeOne()
{
    const Scenario scenario = *loadScenario(u"bad-day"_s);
    const TimePoint cut = utc(2026, 11, 16, 7, 13);
    const auto whole = generated(planOf(scenario, {utc(2026, 11, 16), utc(2026, 11, 17)}));
    auto parts = generated(planOf(scenario, {utc(2026, 11, 16), cut}));
    std::ranges::move(generated(planOf(scenario, {cut, utc(2026, 11, 17)})),
                      std::back_inserter(parts));
    QVERIFY(whole == parts);
}

void TestHistory::cadenceIsKept()
{
    const auto all = generated(planOf(always(Shape::Ok), {utc(2026, 11, 1), utc(2026, 11, 2)}));
    QVERIFY(all.front().at >= utc(2026, 11, 1));
    QVERIFY(all.back().at < utc(2026, 11, 2));
    QVERIFY(std::abs(double(all.size()) - 1440) <= 1);
    for (std::size_t i = 1; i < all.size(); ++i) {
        const auto step = all[i].at - all[i - 1].at;
        QVERIFY(step >= 48s && step <= 72s);
        QVERIFY(all[i].lateness >= 0us && all[i].lateness < 1ms);
    }
}

void TestHistory::kindsAreMergedInOrder()
{
    HistoryPlan plan = planOf(always(Shape::Ok), {utc(2026, 11, 1), utc(2026, 11, 2)});
    plan.targets = {target(opus, ProbeKind::Admission, 60s),
                    target(opus, ProbeKind::Generation, 900s),
                    target(opus, ProbeKind::Followup, 10s), target({}, ProbeKind::Control, 60s),
                    target({}, ProbeKind::Line, 60s)};
    const auto all = generated(plan);
    QVERIFY(std::ranges::is_sorted(all, {}, &Observation::at));
    std::map<ProbeKind, int> counts;
    for (const Observation& observation : all) {
        ++counts[observation.target.kind];
    }
    QVERIFY(std::abs(counts[ProbeKind::Generation] - 96) <= 1);
    QCOMPARE(counts[ProbeKind::Followup], 0);
    QVERIFY(std::abs(counts[ProbeKind::Line] - 1440) <= 1);
}

void TestHistory::takeCanStop()
{
    int taken = 0;
    generateHistory(planOf(always(Shape::Ok), {utc(2026, 11, 1), utc(2026, 11, 2)}),
                    Catalogue::shipped(), [&](Observation&&) { return ++taken < 5; });
    QCOMPARE(taken, 5);
}

void TestHistory::gapsAreEmpty()
{
    Scenario scenario = always(Shape::Ok);
    const TimeRange gap {utc(2026, 11, 1, 3), utc(2026, 11, 1, 9)};
    scenario.gaps.push_back({gap, GapReason::Suspended});
    const auto all = generated(planOf(scenario, {utc(2026, 11, 1), utc(2026, 11, 2)}));
    QVERIFY(std::ranges::none_of(all, [&](const auto& o) { return gap.contains(o.at); }));
    QVERIFY(std::abs(double(all.size()) - 18 * 60) <= 2);
}

void TestHistory::modelsAppearAndEnd()
{
    HistoryPlan plan = planOf(always(Shape::Ok), {utc(2026, 4, 15), utc(2026, 4, 17)});
    const auto early = generated(plan);
    QVERIFY(early.front().at >= utc(2026, 4, 16));
    QCOMPARE(early.front().outcome, Outcome::Ok);

    plan.range = {utc(2026, 11, 29), utc(2026, 12, 1)};
    plan.targets = {target(u"claude-sonnet-4-5-20250929"_s, ProbeKind::Admission, 60s)};
    const auto late = generated(plan);
    QCOMPARE(late.back().outcome, Outcome::ModelGone);
    QCOMPARE(late.back().httpStatus, 404);
    QVERIFY(late.back().at >= utc(2026, 11, 30) && late.back().at < utc(2026, 11, 30, 0, 2));
    QCOMPARE(std::ranges::count(late, Outcome::ModelGone, &Observation::outcome), 1);
}

void TestHistory::limitsFollowTheDates()
{
    const Scenario scenario = *loadScenario(u"capacity-deal"_s);
    const auto all = generated(planOf(scenario, {utc(2026, 5, 6), utc(2026, 5, 7)}));
    std::set<qint64> before;
    std::set<qint64> after;
    for (const Observation& observation : all) {
        if (const auto limit = observation.limits[LimitKind::InputTokens].limit) {
            (observation.at < utc(2026, 5, 6, 16) ? before : after).insert(*limit);
        }
    }
    QCOMPARE(before, std::set<qint64> {30'000});
    QCOMPARE(after, std::set<qint64> {500'000});
}

void TestHistory::completeProbeHasItsFields()
{
    const auto all = generated(planOf(always(Shape::Ok), {utc(2026, 11, 1), utc(2026, 11, 2)}));
    for (const Observation& observation : all) {
        QCOMPARE(observation.outcome, Outcome::Ok);
        QCOMPARE(observation.httpStatus, 200);
        QCOMPARE(observation.failedIn, Phase::None);
        QCOMPARE(observation.usage.input, std::optional<qint64>(8));
        QCOMPARE(observation.usage.output, std::optional<qint64>(1));
        QCOMPARE(observation.costNanoUsd, std::optional<qint64>(65'000)); // 8 x $5 + 1 x $25
        const Timing& timing = observation.timing;
        QVERIFY(*timing.firstByte <= *timing.firstToken && *timing.firstToken < *timing.total);
        QVERIFY(timing.origin.has_value() && *timing.origin < *timing.firstByte);
        QCOMPARE(timing.connect.has_value(), !observation.connection.reused);
        QVERIFY(timing.tokenGaps.empty());
        QVERIFY(observation.requestId.startsWith(u"req_"_s));
        QCOMPARE(observation.edge.size(), 3);
        QVERIFY(observation.bodyExcerpt.isEmpty() && observation.detail.isEmpty());
        QVERIFY(observation.clockSkew.has_value() && *observation.clockSkew <= 0ms
                && *observation.clockSkew > -1s);
        // The headers tell what the fields tell.
        const auto limit =
            headerValue(observation.headers, "anthropic-ratelimit-input-tokens-limit");
        const auto& reading = observation.limits[LimitKind::InputTokens];
        QCOMPARE(limit.has_value(), reading.limit.has_value());
        QCOMPARE(limit.value_or("-1").toLongLong(), reading.limit.value_or(-1));
    }
}

void TestHistory::failureHasItsFields_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("failedIn");
    QTest::addColumn<QString>("errorType");
    QTest::addColumn<bool>("limits");
    const auto row = [](const char* name, const char* shape, int status, const char* outcome,
                        const char* phase, const char* type, bool limits) {
        QTest::newRow(name) << QString::fromLatin1(shape) << status << QString::fromLatin1(outcome)
                            << QString::fromLatin1(phase) << QString::fromLatin1(type) << limits;
    };
    row("529 has no limits", "overloaded_http", 529, "overloaded_http", "first_byte",
        "overloaded_error", false);
    row("overload as first event", "overloaded_first", 200, "overloaded_first", "stream",
        "overloaded_error", true);
    row("overload mid-stream", "overloaded_mid", 200, "overloaded_mid", "stream",
        "overloaded_error", true);
    row("429 with limits", "rate_limited", 429, "rate_limited", "first_byte", "rate_limit_error",
        true);
    row("429 for rising too fast", "ramp_limited", 429, "ramp_limited", "first_byte",
        "rate_limit_error", true);
    row("429 for the spend", "spend_limited", 429, "spend_limited", "first_byte",
        "rate_limit_error", false);
    row("500", "error_500", 500, "server_error", "first_byte", "api_error", false);
    row("503 of the proxy", "error_503_text", 503, "edge_error", "first_byte", "", false);
    row("522 of the edge", "edge_522_json", 522, "edge_error", "first_byte", "", false);
    row("no answer", "stall_headers", 0, "timed_out", "first_byte", "", false);
    row("silence in the stream", "stall_stream", 200, "stalled", "stream", "", true);
    row("a cut stream", "cut_stream", 200, "cut", "stream", "", true);
}

void TestHistory::failureHasItsFields()
{
    QFETCH(QString, shape);
    QFETCH(int, status);
    QFETCH(QString, outcome);
    QFETCH(QString, failedIn);
    QFETCH(QString, errorType);
    QFETCH(bool, limits);
    const auto all =
        generated(planOf(always(*shapeFromName(shape)), {utc(2026, 11, 1), utc(2026, 11, 1, 4)}));
    QVERIFY(all.size() > 200);
    bool sawLimits = false;
    for (const Observation& observation : all) {
        QCOMPARE(observation.httpStatus, status);
        QCOMPARE(QString(name(observation.outcome)), outcome);
        QCOMPARE(QString(name(observation.failedIn)), failedIn);
        QCOMPARE(observation.errorType, errorType);
        QVERIFY(!observation.detail.isEmpty());
        QVERIFY(observation.timing.total.has_value());
        QVERIFY(observation.bodyExcerpt.isEmpty() == (status == 0));
        sawLimits = sawLimits || !observation.limits.isEmpty();
    }
    QCOMPARE(sawLimits, limits);
}

void TestHistory::prefillAndGeneration()
{
    HistoryPlan plan = planOf(always(Shape::Ok), {utc(2026, 11, 1), utc(2026, 11, 2)});
    plan.targets = {target(opus, ProbeKind::Prefill, 600s),
                    target(opus, ProbeKind::Generation, 600s)};
    for (const Observation& observation : generated(plan)) {
        const Timing& timing = observation.timing;
        if (observation.target.kind == ProbeKind::Prefill) {
            QCOMPARE(observation.usage.output, std::optional<qint64>(0));
            QVERIFY(!timing.firstToken.has_value());
            QVERIFY(!headerValue(observation.headers, "transfer-encoding"));
            continue;
        }
        QCOMPARE(observation.usage.output, std::optional<qint64>(32));
        QCOMPARE(timing.tokenGaps.size(), std::size_t(31));
        QVERIFY(*timing.total > *timing.firstToken + 31 * 500us);
    }
}

void TestHistory::controlAndLine()
{
    HistoryPlan plan = planOf(always(Shape::OverloadedHttp), {utc(2026, 11, 1), utc(2026, 11, 2)});
    plan.targets = {target({}, ProbeKind::Control, 60s), target({}, ProbeKind::Line, 60s),
                    target(opus, ProbeKind::Control, 60s)};
    for (const Observation& observation : generated(plan)) {
        QCOMPARE(observation.outcome, Outcome::Ok);
        QCOMPARE(observation.costNanoUsd, std::optional<qint64>(0));
        QVERIFY(observation.limits.isEmpty());
        const bool line = observation.target.kind == ProbeKind::Line;
        QCOMPARE(observation.httpStatus, line ? 0 : 200);
        QCOMPARE(observation.timing.tls.has_value(), line);
        QCOMPARE(observation.timing.firstByte.has_value(), !line);
    }
}

// The same scenario asked over the API at the same moments and by the history: two samples of one
// law, compared outcome by outcome as two binomial shares.
void TestHistory::sharesAgreeWithTheServer()
{
    const Scenario scenario = *loadScenario(u"bad-day"_s);
    const TimeRange range {utc(2026, 11, 16), utc(2026, 11, 19)};
    OutcomeCounts recorded;
    std::vector<TimePoint> moments;
    for (const Observation& observation : generated(planOf(scenario, range))) {
        ++recorded[observation.outcome];
        moments.push_back(observation.at);
    }
    Api api(scenario, 7, Catalogue::shipped());
    HttpRequest http;
    http.method = "POST";
    http.path = u"/v1/messages"_s;
    http.headers = {{"x-api-key", "sk-ant-x"}, {"anthropic-version", "2023-06-01"}};
    http.body = R"({"model":"claude-opus-4-7","max_tokens":1,"stream":true,)"
                R"("messages":[{"role":"user","content":"."}]})";
    for (const TimePoint at : moments) {
        api.handle(http, {at, at, at.time_since_epoch()});
    }
    const OutcomeCounts& served = api.served().at(opus);
    QCOMPARE(served.total(), recorded.total());
    const double n = double(served.total());
    int outcomes = 0;
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        const double a = double(served[Outcome(i)]);
        const double b = double(recorded[Outcome(i)]);
        const double share = (a + b) / (2 * n);
        QVERIFY2(std::abs(a - b) <= 4 * std::sqrt(2 * n * share * (1 - share)),
                 qPrintable(u"%1: %2 served, %3 recorded"_s.arg(name(Outcome(i))).arg(a).arg(b)));
        outcomes += a > 0 ? 1 : 0;
    }
    QCOMPARE(outcomes, 17); // all that a server can cause
}

void TestHistory::capacityDealImproves()
{
    const Scenario scenario = *loadScenario(u"capacity-deal"_s);
    for (const quint64 seed : {1, 2, 3, 7, 42}) {
        const double before = rate(scenario, seed, {utc(2026, 4, 16), utc(2026, 5, 6, 16)});
        const double between = rate(scenario, seed, {utc(2026, 5, 6, 16), utc(2026, 6, 26, 16)});
        const double since = rate(scenario, seed, {utc(2026, 6, 26, 16), utc(2026, 11, 21)});
        const QString rates =
            u"seed %1: %2, %3, %4"_s.arg(seed).arg(before).arg(between).arg(since);
        QVERIFY2(before > between && between > since, qPrintable(rates));
        QVERIFY2(since > 0 && since < 0.01, qPrintable(rates));
    }
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
