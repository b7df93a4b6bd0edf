// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/csv.h"
#include "tests/support/csvtext.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

#include <functional>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const TimePoint ten = at("2026-11-20T10:00:00.000Z");

Observation probe(TimePoint t, Outcome outcome, ProbeKind kind = ProbeKind::Admission)
{
    return ObservationBuilder(opus, kind).at(t).outcome(outcome, 200);
}

// Ten probes from 10:00 on, none from 11:00 to 12:00, one at 12:30.
MemoryStore store()
{
    MemoryStore store;
    for (int i = 0; i < 6; ++i) {
        store.add(ObservationBuilder(opus, ProbeKind::Generation)
                      .at(ten + i * 1min)
                      .latency(200ms, 400ms, 900ms)
                      .tokenGaps({20ms, 20ms})
                      .limit(LimitKind::Requests, 50));
    }
    store.add(probe(ten + 10min, Outcome::OverloadedHttp));
    store.add(probe(ten + 11min, Outcome::OverloadedMid));
    store.add(probe(ten + 12min, Outcome::RateLimited));
    store.add(probe(ten + 13min, Outcome::ServerError));
    store.add(ObservationBuilder(opus)
                  .at(ten + 150min)
                  .limit(LimitKind::Requests, 100)
                  .limit(LimitKind::InputTokens, 30'000));
    return store;
}

ModelCapacity capacityOf(const MemoryStore& store, TimeRange range, Level level)
{
    const auto found = currencies(store, Catalogue::shipped(), {range, {}}, level);
    return found && !found->empty() ? found->front() : ModelCapacity();
}

const TimePoint noon = ten + 2h; // where a block of six hours begins

// Eight days of a probe every ten minutes; from the fifth day on answers take half as long again.
CapacityShift shiftOf(const std::function<bool(TimePoint, int)>& isOverloaded)
{
    MemoryStore store;
    int number = 0;
    for (TimePoint t = noon; t < noon + 8 * 24h; t += 10min, ++number) {
        const Micros time = t < noon + 4 * 24h ? 400ms : 600ms;
        store.add(isOverloaded(t, number) ? probe(t, Outcome::OverloadedHttp)
                                          : ObservationBuilder(opus)
                                                .at(t)
                                                .latency(time, time + number % 7 * 1ms, time * 2)
                                                .make());
    }
    return capacityOf(store, {noon, noon + 8 * 24h}, Level::Hour).shift;
}

} // namespace

class TestQueryCurrencies : public QObject
{
    Q_OBJECT

private slots:
    void everyShareIsOfWhatWasAskedFor();
    void admissionFollowsFromTheTwoRates();
    void whatIsNotAskedForOutputCountsNowhere();
    void anHourWithoutAProbeIsAStepThatAskedForNothing();
    void aLimitHoldsUntilAnotherIsTold();
    void aLimitThatWasNotToldByThenIsAbsent();
    void speedIsTheInverseOfTheMedianGap();
    void daysAreTheSumsOfTheirRows();
    void hoursUpToAFortnightDaysBeyond();
    void theMedianHasItsInterval();
    void theSecondHalfIsHeldAgainstTheFirst();
    void aSingleBurstIsNoMove();
    void fewBlocksTellNothing();
    void unknownIsAnEmptyCell();
};

void TestQueryCurrencies::everyShareIsOfWhatWasAskedFor()
{
    const auto steps = capacityOf(store(), {ten, ten + 3h}, Level::Hour).steps;
    const Admission& admission = steps.front().admission;
    QCOMPARE(admission.asked, 10U);
    QCOMPARE(admission.overloaded, 2U);
    QCOMPARE(admission.limited, 1U);
    QCOMPARE(admission.answered, 6U); // the server error was admitted, and not answered
    QCOMPARE(admission.admitted->hits, 7U);
    QCOMPARE(admission.admitted->value, 0.7);
    QCOMPARE(admission.shareOf(admission.overloaded), std::optional(0.2));
}

void TestQueryCurrencies::admissionFollowsFromTheTwoRates()
{
    OutcomeCounts counts;
    counts[Outcome::Ok] = 812;
    counts[Outcome::OverloadedHttp] = 31;
    counts[Outcome::TimedOut] = 7;
    counts[Outcome::RateLimited] = 40;
    counts[Outcome::SpendLimited] = 3;
    counts[Outcome::DnsFailed] = 90; // never got there
    const Admission admission = admissionOf(counts);
    const double rate = 31.0 / 850; // the overload rate
    const double limited = 43.0 / 893;
    QVERIFY(qAbs(admission.admitted->value - (1 - rate) * (1 - limited)) < 1e-15);
}

void TestQueryCurrencies::whatIsNotAskedForOutputCountsNowhere()
{
    MemoryStore other = store();
    other.add(probe(ten + 20min, Outcome::OverloadedHttp, ProbeKind::Followup));
    other.add(probe(ten + 20min, Outcome::Ok, ProbeKind::Control));
    other.add(probe(ten + 20min, Outcome::Skipped));
    other.add(probe(ten + 20min, Outcome::LocalNetwork));
    QCOMPARE(capacityOf(other, {ten, ten + 3h}, Level::Hour).steps.front().admission.asked, 10U);
}

void TestQueryCurrencies::anHourWithoutAProbeIsAStepThatAskedForNothing()
{
    const auto steps = capacityOf(store(), {ten + 30s, ten + 160min}, Level::Hour).steps;
    QCOMPARE(steps.size(), 3U);
    QCOMPARE(steps[0].range, (TimeRange {ten + 30s, ten + 1h})); // cut at the edge
    QCOMPARE(steps[1].range, (TimeRange {ten + 1h, ten + 2h}));
    QCOMPARE(steps[1].admission.asked, 0U);
    QVERIFY(!steps[1].admission.admitted);
    QVERIFY(!steps[1].delivery.tokensPerSecond);
    QCOMPARE(steps[2].range.to, ten + 160min);
}

void TestQueryCurrencies::aLimitHoldsUntilAnotherIsTold()
{
    const auto steps = capacityOf(store(), {ten, ten + 3h}, Level::Hour).steps;
    const auto requests = [&steps](std::size_t i) {
        return steps[i].ceilings[std::size_t(LimitKind::Requests)];
    };
    QCOMPARE(requests(0), std::optional(Ceiling {50, ten + 5min, 0}));
    QCOMPARE(requests(1), std::optional(Ceiling {50, ten + 5min, 0}));
    QCOMPARE(requests(2), std::optional(Ceiling {100, ten + 150min, 1}));
}

void TestQueryCurrencies::aLimitThatWasNotToldByThenIsAbsent()
{
    const auto steps = capacityOf(store(), {ten, ten + 3h}, Level::Hour).steps;
    QVERIFY(!steps[1].ceilings[std::size_t(LimitKind::InputTokens)]);
    QCOMPARE(steps[2].ceilings[std::size_t(LimitKind::InputTokens)]->perMinute, 30'000);
    QVERIFY(!steps[2].ceilings[std::size_t(LimitKind::OutputTokens)]);
}

void TestQueryCurrencies::speedIsTheInverseOfTheMedianGap()
{
    const auto steps = capacityOf(store(), {ten, ten + 3h}, Level::Hour).steps;
    const Delivery& delivery = steps.front().delivery;
    QCOMPARE(delivery.tokenGap.n, 6U);
    QVERIFY(qAbs(*delivery.tokensPerSecond - 50) < 0.01 * 50); // the sketch is 0.8 % off at most
    QCOMPARE(delivery.firstToken.n, 6U);
    QVERIFY(qAbs(*delivery.firstToken.p95 - 400) < 0.01 * 400);
}

void TestQueryCurrencies::daysAreTheSumsOfTheirRows()
{
    MemoryStore synthetic;
    const TimePoint from = at("2026-11-02T05:17:00.000Z");
    const TimeRange range {from, from + 24h * 20 + 3h};
    for (const Observation& row : syntheticObservations({.seed = 7,
                                  .range = {from - 24h, range.to + 24h},
                                  .every = 10min,
                                  .models = {opus}})) {
        synthetic.add(row);
    }
    const auto steps = capacityOf(synthetic, range, Level::Day).steps;
    QCOMPARE(steps.size(), 21U);
    for (const CapacityStep& step : steps) {
        OutcomeCounts counts;
        for (const Observation& row : synthetic.rows()) {
            if (step.range.contains(row.at) && countsInRate(row.target.kind)) {
                ++counts[row.outcome];
            }
        }
        QCOMPARE(step.admission.asked, counts.reached() + counts.limited());
        QCOMPARE(step.admission.overloaded, counts.overloaded());
        QCOMPARE(step.admission.limited, counts.limited());
    }
}

void TestQueryCurrencies::hoursUpToAFortnightDaysBeyond()
{
    QCOMPARE(capacityLevel({ten, ten + 24h * 14}), Level::Hour);
    QCOMPARE(capacityLevel({ten, ten + 24h * 14 + 1ms}), Level::Day);
}

void TestQueryCurrencies::theMedianHasItsInterval()
{
    MemoryStore fifty;
    for (int i = 1; i <= 50; ++i) {
        fifty.add(ObservationBuilder(opus).at(ten + i * 1min).latency(i * 9ms, i * 10ms, 1s));
    }
    const auto steps = capacityOf(fifty, {ten, ten + 1h}, Level::Hour).steps;
    const QuantileEstimate& median = steps.front().delivery.medianFirstToken;
    QCOMPARE(median.value, steps.front().delivery.firstToken.p50);
    const auto ranks = stats::quantileRanks(50, 0.5);
    QVERIFY(qAbs(median.interval->low - 10.0 * double(ranks->low)) < 0.08 * double(ranks->low));
    QVERIFY(qAbs(median.interval->high - 10.0 * double(ranks->high)) < 0.08 * double(ranks->high));
}

void TestQueryCurrencies::theSecondHalfIsHeldAgainstTheFirst()
{
    const TimePoint half = noon + 4 * 24h;
    const auto shift =
        shiftOf([half](TimePoint t, int number) { return t >= half && number % 5 == 0; });
    QCOMPARE(shift.middle, half);
    QCOMPARE(shift.admission.before, std::optional(1.0));
    QVERIFY(qAbs(*shift.admission.after - 0.8) < 0.01);
    QCOMPARE(shift.admission.nBefore, 576U);
    QCOMPARE(shift.admission.nAfter, 576U);
    QVERIFY(shift.admission.difference->high < -0.1);
    QVERIFY(*shift.firstToken.low > 0.4); // from 400 to 600 ms
    QCOMPARE(shift.tokenGap.nThis, 0U);
}

void TestQueryCurrencies::aSingleBurstIsNoMove()
{
    const TimePoint burst = noon + 5 * 24h;
    const auto shift = shiftOf([burst](TimePoint t, int) { return t >= burst && t < burst + 6h; });
    QVERIFY(qAbs(*shift.admission.after - (1 - 36.0 / 576)) < 1e-12);
    QVERIFY(shift.admission.designEffect > 5);
    // Independent probes would be sure of it.
    QVERIFY(stats::newcombe(576, 576, 540, 576)->high < 0);
    QVERIFY(shift.admission.difference->high > 0);
}

void TestQueryCurrencies::fewBlocksTellNothing()
{
    const CapacityShift shift = capacityOf(store(), {ten, ten + 3h}, Level::Hour).shift;
    QVERIFY(shift.admission.before.has_value());
    QVERIFY(!shift.admission.difference);
    const CapacityShift none = capacityShift({});
    QVERIFY(!none.admission.before);
    QVERIFY(!none.firstToken.lastWeek);
}

void TestQueryCurrencies::unknownIsAnEmptyCell()
{
    const QByteArray csv = written([](QIODevice& device) {
        return writeCapacityCsv(device, {capacityOf(store(), {ten, ten + 3h}, Level::Hour)});
    });
    QCOMPARE(csvLines(csv)[1].split(',').size(), csvLines(csv)[0].split(',').size());
    QCOMPARE(csvCell(csv, "pool"), QByteArray("Opus 4.x"));
    QCOMPARE(csvCell(csv, "requests_limit_per_minute"), QByteArray("50"));
    QCOMPARE(csvCell(csv, "requests_limit_told_at", 2), QByteArray("2026-11-20T10:05:00.000Z"));
    QCOMPARE(csvCell(csv, "requests_limit_changes", 3), QByteArray("1"));
    QCOMPARE(csvCell(csv, "input_tokens_limit_per_minute"), QByteArray());
    QCOMPARE(csvCell(csv, "n"), QByteArray("10"));
    QCOMPARE(csvCell(csv, "admission"), QByteArray("0.70000000"));
    QCOMPARE(csvCell(csv, "answered_share"), QByteArray("0.60000000"));
    QCOMPARE(csvCell(csv, "n", 2), QByteArray("0"));
    QCOMPARE(csvCell(csv, "admission", 2), QByteArray());
    QCOMPARE(csvCell(csv, "tokens_per_second", 2), QByteArray());
}

QTEST_GUILESS_MAIN(TestQueryCurrencies)
#include "tst_querycurrencies.moc"
