// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/gapspans.h"
#include "ui/viewmodels/ratecurve.h"
#include "ui/viewmodels/ticks.h"
#include "ui/viewmodels/trendcurve.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimePoint start = fromEpochMs(1'795'219'200'000); // 2026-11-21T00:00Z

// Hourly steps; the text holds overloads per step out of 10, '.' where nothing was measured.
ModelSeries seriesOf(const char* overloads)
{
    ModelSeries series;
    TimePoint from = start;
    for (const char* c = overloads; *c != '\0'; ++c, from += 1h) {
        if (*c == '.') {
            continue;
        }
        ModelSeries::Step step {.range = {.from = from, .to = from + 1h}, .summary = {}};
        const auto hits = quint64(*c - '0');
        step.summary.counts[Outcome::OverloadedHttp] = hits;
        step.summary.counts[Outcome::Ok] = 10 - hits;
        series.steps.push_back(step);
    }
    return series;
}

CurveFrame frameOf(int hours, std::chrono::milliseconds window = 1h)
{
    return {.range = {.from = start, .to = start + hours * 1h},
            .step = 1h,
            .window = window,
            .silence = 150s,
            .recorded = {}};
}

} // namespace

class TestCurves final : public QObject
{
    Q_OBJECT

private slots:
    void aGapBreaksTheLineAndIsNeverZero();
    void aRecordedGapInsideStepsIsShown();
    void theTrailingRateAddsItsSteps();
    void theFirstPointLooksBackBeforeTheRange();
    void aStepOfOnlyRefusedKeysHasNoPoint();
    void windows_data();
    void windows();
    void gapsWithinTolerance();
    void timeTicksLieOnTheZone_data();
    void timeTicksLieOnTheZone();
    void summerTimeKeepsTicksAtMidnight();
    void linearTicksStartAtZero();
    void decadesAroundValues();
    void trendBreaksAtEmptyHours();
    void anHourThatEitherWeekMissedIsAGap();
    void mediansHaveABandWhereThereIsEnough();
};

void TestCurves::aGapBreaksTheLineAndIsNeverZero()
{
    const RateCurve curve = rateCurve(seriesOf("12..0"), frameOf(5));
    QCOMPARE(curve.pieces.size(), 2U);
    QCOMPARE(curve.pieces[0].size(), 2U);
    QCOMPARE(curve.pieces[1].size(), 1U);
    QCOMPARE(curve.pieces[0][1].at, start + 2h);
    QCOMPARE(curve.pieces[0][1].rate.value, 0.2);
    QCOMPARE(curve.gaps.size(), 1U);
    QCOMPARE(curve.gaps[0], (TimeRange {.from = start + 2h, .to = start + 4h}));
    QCOMPARE(curve.highest, 0.2);
}

void TestCurves::aRecordedGapInsideStepsIsShown()
{
    CurveFrame frame = frameOf(4);
    frame.recorded = {{.from = start + 90min, .to = start + 130min}};
    const RateCurve curve = rateCurve(seriesOf("1111"), frame);
    QCOMPARE(curve.gaps, frame.recorded);
    QCOMPARE(curve.pieces.size(), 2U);
    QCOMPARE(curve.pieces[0].size(), 1U); // at 1 h; the point at 2 h lies in the gap
    QCOMPARE(curve.pieces[1].front().at, start + 3h);
}

void TestCurves::theTrailingRateAddsItsSteps()
{
    const RateCurve curve = rateCurve(seriesOf("1230"), frameOf(4, 2h));
    QCOMPARE(curve.pieces.size(), 1U);
    const std::vector<double> expected {0.1, 0.15, 0.25, 0.15};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(curve.pieces[0][i].rate.value, expected[i]);
        QCOMPARE(curve.pieces[0][i].rate.n, i == 0 ? 10U : 20U);
    }
}

void TestCurves::theFirstPointLooksBackBeforeTheRange()
{
    ModelSeries series = seriesOf("90001100");
    series.before.assign(series.steps.begin(), series.steps.begin() + 4);
    series.steps.erase(series.steps.begin(), series.steps.begin() + 4);
    CurveFrame frame = frameOf(4, 4h);
    frame.range = {.from = start + 4h, .to = start + 8h};
    const RateCurve curve = rateCurve(series, frame);
    QCOMPARE(curve.pieces.size(), 1U);
    QCOMPARE(curve.pieces[0].size(), 4U); // none before the range
    QCOMPARE(curve.pieces[0].front().at, start + 5h);
    const std::vector<double> expected {0.025, 0.05, 0.05, 0.05};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(curve.pieces[0][i].rate.value, expected[i]);
        QCOMPARE(curve.pieces[0][i].rate.n, 40U);
    }
    QVERIFY(curve.gaps.empty());
}

void TestCurves::aStepOfOnlyRefusedKeysHasNoPoint()
{
    ModelSeries series = seriesOf("111");
    series.steps[1].summary.counts = {};
    series.steps[1].summary.counts[Outcome::AuthFailed] = 10;
    const RateCurve curve = rateCurve(series, frameOf(3));
    QCOMPARE(curve.pieces.size(), 1U); // the probes were sent: not a gap
    QCOMPARE(curve.pieces[0].size(), 2U);
}

void TestCurves::windows_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<int>("window");
    QTest::newRow("one step for an hour") << 1 << 10;
    QTest::newRow("an hour for a day") << 24 << 60;
    QTest::newRow("a day for two weeks") << 14 * 24 << 24 * 60;
    QTest::newRow("a week for half a year") << 180 * 24 << 7 * 24 * 60;
}

