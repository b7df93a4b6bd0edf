// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/findings.h"
#include "storage/query/series.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace std::chrono_literals;

class TestQueryLatencyReport : public QObject
{
    Q_OBJECT

private slots:
    void theUsualReachesBackFourWeeksAtMost();
    void initTestCase();
    void everyQuantileOfAStepIsThatOfItsRows_data();
    void everyQuantileOfAStepIsThatOfItsRows();
    void theWholeIsThatOfAllRows();
    void aTailNeedsAHundredAnswers();
    void binsCountExactly();
    void binsAreNearlyAsWideOnALogScale();
    void phasesFollowEachOther();
    void phasesThatDidNotHappenHaveNoValue();
    void whatWasReadOfTheRowsIsTold();
    void anErrorNeverEntersALatency();
    void theRecentPartIsComparedWithTheRest();
    void busyHoursAreComparedWithBusyHours();
    void anIntervalNeedsEnoughValues();
    void findingsHoldTheReports();

private:
    std::vector<LatencyReport> ask(TimeRange range, const QStringList& models = {}) const;

    MemoryStore m_store;
    TimeRange m_range {at("2026-10-30T05:17:00Z"), at("2026-11-21T14:32:10.250Z")};
};

namespace {

QString opus()
{
    return QStringLiteral("claude-opus-4-7");
}

QString haiku()
{
    return QStringLiteral("claude-haiku-5-5");
}

std::optional<double> valueOf(const Observation& row, LatencyMetric metric)
{
    const auto ms = [](const std::optional<Micros>& time) {
        return time ? std::optional(double(time->count()) / 1000) : std::nullopt;
    };
    switch (metric) {
    case LatencyMetric::FirstToken:
        return ms(row.timing.firstToken);
    case LatencyMetric::Total:
        return ms(row.timing.total);
    case LatencyMetric::TokenGap:
        break;
    }
    if (row.timing.tokenGaps.empty()) {
        return std::nullopt;
    }
    double sum = 0;
    for (const Micros gap : row.timing.tokenGaps) {
        sum += double(gap.count());
    }
    return sum / double(row.timing.tokenGaps.size()) / 1000;
}

// Row by row, sorted: ok answers of scheduled probes.
std::vector<double> bruteValues(const MemoryStore& store, const QString& model, TimeRange range,
                                LatencyMetric metric)
{
    std::vector<double> values;
    for (const Observation& row : store.rows()) {
        const bool counts = row.target.model == model && countsInRate(row.target.kind)
            && row.outcome == Outcome::Ok && range.contains(row.at);
        if (const auto value = valueOf(row, metric); counts && value) {
            values.push_back(*value);
        }
    }
    std::ranges::sort(values);
    return values;
}

double nearestRank(const std::vector<double>& sorted, double q)
{
    const auto rank = std::size_t(std::ceil(q * double(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

bool isNear(std::optional<double> told, double exact)
{
    return told && std::abs(*told - exact) <= exact * 0.008;
}

bool agree(const LatencyQuantiles& told, const std::vector<double>& exact)
{
    if (told.n != exact.size()) {
        return false;
    }
    if (exact.empty()) {
        return told == LatencyQuantiles();
    }
    return isNear(told.p5, nearestRank(exact, 0.05)) && isNear(told.p25, nearestRank(exact, 0.25))
        && isNear(told.p50, nearestRank(exact, 0.50)) && isNear(told.p75, nearestRank(exact, 0.75))
        && isNear(told.p95, nearestRank(exact, 0.95));
}

// Answers of 1 ms, 2 ms and so on, a minute apart.
MemoryStore ascending(int answers, TimePoint from)
{
    MemoryStore store;
    for (int i = 1; i <= answers; ++i) {
        store.add(
            ObservationBuilder(opus()).at(from + i * 1min).latency(i * 900us, i * 1ms, i * 1100us));
    }
    return store;
}

LatencyReport reportOf(const MemoryStore& store, TimeRange range)
{
    const auto reports = latencyReports(store, Catalogue::shipped(), {range, {opus()}});
    return reports && reports->size() == 1 ? reports->front() : LatencyReport();
}

const TimePoint noon = fromEpochMs(1'795'262'400'000); // 2026-11-21T12:00Z

} // namespace

void TestQueryLatencyReport::initTestCase()
{
    const SyntheticPlan plan {.seed = 31,
                              .range = m_range,
                              .every = 20min,
                              .models = {opus(), haiku()},
                              .kinds = {ProbeKind::Admission, ProbeKind::Generation,
                                        ProbeKind::Followup, ProbeKind::Control}};
    const auto receipt = m_store.append({syntheticObservations(plan), {}, {}});
    QVERIFY(receipt && receipt->count > 5'000);
}

std::vector<LatencyReport> TestQueryLatencyReport::ask(TimeRange range,
                                                       const QStringList& models) const
{
    const auto reports = latencyReports(m_store, Catalogue::shipped(), {range, models});
    return reports ? *reports : std::vector<LatencyReport>();
}

void TestQueryLatencyReport::everyQuantileOfAStepIsThatOfItsRows_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<int>("minutesOfAStep");
    QTest::newRow("five hours") << 5 << 10;
    QTest::newRow("a week") << 7 * 24 << 60;
    QTest::newRow("twenty days") << 20 * 24 << 360;
}

void TestQueryLatencyReport::everyQuantileOfAStepIsThatOfItsRows()
{
    QFETCH(const int, hours);
    QFETCH(const int, minutesOfAStep);
    const TimeRange range {m_range.to - hours * 1h, m_range.to};
    const auto reports = ask(range);
    QCOMPARE(reports.size(), 2U);
    for (const LatencyReport& report : reports) {
        QVERIFY(!report.steps.empty());
        quint64 seen = 0;
        for (const LatencyStep& step : report.steps) {
            QVERIFY(step.range.length() <= minutesOfAStep * 1min);
            for (const LatencyMetric metric : latencyMetrics) {
                QVERIFY(
                    agree(step[metric], bruteValues(m_store, report.model, step.range, metric)));
            }
            seen += step[LatencyMetric::FirstToken].n;
        }
        QCOMPARE(seen, report[LatencyMetric::FirstToken].quantiles.n);
    }
}

void TestQueryLatencyReport::theWholeIsThatOfAllRows()
{
    for (const LatencyReport& report : ask(m_range)) {
        for (const LatencyMetric metric : latencyMetrics) {
            const auto exact = bruteValues(m_store, report.model, m_range, metric);
            const LatencyWhole& whole = report[metric];
            QVERIFY(agree(whole.quantiles, exact));
            QVERIFY(isNear(whole.quantiles.p99, nearestRank(exact, 0.99)));
            const auto ranks = stats::quantileRanks(exact.size(), 0.5);
            QVERIFY(isNear(whole.p50.interval->low, exact[ranks->low - 1]));
            QVERIFY(isNear(whole.p50.interval->high, exact[ranks->high - 1]));
            QCOMPARE(whole.p95.value, whole.quantiles.p95);
        }
    }
}

void TestQueryLatencyReport::aTailNeedsAHundredAnswers()
{
    const TimeRange range {noon, noon + 3h};
    QVERIFY(!reportOf(ascending(99, noon), range)[LatencyMetric::FirstToken].quantiles.p99);
    QVERIFY(
        isNear(reportOf(ascending(100, noon), range)[LatencyMetric::FirstToken].quantiles.p99, 99));
}

void TestQueryLatencyReport::binsCountExactly()
{
    for (const LatencyReport& report : ask(m_range)) {
        for (const LatencyMetric metric : latencyMetrics) {
            const auto exact = bruteValues(m_store, report.model, m_range, metric);
            quint64 sum = 0;
            for (const LatencyBin& bin : report[metric].bins) {
                const auto count = std::ranges::count_if(
                    exact, [&bin](double value) { return bin.from <= value && value < bin.to; });
                QCOMPARE(bin.count, quint64(count));
                QVERIFY(bin.count > 0);
                sum += bin.count;
            }
            QCOMPARE(sum, quint64(exact.size()));
        }
    }
}

void TestQueryLatencyReport::binsAreNearlyAsWideOnALogScale()
{
    stats::Sketch sketch;
    for (double micros = 1; micros < 1e8; micros *= 1.005) {
        sketch.add(micros);
    }
    const auto bins = latencyBins(sketch);
    QVERIFY(bins.size() > 200); // 26.6 octaves, eight to each
    QCOMPARE(bins.front().from, 0.001);
    for (std::size_t i = 0; i < bins.size(); ++i) {
        QVERIFY(std::abs(std::log2(bins[i].to / bins[i].from) - 0.125) < 0.02);
        QVERIFY(i == 0 || bins[i].from == bins[i - 1].to);
    }
}

void TestQueryLatencyReport::phasesFollowEachOther()
{
    MemoryStore store;
    Observation row = ObservationBuilder(opus()).at(noon + 1min).latency(200ms, 260ms, 400ms);
    row.timing.resolve = 3ms;
    row.timing.connect = 20ms;
    row.timing.tls = 35ms;
    row.timing.send = 2ms;
    store.add(row);
    const PhaseFigures phases = reportOf(store, {noon, noon + 1h}).phases;
    double sum = 0;
    for (const RequestPhase phase : stackedPhases) {
        sum += *phases[phase].p50.value;
        QCOMPARE(phases[phase].p50.n, 1U);
        QVERIFY(!phases[phase].p50.interval); // of one value
    }
    QVERIFY(isNear(phases[RequestPhase::Connect].p50.value, 20));
    QVERIFY(isNear(phases[RequestPhase::Opening].p50.value, 60));
    QVERIFY(isNear(phases[RequestPhase::Rest].p50.value, 80)); // 400 - 260 - 60
    QVERIFY(isNear(phases[RequestPhase::Total].p50.value, 400));
    QVERIFY(isNear(sum, 400));
}

void TestQueryLatencyReport::phasesThatDidNotHappenHaveNoValue()
{
    const PhaseFigures phases = reportOf(ascending(50, noon), {noon, noon + 1h}).phases;
    for (const RequestPhase phase :
         {RequestPhase::Resolve, RequestPhase::Connect, RequestPhase::Tls, RequestPhase::Send}) {
        QVERIFY(!phases[phase].p50.value);
        QCOMPARE(phases[phase].p50.n, 0U);
    }
    QCOMPARE(phases[RequestPhase::FirstByte].p50.n, 50U);
}

void TestQueryLatencyReport::whatWasReadOfTheRowsIsTold()
{
    const MemoryStore store = ascending(50, noon);
    const auto targets = store.targets();
    const auto models = probedModels(*targets, Catalogue::shipped(), {});
    const auto some = phaseFigures(store, models.front(), {noon, noon + 1h}, 20);
    QCOMPARE(some->answers, 20U);
    QCOMPARE(some->since, std::optional(noon + 31min));
    QVERIFY(isNear((*some)[RequestPhase::FirstToken].p50.value, 40)); // of 31 to 50
    const auto all = phaseFigures(store, models.front(), {noon, noon + 1h}, 50);
    QCOMPARE(all->answers, 50U);
    QVERIFY(!all->since);
}

void TestQueryLatencyReport::anErrorNeverEntersALatency()
{
    MemoryStore store = ascending(50, noon);
    for (int i = 0; i < 500; ++i) {
        store.add(
            ObservationBuilder(opus()).at(noon + i * 1s).overloaded().latency(10us, 10us, 10us));
    }
    const LatencyReport report = reportOf(store, {noon, noon + 1h});
    QCOMPARE(report[LatencyMetric::Total].quantiles.n, 50U);
    QCOMPARE(report.phases.answers, 50U);
    QVERIFY(*report[LatencyMetric::FirstToken].quantiles.p5 > 1);
    quint64 probes = 0;
    for (const LatencyStep& step : report.steps) {
        probes += step.probes;
    }
    QCOMPARE(probes, 550U); // they were sent: no gap
}

void TestQueryLatencyReport::theRecentPartIsComparedWithTheRest()
{
    QCOMPARE(recentPart({noon - 24h, noon}), (TimeRange {noon - 1h, noon}));
    QCOMPARE(recentPart({noon - 7 * 24h, noon}), (TimeRange {noon - 6h, noon}));
    QCOMPARE(recentPart({noon - 1h, noon}), (TimeRange {noon - 10min, noon}));
    MemoryStore store;
    for (int minute = 1; minute < 1440; ++minute) {
        const auto ms = 500 + minute % 50 + (minute < 60 ? 300 : 0);
        store.add(ObservationBuilder(opus())
                      .at(noon - minute * 1min)
                      .latency(ms * 900us, ms * 1ms, ms * 1100us));
    }
    const LatencyWhole first = reportOf(store, {noon - 24h, noon})[LatencyMetric::FirstToken];
    QCOMPARE(first.recentP50.n, 60U);
    QCOMPARE(first.usualP50.n, 1379U);
    QVERIFY(*first.recentP50.value > 800);
    QVERIFY(*first.usualP50.value < 600);
    QVERIFY(*first.against.low > 0.4);
    QCOMPARE(first.against.nThis, 60U);
}

void TestQueryLatencyReport::busyHoursAreComparedWithBusyHours()
{
    const TimeRange week {noon - 7 * 24h, noon};
    const UsualTime usual = usualTime(week);
    QVERIFY(usual.sameHours);
    QCOMPARE(usual.parts.size(), 6U);
    QCOMPARE(usual.parts.front(), (TimeRange {noon - 30h, noon - 24h}));
    QVERIFY(!usualTime({noon - 47h, noon}).sameHours); // here it is the rest
    MemoryStore store; // twice as slow from 6 to 12 o'clock, every day
    for (TimePoint t = week.from; t < week.to; t += 10min) {
        const auto hour = (t.time_since_epoch() / 1h) % 24;
        const auto ms = (hour >= 6 && hour < 12 ? 1000 : 500) + (t.time_since_epoch() / 10min) % 7;
        store.add(ObservationBuilder(opus()).at(t).latency(ms * 900us, ms * 1ms, ms * 1100us));
    }
    const LatencyWhole first = reportOf(store, week)[LatencyMetric::FirstToken];
    QCOMPARE(first.recentP50.n, 36U);
    QCOMPARE(first.usualP50.n, 6U * 36);
    QVERIFY(*first.quantiles.p50 < 600);
    QVERIFY(*first.usualP50.value > 900);
    QVERIFY(*first.against.low < 0 && *first.against.high > 0);
}

void TestQueryLatencyReport::anIntervalNeedsEnoughValues()
{
    stats::Sketch few;
    few.add(1'000'000, 3);
    const QuantileEstimate estimate = estimateQuantile(few, 0.5);
    QCOMPARE(estimate.n, 3U);
    QVERIFY(isNear(estimate.value, 1000));
    QVERIFY(!estimate.interval);
    QCOMPARE(estimateQuantile(stats::Sketch(), 0.5), QuantileEstimate());
}

void TestQueryLatencyReport::findingsHoldTheReports()
{
    const FindingsQuestion question {.kinds = FindingKind::Latencies,
                                     .selection = {{m_range.to - 24h, m_range.to}, {haiku()}},
                                     .asOf = m_range.to,
                                     .zone = QTimeZone::utc()};
    const auto found = findings(m_store, Catalogue::shipped(), question);
    QVERIFY(found);
    QCOMPARE(found->latencies.size(), 1U);
    QCOMPARE(found->latencies.front().model, haiku());
    QVERIFY(found->capacity.empty());
}

void TestQueryLatencyReport::theUsualReachesBackFourWeeksAtMost()
{
    const TimePoint end = fromEpochMs(1'795'267'930'000);
    const UsualTime usual = usualTime({end - std::chrono::days(365), end});
    QCOMPARE(usual.parts.size(), 28U);
    QVERIFY(usual.sameHours);
    QCOMPARE(usual.parts.back().to, end - std::chrono::days(28));
}

QTEST_GUILESS_MAIN(TestQueryLatencyReport)
#include "tst_querylatencyreport.moc"
