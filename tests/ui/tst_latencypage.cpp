// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/csv.h"
#include "tests/support/csvtext.h"
#include "tests/ui/openwindow.h"
#include "ui/pages/latencypage.h"
#include "ui/viewmodels/latencytables.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLatencyPage final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { open(); }
    void cleanup() { close(); }
    void stepsAreLevelAndBreakAtGaps();
    void aGapCutsAStepInTwo();
    void logTicksHoldTheValues_data();
    void logTicksHoldTheValues();
    void theAxisIsLogWhereTheSpreadAsksForIt();
    void theSentenceTellsSpeedAndTail_data();
    void theSentenceTellsSpeedAndTail();
    void unknownIsNeverZero();
    void phasesStandInTheirOrder();
    void theBarHoldsWhatWasMeasured();
    void thePageWaitsForItsFindings();
    void theChartShowsBandsAndGaps();
    void anotherTimeIsChosenByAClick();
    void theDistributionMarksItsQuantiles();
    void aModelWithoutAnAnswerIsToldSo();
    void theCsvIsTheWritersOwn();
    void chartsAreToldInASentence();

private:
    void show(std::chrono::milliseconds range);
    LatencyPage& shownPage() { return page<LatencyPage>("latency"); }

    Dashboard m_dashboard;
    Findings m_findings;
};

namespace {

Findings latenciesOf(std::chrono::milliseconds range)
{
    return cannedFindings(
        {.kinds = FindingKind::Latencies,
         .selection = {.range = {.from = cannedNow() - range, .to = cannedNow()}, .models = {}},
         .asOf = cannedNow(),
         .zone = QTimeZone::utc()});
}

const TimePoint start = fromEpochMs(1'795'219'200'000); // 2026-11-21T00:00Z

double x(TimePoint t)
{
    return double(toEpochMs(t));
}

LatencyReport madeUp(double usual, double now, double p95)
{
    LatencyReport report;
    report.displayName = u"Opus 4.7"_s;
    report.recent = {start, start + 1h};
    LatencyWhole& whole = report.whole.front();
    whole.quantiles = {.n = 500, .p5 = 1, .p25 = 2, .p50 = usual, .p75 = p95, .p95 = p95};
    whole.usualP50 = {.n = 440, .value = usual, .interval = {{usual * 0.98, usual * 1.02}}};
    whole.recentP50 = {.n = 60, .value = now, .interval = {{now * 0.9, now * 1.1}}};
    whole.against.nLast = 440;
    whole.against.nThis = 60;
    whole.against.difference = now / usual - 1;
    whole.against.low = now / usual - 1.1;
    whole.against.high = now / usual - 0.9;
    return report;
}

} // namespace

void TestLatencyPage::show(std::chrono::milliseconds range)
{
    m_dashboard = cannedDashboard(range);
    m_findings = latenciesOf(range);
    m_window->showPage(u"latency"_s);
    m_window->setDashboard(m_dashboard);
    m_window->setFindings(std::make_shared<const Findings>(m_findings));
}

void TestLatencyPage::stepsAreLevelAndBreakAtGaps()
{
    const std::vector<StepValues> steps {{.range = {start, start + 1h}, .values = {1, 2}},
                                         {.range = {start + 1h, start + 2h}, .values = {3, 4}},
                                         {.range = {start + 4h, start + 5h}, .values = {5, 6}}};
    const auto pieces = stepPieces(steps, {});
    QCOMPARE(pieces.size(), 2U);
    QCOMPARE(pieces[0].size(), 2U);
    const std::vector<QPointF> lower {
        {x(start), 1}, {x(start + 1h), 1}, {x(start + 1h), 3}, {x(start + 2h), 3}};
    QCOMPARE(pieces[0][0], lower);
    QCOMPARE(pieces[1][1].front(), QPointF(x(start + 4h), 6));
}

