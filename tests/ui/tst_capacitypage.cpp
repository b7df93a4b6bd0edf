// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/report/csv.h"
#include "tests/support/csvtext.h"
#include "tests/ui/openwindow.h"
#include "ui/pages/capacitypage.h"
#include "ui/viewmodels/capacitytables.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <cmath>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestCapacityPage final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { open(); }
    void cleanup() { close(); }
    void theSentenceNamesWhatMoved_data();
    void theSentenceNamesWhatMoved();
    void aCeilingThatCameBackIsToldSo();
    void unknownIsNeverZero();
    void smallChangesOfTimeAreNoMove();
    void theStackAddsUp();
    void theAxisOfSharesBeginsWhereItLeavesTheBand();
    void theTableTellsTheNewestWithItsAge();
    void aHoverTellsExactValuesAndN();
    void ceilingsAreThoseOfThePool();
    void theChartsShareTheirEdges();
    void theTwoFiguresOfDeliveryAreChosenByAClick();
    void aModelWithoutAProbeIsToldSo();
    void theCsvIsTheWritersOwn();
    void chartsAreToldInASentence();

private:
    void show(std::chrono::milliseconds range);
    CapacityPage& shownPage() { return page<CapacityPage>("capacity"); }

    Dashboard m_dashboard;
    Findings m_findings;
};