void TestCurves::windows()
{
    QFETCH(int, hours);
    QFETCH(int, window);
    const TimeRange range {.from = start, .to = start + hours * 1h};
    QCOMPARE(trailingWindow(range, 10min), std::chrono::milliseconds(window * 1min));
}

void TestCurves::gapsWithinTolerance()
{
    const TimeRange range {.from = start, .to = start + 10min};
    const std::vector<TimeRange> covered {{.from = start + 1min, .to = start + 4min},
                                          {.from = start + 5min, .to = start + 7min}};
    const auto gaps = gapSpans(range, covered, 1min);
    QCOMPARE(gaps.size(), 1U);
    QCOMPARE(gaps[0], (TimeRange {.from = start + 7min, .to = start + 10min}));
    QCOMPARE(gapSpans(range, {}, 1min), std::vector<TimeRange> {range});
}

void TestCurves::timeTicksLieOnTheZone_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("a day") << 24 << u"03:00"_s << u"06:00"_s;
    QTest::newRow("a week") << 7 * 24 << u"Sun 22"_s << u"Mon 23"_s;
    QTest::newRow("half a year") << 180 * 24 << u"Dec"_s << u"Jan"_s;
}

void TestCurves::timeTicksLieOnTheZone()
{
    QFETCH(int, hours);
    QFETCH(QString, first);
    QFETCH(QString, second);
    const Times paris(QTimeZone("Europe/Paris"), QLocale::c());
    const auto ticks = timeTicks({.from = start, .to = start + hours * 1h}, 8, paris);
    QVERIFY(ticks.size() >= 2);
    QVERIFY(ticks.size() <= 9);
    QCOMPARE(ticks[0].label, first);
    QCOMPARE(ticks[1].label, second);
}

void TestCurves::summerTimeKeepsTicksAtMidnight()
{
    // Clocks in Paris went back on 2026-10-25.
    const Times paris(QTimeZone("Europe/Paris"), QLocale::c());
    const TimePoint before = fromEpochMs(1'792'713'600'000); // 2026-10-23T00:00Z
    const auto ticks = timeTicks({.from = before, .to = before + 5 * 24h}, 6, paris);
    QCOMPARE(ticks.size(), 5U);
    for (const Tick& tick : ticks) {
        QCOMPARE(paris.timeOfDay(fromEpochMs(qint64(tick.value))), u"00:00"_s);
    }
}

void TestCurves::linearTicksStartAtZero()
{
    const LinearTicks ticks = linearTicks(0.055, 7);
    QCOMPARE(ticks.values.front(), 0.0);
    QCOMPARE(ticks.values.size(), 7U);
    QVERIFY(qAbs(ticks.top - 0.06) < 1e-12);
}

void TestCurves::decadesAroundValues()
{
    QCOMPARE(decades(30'000, 2'000'000), (std::vector<double> {1e4, 1e5, 1e6, 1e7}));
}

void TestCurves::trendBreaksAtEmptyHours()
{
    ModelTrend trend;
    for (const std::size_t hour : {0U, 1U, 3U}) {
        trend.thisWeek[hour].counts[Outcome::Ok] = 9;
        trend.thisWeek[hour].counts[Outcome::OverloadedHttp] = 1;
    }
    trend.lastWeek[0].counts[Outcome::Ok] = 10;
    const TrendCurve curve = trendCurve(trend, TrendMetric::OverloadRate);
    QCOMPARE(curve.thisWeek.size(), 2U);
    QCOMPARE(curve.thisWeek[1], (std::vector<QPointF> {{3.5, 0.1}}));
    QCOMPARE(curve.bands.size(), 2U);
    QCOMPARE(curve.gaps, (std::vector<std::pair<double, double>> {{1, 168}}));
    QVERIFY(trendCurve(trend, TrendMetric::FirstToken).thisWeek.empty());
}

void TestCurves::anHourThatEitherWeekMissedIsAGap()
{
    ModelTrend trend;
    for (Summary& hour : trend.lastWeek) {
        hour.counts[Outcome::Ok] = 10;
    }
    for (const std::size_t hour : {0U, 1U, 4U}) {
        trend.thisWeek[hour].counts[Outcome::Ok] = 10;
    }
    // What this week has not reached yet is no gap.
    QCOMPARE(trendCurve(trend, TrendMetric::OverloadRate).gaps,
             (std::vector<std::pair<double, double>> {{2, 4}}));
}

void TestCurves::mediansHaveABandWhereThereIsEnough()
{
    ModelTrend trend;
    const auto fill = [](Summary& hour, int values) {
        for (int i = 1; i <= values; ++i) {
            hour.firstToken.add(i * 10'000.0); // microseconds
        }
    };
    fill(trend.thisWeek[3], 60);
    fill(trend.thisWeek[4], 3); // too few for an interval of a median
    fill(trend.thisWeek[5], 60);
    const TrendCurve curve = trendCurve(trend, TrendMetric::FirstToken);
    QCOMPARE(curve.thisWeek.size(), 1U); // the line goes on
    QCOMPARE(curve.thisWeek[0].size(), 3U);
    QCOMPARE(curve.bands.size(), 2U);
    for (const TrendCurve::Band& band : curve.bands) {
        QCOMPARE(band.low.size(), 1U);
        // Of 60 values the 22nd and the 39th bound the median: 1 - 2 * pbinom(21, 60, 0.5) = 0.9726
        QVERIFY(qAbs(band.low[0].y() - 220) < 220 * 0.008);
        QVERIFY(qAbs(band.high[0].y() - 390) < 390 * 0.008);
    }
}

QTEST_GUILESS_MAIN(TestCurves)
#include "tst_curves.moc"