void TestLatencyPage::aGapCutsAStepInTwo()
{
    const auto pieces = stepPieces({{.range = {start, start + 1h}, .values = {7}}},
                                   {{start + 20min, start + 30min}});
    QCOMPARE(pieces.size(), 2U);
    QCOMPARE(pieces[0][0].back(), QPointF(x(start + 20min), 7));
    QCOMPARE(pieces[1][0].front(), QPointF(x(start + 30min), 7));
}

void TestLatencyPage::logTicksHoldTheValues_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QList<double>>("ticks");
    QTest::newRow("within a decade") << 300.0 << 800.0 << QList<double> {200, 500, 1000};
    QTest::newRow("edges that are ticks") << 200.0 << 1000.0 << QList<double> {200, 500, 1000};
    QTest::newRow("too many for halves")
        << 3.0 << 90'000.0 << QList<double> {1, 10, 100, 1e3, 1e4, 1e5};
}

void TestLatencyPage::logTicksHoldTheValues()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QList<double>, ticks);
    const auto values = logTicks(low, high, 8);
    QCOMPARE(QList<double>(values.begin(), values.end()), ticks);
}

void TestLatencyPage::theAxisIsLogWhereTheSpreadAsksForIt()
{
    LatencyReport report;
    LatencyStep step {.range = {start, start + 1h}, .probes = 60, .metrics = {}};
    step.metrics.front() = {.n = 60, .p5 = 100, .p25 = 150, .p50 = 200, .p75 = 300, .p95 = 900};
    report.steps = {step};
    const CurveFrame frame {.range = step.range, .step = 1h, .recorded = {}};
    const LatencyPlotInput input {.range = step.range, .series = 2};
    const auto plotOf = [&] {
        return latencyPlot(latencyCurve(report, LatencyMetric::FirstToken, frame), input, Format());
    };
    QCOMPARE(plotOf().scale, PlotContent::Scale::Linear);
    QCOMPARE(plotOf().y.first, 0.0);
    report.steps.front().metrics.front().p95 = 30'000;
    const PlotContent plot = plotOf();
    QCOMPARE(plot.scale, PlotContent::Scale::Log);
    QVERIFY(plot.y.first > 0 && plot.y.first <= 100);
    QVERIFY(plot.y.second >= 30'000);
    QCOMPARE(plot.bands.size(), 2U);
    QCOMPARE(plot.bands[0].high.front().y(), 30'000.0);
    QCOMPARE(plot.bands[1].low.front().y(), 150.0);
    QCOMPARE(plot.lines.front().points.front().y(), 200.0);
    QCOMPARE(plot.bands[0].series, 2);
}

void TestLatencyPage::theSentenceTellsSpeedAndTail_data()
{
    QTest::addColumn<double>("now");
    QTest::addColumn<double>("p95");
    QTest::addColumn<int>("condition");
    QTest::addColumn<QString>("speed");
    QTest::addColumn<QString>("tail");
    QTest::newRow("as usual") << 1000.0 << 1800.0 << int(Condition::Normal) << u"as fast as usual"_s
                              << u"The tail is short"_s;
    QTest::newRow("slower") << 1500.0 << 1800.0 << int(Condition::Warning)
                            << u"slower than usual, beyond chance"_s << u"The tail is short"_s;
    QTest::newRow("faster, and a long tail") << 700.0 << 6400.0 << int(Condition::Normal)
                                             << u"faster than usual"_s << u"The tail is long"_s;
}

void TestLatencyPage::theSentenceTellsSpeedAndTail()
{
    QFETCH(double, now);
    QFETCH(double, p95);
    QFETCH(int, condition);
    QFETCH(QString, speed);
    QFETCH(QString, tail);
    const LatencyReport report = madeUp(1000, now, p95);
    const Headline headline = latencyHeadline(&report, LatencyMetric::FirstToken, Format());
    QCOMPARE(int(headline.condition), condition);
    QVERIFY2(headline.sentence.contains(speed), qPrintable(headline.sentence));
    QVERIFY2(headline.sentence.contains(tail), qPrintable(headline.sentence));
    QVERIFY2(headline.detail.contains(u"n = 60"_s), qPrintable(headline.detail));
    QVERIFY2(headline.detail.contains(Format().numbers.ratio(p95 / 1000)),
             qPrintable(headline.detail));
    QVERIFY2(headline.detail.contains(u"(980 ms to 1.02 s), n = 440"_s),
             qPrintable(headline.detail));
}

void TestLatencyPage::unknownIsNeverZero()
{
    QCOMPARE(latencyHeadline(nullptr, LatencyMetric::Total, Format()).condition,
             Condition::Unknown);
    LatencyReport nothing;
    nothing.displayName = u"Opus 4.7"_s;
    const Headline headline = latencyHeadline(&nothing, LatencyMetric::TokenGap, Format());
    QCOMPARE(headline.condition, Condition::Unknown);
    QCOMPARE(headline.sentence, u"Opus 4.7: no time per token was measured in this range."_s);
    for (const TableContent::Row& row : phaseTable(nothing, Format()).rows) {
        QCOMPARE(row.cells[1].text, u"—"_s);
        QCOMPARE(row.cells[4].text, u"0"_s); // counted, and none
    }
    QVERIFY(phaseParts(nothing.phases, Format()).empty());
    const LatencyWhole none;
    QCOMPARE(distributionPlot(none, 0, Format()).gaps.size(), 1U);
    LatencyReport few = madeUp(1000, 2000, 3000);
    few.whole.front().against.nThis = 12;
    QCOMPARE(latencyHeadline(&few, LatencyMetric::FirstToken, Format()).condition,
             Condition::Unknown);
}

void TestLatencyPage::phasesStandInTheirOrder()
{
    const Findings found = latenciesOf(24h);
    const TableContent table = phaseTable(found.latencies.front(), Format());
    QStringList names;
    for (const TableContent::Row& row : table.rows) {
        QCOMPARE(row.cells.size(), table.columns.size());
        names << row.cells[0].text;
    }
    QCOMPARE(names,
             (QStringList {u"Resolve"_s, u"Connect"_s, u"TLS"_s, u"Send"_s, u"Sent to first byte"_s,
                           u"Sent to first token"_s, u"First token to end"_s, u"Total"_s,
                           u"Per token"_s}));
    QCOMPARE(table.rows[0].cells[1].text, u"—"_s); // the canned answers do not tell it
    const QuantileEstimate& token = found.latencies.front().phases[RequestPhase::FirstToken].p50;
    QCOMPARE(table.rows[5].cells[1].text, Format().numbers.milliseconds(*token.value));
    QVERIFY(table.rows[5].cells[2].text.contains(u" to "_s));
    QCOMPARE(table.rows[5].cells[4].text, QLocale().toString(qint64(token.n)));
    CellTableModel model;
    const QAbstractItemModelTester tester(&model);
    model.setContent(table);
    model.setContent(phaseTable(found.latencies.back(), Format()));
    QCOMPARE(model.rowCount(), 9);
}

void TestLatencyPage::theBarHoldsWhatWasMeasured()
{
    PhaseFigures phases;
    phases[RequestPhase::Connect].p50.value = 20;
    phases[RequestPhase::FirstByte].p50.value = 400;
    phases[RequestPhase::Total].p50.value = 900; // a sum is no part
    const auto parts = phaseParts(phases, Format());
    QCOMPARE(parts.size(), 2U);
    QCOMPARE(parts[0], (PhasePart {u"Connect"_s, u"20.0 ms"_s, 20}));
    QCOMPARE(parts[1].name, u"Sent to first byte"_s);
    phases.since = start;
    phases.answers = 10'000;
    const Format format {.numbers = Numbers(QLocale::c()), .times = Times()};
    QVERIFY(phaseCaption(phases, format).contains(u"2026-11-21 00:00 UTC"_s));
}

void TestLatencyPage::thePageWaitsForItsFindings()
{
    m_window->showPage(u"latency"_s);
    m_window->setDashboard(cannedDashboard(24h));
    QVERIFY(!shownPage().isReady());
    QCOMPARE(m_window->wants(), FindingKinds(FindingKind::Latencies));
    m_window->setFindings(std::make_shared<const Findings>(latenciesOf(24h)));
    QVERIFY(shownPage().isReady());
}

void TestLatencyPage::theChartShowsBandsAndGaps()
{
    show(24h);
    const PlotContent& plot = shownPage().chart().content();
    QCOMPARE(plot.gaps.size(), 1U); // 54 minutes, 20 h ago
    QCOMPARE(plot.lines.size(), 2U);
    QCOMPARE(plot.bands.size(), 4U);
    QCOMPARE(plot.lines.back().points.back().x(), x(cannedNow()));
    QCOMPARE(plot.lines.front().points.back().x(), plot.gaps.front().first);
    for (const PlotBand& band : plot.bands) {
        for (std::size_t i = 0; i < band.low.size(); ++i) {
            QVERIFY(band.low[i].y() <= band.high[i].y());
        }
    }
    QCOMPARE(shownPage().phases().rowCount(), 9);
    QVERIFY(shownPage().headline().sentence.startsWith(u"Opus 4.7"_s));
}

void TestLatencyPage::anotherTimeIsChosenByAClick()
{
    show(24h);
    LatencyPage& latency = shownPage();
    const PlotContent before = latency.chart().content();
    QTest::mouseClick(latency.metrics().button(QString::number(int(LatencyMetric::Total))),
                      Qt::LeftButton);
    QVERIFY(latency.chart().content() != before);
    QTest::mouseClick(latency.metrics().button(QString::number(int(LatencyMetric::TokenGap))),
                      Qt::LeftButton);
    QVERIFY(latency.chart().content().lines.empty()); // the canned probes ask for one token
    QVERIFY(latency.headline().sentence.contains(u"no time per token"_s));
}

void TestLatencyPage::theDistributionMarksItsQuantiles()
{
    show(24h);
    const PlotContent& plot = shownPage().distribution().content();
    const LatencyWhole& whole = m_findings.latencies.front()[LatencyMetric::FirstToken];
    QCOMPARE(plot.bars.size(), whole.bins.size());
    QCOMPARE(plot.labels.size(), 3U);
    QCOMPARE(plot.labels[0].text,
             u"p50 "_s + Numbers(QLocale::c()).milliseconds(*whole.quantiles.p50));
    QCOMPARE(plot.lines[1].points.front(), QPointF(std::log10(*whole.quantiles.p95), 0));
    double sum = 0;
    for (const PlotBar& bar : plot.bars) {
        sum += bar.value;
    }
    QVERIFY(std::abs(sum - 1) < 0.05);
}

void TestLatencyPage::aModelWithoutAnAnswerIsToldSo()
{
    show(24h);
    m_findings.latencies.clear();
    m_window->setFindings(std::make_shared<const Findings>(m_findings));
    QCOMPARE(shownPage().headline().condition, Condition::Unknown);
    QVERIFY(shownPage().chart().content().lines.empty());
    QCOMPARE(shownPage().chart().content().gaps.size(), 1U);
}

void TestLatencyPage::theCsvIsTheWritersOwn()
{
    show(24h);
    const QByteArray own =
        written([this](QIODevice& device) { return writeLatencyCsv(device, m_dashboard.series); });
    QVERIFY(csvLines(own).size() > 90); // a day of four models
    QCOMPARE(written([this](QIODevice& device) { return shownPage().exportCsv(device); }), own);
}

void TestLatencyPage::chartsAreToldInASentence()
{
    show(24h);
    QVERIFY(shownPage().chart().accessibleDescription().contains(u"the median is"_s));
    QVERIFY(shownPage().distribution().accessibleDescription().contains(u"p99"_s));
    QVERIFY(shownPage().bar().accessibleDescription().contains(u"Sent to first byte"_s));
}

QTEST_MAIN(TestLatencyPage)
#include "tst_latencypage.moc"