namespace {

constexpr auto allOfIt = 230 * 24h;

Findings capacityIn(std::chrono::milliseconds range)
{
    return cannedFindings(
        {.kinds = FindingKind::Capacity,
         .selection = {.range = {.from = cannedNow() - range, .to = cannedNow()}, .models = {}},
         .asOf = cannedNow(),
         .zone = QTimeZone::utc()});
}

const TimePoint start = fromEpochMs(1'795'219'200'000); // 2026-11-21T00:00Z
const TimeRange day {start, start + 24h};

LimitChange change(qint64 from, qint64 to, TimePoint when)
{
    LimitChange made;
    made.pool = u"Opus 4.x"_s;
    made.kind = LimitKind::InputTokens;
    made.from = from;
    made.to = to;
    made.lastOld = when - 1h;
    made.firstNew = when;
    return made;
}

// One step, told of a ceiling; shares and times say nothing until they are set.
ModelCapacity madeUp()
{
    ModelCapacity capacity;
    capacity.model = opus47;
    capacity.displayName = u"Opus 4.7"_s;
    capacity.pool = u"Opus 4.x"_s;
    CapacityStep step;
    step.range = {start, start + 1h};
    step.ceilings[std::size_t(LimitKind::InputTokens)] =
        Ceiling {.perMinute = 500'000, .toldAt = start + 30min};
    capacity.steps = {step};
    return capacity;
}

void setShares(ModelCapacity& capacity, double low, double high)
{
    capacity.shift.admission = {.before = 0.99, .after = 0.98, .nBefore = 800, .nAfter = 820};
    capacity.shift.admission.difference =
        stats::Difference {.value = (low + high) / 2, .low = low, .high = high};
}

void setTimes(ModelCapacity& capacity, double relative, double width)
{
    TrendRow& row = capacity.shift.firstToken;
    row.lastWeek = 1000;
    row.thisWeek = 1000 * (1 + relative);
    row.nLast = 700;
    row.nThis = 710;
    row.difference = relative;
    row.low = relative - width;
    row.high = relative + width;
}

} // namespace

void TestCapacityPage::show(std::chrono::milliseconds range)
{
    m_dashboard = cannedDashboard(range);
    m_findings = capacityIn(range);
    m_window->showPage(u"capacity"_s);
    m_window->setDashboard(m_dashboard);
    m_window->setFindings(std::make_shared<const Findings>(m_findings));
}

void TestCapacityPage::theSentenceNamesWhatMoved_data()
{
    QTest::addColumn<qint64>("ceilingTo"); // from 500k; 0: no change
    QTest::addColumn<double>("admission"); // middle of an interval of ± 0.01
    QTest::addColumn<double>("firstToken"); // of ± 0.05
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<int>("condition");
    QTest::newRow("nothing moved") << 0LL << 0.0 << 0.0
                                   << u"Opus 4.7: the ceiling did not move, "
                                      "admission and delivery did not move beyond chance."_s
                                   << int(Condition::Normal);
    QTest::newRow("only the ceiling") << 2'000'000LL << 0.005 << 0.02
                                      << u"Opus 4.7: the ceiling was raised, "
                                         "admission and delivery did not move beyond chance."_s
                                      << int(Condition::Normal);
    QTest::newRow("more allowed, less let in, slower")
        << 2'000'000LL << -0.03 << 0.2
        << u"Opus 4.7: the ceiling was raised, less was let in, answers came slower."_s
        << int(Condition::Warning);
    QTest::newRow("less allowed, more let in, faster")
        << 80'000LL << 0.03 << -0.2
        << u"Opus 4.7: the ceiling was lowered, more was let in, answers came faster."_s
        << int(Condition::Warning);
}

void TestCapacityPage::theSentenceNamesWhatMoved()
{
    QFETCH(qint64, ceilingTo);
    QFETCH(double, admission);
    QFETCH(double, firstToken);
    QFETCH(QString, sentence);
    QFETCH(int, condition);
    ModelCapacity capacity = madeUp();
    setShares(capacity, admission - 0.01, admission + 0.01);
    setTimes(capacity, firstToken, 0.05);
    LimitHistory history;
    if (ceilingTo > 0) {
        history.changes = {change(500'000, ceilingTo, start + 5h)};
    }
    const Headline headline = capacityHeadline(&capacity, history, day, Format());
    QCOMPARE(headline.sentence, sentence);
    QCOMPARE(int(headline.condition), condition);
    QVERIFY2(headline.detail.contains(u"n = 800 and 820"_s), qPrintable(headline.detail));
}

void TestCapacityPage::aCeilingThatCameBackIsToldSo()
{
    LimitHistory history; // newest first
    history.changes = {change(80'000, 500'000, start + 9h), change(500'000, 80'000, start + 5h)};
    const auto moved = capacityMovements(madeUp(), history, day);
    QCOMPARE(moved.ceiling, Movement::ThereAndBack);
    const auto late = capacityMovements(madeUp(), history, {start + 8h, start + 10h});
    QCOMPARE(late.ceiling, Movement::Up); // within the range alone
    history.changes.front().organization = u"acme"_s;
    history.changes.back().organization = u"acme"_s;
    QCOMPARE(capacityMovements(madeUp(), history, day).ceiling, Movement::None); // not ours
}

void TestCapacityPage::unknownIsNeverZero()
{
    QCOMPARE(capacityHeadline(nullptr, {}, day, Format()).condition, Condition::Unknown);
    ModelCapacity capacity = madeUp();
    capacity.steps.front().ceilings = {};
    const auto moved = capacityMovements(capacity, {}, day);
    QCOMPARE(moved.ceiling, Movement::Unknown);
    QCOMPARE(moved.admission, Movement::Unknown);
    QCOMPARE(moved.delivery, Movement::Unknown);
    QCOMPARE(capacityHeadline(&capacity, {}, day, Format()).condition, Condition::Unknown);
    for (const TableContent::Row& row : capacityTable(capacity, start, Format()).rows) {
        QCOMPARE(row.cells[2].text, u"—"_s);
        QCOMPARE(row.cells[5].text, u"—"_s);
    }
}

void TestCapacityPage::smallChangesOfTimeAreNoMove()
{
    ModelCapacity capacity = madeUp();
    setTimes(capacity, 0.03, 0.01); // decided, and of no account
    QCOMPARE(capacityMovements(capacity, {}, day).delivery, Movement::None);
    setTimes(capacity, 0.07, 0.01);
    QCOMPARE(capacityMovements(capacity, {}, day).delivery, Movement::Up);
    capacity.shift.firstToken.nThis = 10;
    QCOMPARE(capacityMovements(capacity, {}, day).delivery, Movement::Unknown);
}

void TestCapacityPage::theStackAddsUp()
{
    const Findings found = capacityIn(7 * 24h);
    const CurveFrame frame {.range = found.selection.range, .step = 1h, .recorded = {}};
    const CapacityCurve curve = admissionCurve(found.capacity.front(), frame);
    QVERIFY(!curve.pieces.empty());
    const PlotContent plot = admissionPlot(curve, {.range = frame.range, .flags = {}}, Format());
    QCOMPARE(plot.areas.size(), 2 * curve.pieces.size());
    QCOMPARE(plot.lines.size(), curve.pieces.size());
    for (std::size_t i = 0; i < curve.pieces.size(); ++i) {
        const PlotArea& overloaded = plot.areas[2 * i];
        const PlotArea& limited = plot.areas[2 * i + 1];
        QCOMPARE(overloaded.low, plot.lines[i].points);
        QCOMPARE(overloaded.high, limited.low);
        QVERIFY(!overloaded.dotted && limited.dotted); // told apart without colour
        for (std::size_t at = 0; at < limited.high.size(); ++at) {
            QCOMPARE(limited.high[at].y(), 1.0);
            QVERIFY(limited.low[at].y() <= 1.0 + 1e-12);
        }
    }
    // Of the first step by hand.
    const Admission& first = found.capacity.front().steps.front().admission;
    QCOMPARE(plot.lines.front().points.front().y(), first.admitted->value);
    QCOMPARE(plot.areas.front().high.front().y(), 1 - double(first.limited) / double(first.asked));
}

void TestCapacityPage::theAxisOfSharesBeginsWhereItLeavesTheBand()
{
    QCOMPARE(shareFloor(0.995), 0.99);
    QCOMPARE(shareFloor(0.94), 0.9);
    QCOMPARE(shareFloor(0.3), 0.0);
}

void TestCapacityPage::theTableTellsTheNewestWithItsAge()
{
    const Findings found = capacityIn(24h);
    const ModelCapacity& opus = found.capacity.front();
    const TableContent table = capacityTable(opus, cannedNow() + 90s, Format());
    QStringList figures;
    for (const TableContent::Row& row : table.rows) {
        QCOMPARE(row.cells.size(), table.columns.size());
        figures << row.cells[1].text;
    }
    QCOMPARE(figures,
             (QStringList {label(LimitKind::InputTokens), label(LimitKind::OutputTokens),
                           label(LimitKind::Requests), u"Let in"_s, u"Overloaded"_s,
                           u"Limited, 429 of our account"_s, u"First token, p50"_s,
                           u"Tokens per second"_s}));
    QCOMPARE(table.rows[0].cells[2].text, u"2,000k"_s);
    QCOMPARE(table.rows[0].cells[3].text, u"exact"_s);
    const Admission& newest = opus.steps.back().admission;
    QCOMPARE(table.rows[3].cells[2].text, Format().numbers.percent(newest.admitted->value));
    QCOMPARE(table.rows[3].cells[3].text, Format().numbers.interval(*newest.admitted));
    QCOMPARE(table.rows[4].cells[4].text, QLocale().toString(qint64(newest.asked)));
    QCOMPARE(table.rows[3].cells[5].text, Format().age(cannedNow(), cannedNow() + 90s));
    QCOMPARE(table.rows[7].cells[2].text, u"—"_s); // the canned probes ask for one token
    CellTableModel model;
    const QAbstractItemModelTester tester(&model);
    model.setContent(table);
    model.setContent(capacityTable(found.capacity.back(), cannedNow(), Format()));
    QCOMPARE(model.rowCount(), 8);
}

void TestCapacityPage::aHoverTellsExactValuesAndN()
{
    const Findings found = capacityIn(24h);
    const ModelCapacity& opus = found.capacity.front();
    const Format format;
    const auto shares = admissionHints(opus, format);
    const auto asked = std::ranges::count_if(
        opus.steps, [](const CapacityStep& step) { return step.admission.asked > 0; });
    QCOMPARE(shares.size(), std::size_t(asked));
    const Admission& newest = opus.steps.back().admission;
    QVERIFY2(shares.back().text.contains(format.numbers.rate(*newest.admitted)),
             qPrintable(shares.back().text));
    QVERIFY(ceilingHints(opus, format).back().text.contains(u"2,000k"_s));
    QVERIFY(deliveryHints(opus, format).back().text.contains(u"first token p50"_s));
    QVERIFY(!deliveryHints(opus, format).back().text.contains(u"tokens per second"_s));
}

void TestCapacityPage::ceilingsAreThoseOfThePool()
{
    show(allOfIt);
    const PlotContent& plot = shownPage().ceiling().content();
    QCOMPARE(plot.scale, PlotContent::Scale::Log);
    QCOMPARE(plot.lines.size(), 3U); // input, output, requests
    QCOMPARE(plot.lines[0].points.front().y(), 30'000.0);
    QCOMPARE(plot.lines[0].points.back().y(), 2'000'000.0);
    QCOMPARE(plot.lines[1].points.back().y(), 400'000.0);
    QCOMPARE(plot.flags.size(), 2U);
    QVERIFY(std::ranges::any_of(plot.labels, [](const PlotLabel& label) {
        return label.text == u"30k to 500k, × 16.7"_s && label.second.startsWith(u"2026-05-06"_s);
    }));
    QVERIFY2(shownPage().headline().sentence.contains(u"the ceiling was raised"_s),
             qPrintable(shownPage().headline().sentence));
    show(7 * 24h);
    QVERIFY(shownPage().ceiling().content().flags.empty());
    QVERIFY(shownPage().headline().sentence.contains(u"the ceiling did not move"_s));
}

void TestCapacityPage::theChartsShareTheirEdges()
{
    show(allOfIt);
    const CapacityPage& capacity = shownPage();
    const QRectF top = capacity.ceiling().chart()->plotArea();
    for (const PlotView* plot : {&capacity.admission(), &capacity.delivery()}) {
        QCOMPARE(plot->content().x, capacity.ceiling().content().x);
        QCOMPARE(plot->content().flags, capacity.ceiling().content().flags);
        QTRY_COMPARE(plot->chart()->plotArea().left(), top.left());
        QTRY_COMPARE(plot->chart()->plotArea().right(), top.right());
    }
    // The lowest alone names the days; the ticks are the same.
    QVERIFY(capacity.ceiling().content().xTicks.front().label.isEmpty());
    QVERIFY(!capacity.delivery().content().xTicks.front().label.isEmpty());
    QCOMPARE(capacity.ceiling().content().xTicks.size(),
             capacity.delivery().content().xTicks.size());
}

void TestCapacityPage::theTwoFiguresOfDeliveryAreChosenByAClick()
{
    show(7 * 24h);
    CapacityPage& capacity = shownPage();
    const PlotContent times = capacity.delivery().content();
    QVERIFY(!times.bands.empty()); // the interval
    QCOMPARE(times.y.first, 0.0);
    QTest::mouseClick(
        capacity.deliveries().button(QString::number(int(DeliveryMetric::TokensPerSecond))),
        Qt::LeftButton);
    QVERIFY(capacity.delivery().content().lines.empty());
    QCOMPARE(capacity.delivery().content().gaps,
             (std::vector<std::pair<double, double>> {times.x})); // none was measured
}

void TestCapacityPage::aModelWithoutAProbeIsToldSo()
{
    show(24h);
    m_findings.capacity.clear();
    m_window->setFindings(std::make_shared<const Findings>(m_findings));
    QCOMPARE(shownPage().headline().condition, Condition::Unknown);
    QVERIFY(shownPage().admission().content().lines.empty());
    QVERIFY(shownPage().ceiling().content().lines.empty());
}

void TestCapacityPage::theCsvIsTheWritersOwn()
{
    show(24h);
    const QByteArray own = written(
        [this](QIODevice& device) { return writeCapacityCsv(device, m_findings.capacity); });
    QVERIFY(csvLines(own).size() > 90); // a day of four models
    QCOMPARE(written([this](QIODevice& device) { return shownPage().exportCsv(device); }), own);
}

void TestCapacityPage::chartsAreToldInASentence()
{
    show(allOfIt);
    QVERIFY(shownPage().ceiling().accessibleDescription().contains(u"2,000k"_s));
    QVERIFY(shownPage().admission().accessibleDescription().startsWith(u"Let in: "_s));
    QVERIFY(shownPage().delivery().accessibleDescription().startsWith(u"First token: "_s));
}

QTEST_MAIN(TestCapacityPage)
#include "tst_capacitypage.moc"
