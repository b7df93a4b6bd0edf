// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/verdict.h"
#include "storage/report/advicereport.h"
#include "tests/ui/openwindow.h"
#include "ui/pages/advisorpage.h"
#include "ui/viewmodels/advicesentences.h"
#include "ui/viewmodels/advicetables.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const SharedFindings& found()
{
    static const auto findings = std::make_shared<const Findings>(cannedFindings(
        {.kinds = FindingKind::Advice,
         .selection = {.range = {.from = cannedNow() - 28 * 24h, .to = cannedNow()}, .models = {}},
         .asOf = cannedNow(),
         .zone = QTimeZone::utc()}));
    return findings;
}

const Advice& adviceOf(const QString& model)
{
    return *std::ranges::find(found()->advice, model, &Advice::model);
}

Advice opusAt(milliseconds already)
{
    return adviceAt(adviceOf(opus47), already, {.evidence = found()->evidence});
}

QStringList column(const TableContent& table, std::size_t index)
{
    QStringList texts;
    for (const TableContent::Row& row : table.rows) {
        texts << row.cells[index].text;
    }
    return texts;
}

} // namespace

class TestAdvisor final : public QObject, OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init();
    void cleanup() { close(); }
    void theSentenceSaysWhoIsOverloadedAndWhatToDo();
    void aCalmModelSaysWhatToDoWhenAnOverloadComes();
    void tooFewOverloadsSayWhenThereWillBeEnough();
    void whatNobodyCouldTellIsNotKnown();
    void beyondTheLongestThereAreTooFew();
    void eachHabitTellsShareRequestsAndWait();
    void everyPairOfModelsIsInTheMatrix();
    void theCurveFallsInStepsWithinItsBand();
    void clientsThatGiveUpAtTheSameTimeShareAMark();
    void theHandleStandsOnTimesThatAPersonWouldSay_data();
    void theHandleStandsOnTimesThatAPersonWouldSay();
    void theOverloadUnderWaySetsTheHandleAtFirst();
    void keysMoveTheHandleAndReckonAnew();
    void theMouseDragsTheHandle();
    void anotherModelHasAnotherHandle();
    void theChartIsReachedByKeyboard();
    void tablesKeepTheRulesOfModels();
    void theFiguresGoIntoAFile();

private:
    AdvisorPage& advisor() { return page<AdvisorPage>("advisor"); }
};

void TestAdvisor::init()
{
    open();
    m_window->showPage(u"advisor"_s);
    m_window->setDashboard(cannedDashboard(24h));
    m_window->setFindings(found());
}

void TestAdvisor::theSentenceSaysWhoIsOverloadedAndWhatToDo()
{
    const Advice& advice = adviceOf(opus47);
    const Headline headline = adviceHeadline(advice, cannedNow(), Format());
    QCOMPARE(headline.condition, Condition::Bad);
    QVERIFY2(headline.sentence.startsWith(
                 u"Opus 4.7 has been overloaded for %1: "_s.arg(approximateAge(advice.already))),
             qPrintable(headline.sentence));
    QVERIFY(advice.isEnough());
    QVERIFY(advice.other());
    QVERIFY2(headline.sentence.contains(advice.other()->displayName),
             qPrintable(headline.sentence));
    QVERIFY(recommendation(advice, cannedNow()).contains(advice.other()->displayName));
    QVERIFY2(headline.detail.contains(u"%1 of them watched beyond %2"_s.arg(advice.watched)
                                          .arg(approximateAge(advice.already))),
             qPrintable(headline.detail));
}

void TestAdvisor::aCalmModelSaysWhatToDoWhenAnOverloadComes()
{
    const Headline headline = adviceHeadline(adviceOf(opus55), cannedNow(), Format());
    QCOMPARE(headline.condition, Condition::Normal);
    QVERIFY2(
        headline.sentence.startsWith(u"Opus 5.5 is not overloaded. If you meet an overload: "_s),
        qPrintable(headline.sentence));
}

void TestAdvisor::tooFewOverloadsSayWhenThereWillBeEnough()
{
    Advice few = opusAt(10h);
    QVERIFY(!few.isEnough());
    few.watched = 2;
    few.enoughAt = cannedNow() + 24h * 9;
    QVERIFY2(adviceHeadline(few, cannedNow(), Format())
                 .detail.contains(u"2 of the 6 overloads it takes lasted longer than 10 h; enough "
                                  "on 2026-11-30 at this pace."_s),
             qPrintable(adviceHeadline(few, cannedNow(), Format()).detail));
    few.enoughAt.reset();
    few.enoughEvidence.reset();
    QVERIFY(mustHaveText(few, Format()).contains(u"when there will be enough cannot be told"_s));
}

void TestAdvisor::whatNobodyCouldTellIsNotKnown()
{
    const Advice& advice = adviceOf(opus47);
    QCOMPARE(advice.endResolution, milliseconds(5min)); // as far apart as the probes were
    const TableContent table = waitTable(advice, Format());
    QCOMPARE(column(table, 0),
             (QStringList {u"1 min"_s, u"3 min"_s, u"10 min"_s, u"30 min"_s, u"1 h"_s}));
    QCOMPARE(table.rows[0].cells[1].text, u"not known"_s);
    QCOMPARE(table.rows[0].cells[2].text, u"—"_s);
    // The others are what the list of `plimsollctl advise` holds.
    for (const std::size_t row : {2U, 3U}) {
        const milliseconds wait(table.rows[row].key.toLongLong());
        const auto told = std::ranges::find(advice.chances, wait, &stats::WaitChance::wait);
        QVERIFY(told != advice.chances.end() && told->over);
        QCOMPARE(table.rows[row].cells[1].text, Format().numbers.wholePercent(told->over->value));
    }
    QVERIFY(adviceHeadline(advice, cannedNow(), Format())
                .detail.contains(u"; their ends are known to within 5 min."_s));
}

void TestAdvisor::beyondTheLongestThereAreTooFew()
{
    const TableContent table = waitTable(opusAt(10h), Format());
    QCOMPARE(column(table, 1), QStringList(5, u"too few"_s));
    QCOMPARE(column(table, 2), QStringList(5, u"—"_s));
}

void TestAdvisor::eachHabitTellsShareRequestsAndWait()
{
    const Advice& advice = adviceOf(opus47);
    const TableContent table = habitTable(advice, Format());
    QCOMPARE(table.rows.size(), advice.bursts.policies.size() + 1); // and another model
    QCOMPARE(table.rows[0].cells[0].text, u"JavaScript SDK"_s);
    QCOMPARE(table.rows[0].cells[1].text, u"2 retries, 1.31 s"_s);
    QVERIFY(column(table, 1).contains(u"never gives up"_s));
    for (const TableContent::Row& row : table.rows) {
        QCOMPARE(row.cells.size(), table.columns.size());
        QVERIFY2(row.cells[2].text.endsWith(u" %"_s), qPrintable(row.key));
        QVERIFY2(row.cells[3].text.contains(u" to "_s), qPrintable(row.key));
    }
    QVERIFY(table.rows.back().cells[1].text.contains(advice.other()->displayName));
    // The tenth retry of Claude Code comes after some three minutes, and overloads last longer.
    const auto code = std::ranges::find(table.rows, u"Claude Code"_s, &TableContent::Row::key);
    QVERIFY(code->cells[1].text.startsWith(u"10 retries, 3 min"_s));
}

void TestAdvisor::everyPairOfModelsIsInTheMatrix()
{
    const TableContent table = fallbackTable(found()->advice, Format());
    QCOMPARE(table.rows.size(), found()->advice.size());
    QCOMPARE(table.columns.size(), found()->advice.size() + 1);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        QCOMPARE(table.rows[i].cells.size(), table.columns.size());
        QCOMPARE(table.rows[i].cells[i + 1].text, u"·"_s);
    }
    const auto opus = std::ranges::find(table.rows, opus47, &TableContent::Row::key);
    const Fallback& other = adviceOf(opus47).others.front();
    const auto place =
        std::ranges::find(found()->advice, other.model, &Advice::model) - found()->advice.begin();
    QCOMPARE(opus->cells[std::size_t(place) + 1].text,
             u"%1 of %2"_s.arg(Format().numbers.wholePercent(other.answered.value))
                 .arg(other.answered.n));
    std::vector<Advice> few = found()->advice;
    for (Advice& advice : few) {
        for (Fallback& pair : advice.others) {
            pair.answered.n = leastPairs - 1;
        }
    }
    QVERIFY(column(fallbackTable(few, Format()), 1).contains(u"too few"_s));
}

void TestAdvisor::theCurveFallsInStepsWithinItsBand()
{
    const SurvivalReading reading = survivalReading(adviceOf(opus47));
    QVERIFY(reading.line.size() > 10);
    QCOMPARE(reading.line.front().y(), 1.0);
    for (std::size_t i = 1; i < reading.line.size(); ++i) {
        const QPointF step = reading.line[i] - reading.line[i - 1];
        QVERIFY(step.y() <= 0 && step.x() >= 0);
        QVERIFY(step.x() == 0 || step.y() == 0);
    }
    QVERIFY(!reading.bands.empty());
    for (const SurvivalReading::Band& band : reading.bands) {
        QCOMPARE(band.low.size(), band.high.size());
        for (std::size_t i = 0; i < band.low.size(); ++i) {
            const auto share =
                shareLasting(adviceOf(opus47), milliseconds(qRound64(band.low[i].x())));
            QCOMPARE(band.low[i].x(), band.high[i].x());
            QVERIFY(band.low[i].y() < band.high[i].y());
            QVERIFY(share);
        }
    }
    QVERIFY(reading.cut > 0); // the one under way at least
    QVERIFY(reading.counted <= adviceOf(opus47).bursts.bursts.size());
}

void TestAdvisor::clientsThatGiveUpAtTheSameTimeShareAMark()
{
    const auto marks = survivalReading(adviceOf(opus47)).marks;
    QCOMPARE(marks.size(), 3U);
    QCOMPARE(marks[0].clients, (QStringList {u"JavaScript SDK"_s, u"Python SDK"_s}));
    QCOMPARE(marks[2].clients, QStringList(u"Claude Code"_s));
    QVERIFY(marks[2].after > 3min && marks[2].after < 4min);
    QCOMPARE(marks[0].lasting, std::optional(1.0));
}

void TestAdvisor::theHandleStandsOnTimesThatAPersonWouldSay_data()
{
    QTest::addColumn<milliseconds>("at");
    QTest::addColumn<int>("steps");
    QTest::addColumn<milliseconds>("then");
    const auto row = [](const char* name, milliseconds at, int steps, milliseconds then) {
        QTest::newRow(name) << at << steps << then;
    };
    row("from one that is just met", 0ms, 1, 2s);
    row("back to it", 2s, -1, 0ms);
    row("not before it", 0ms, -1, 0ms);
    row("a whole second further", 5s, 1, 6s);
    row("whole seconds before a minute", 52'400ms, 0, 52s);
    row("five seconds before ten minutes", 5min, 1, 5min + 45s);
    row("half minutes before an hour", 13min + 10s, 0, 13min);
    row("down over the bound of a unit", 1min, -1, 52s);
    row("five steps at once", 10min, 5, 20min);
    row("not beyond the end", 2h + 55min, 3, 3h);
}

void TestAdvisor::theHandleStandsOnTimesThatAPersonWouldSay()
{
    QFETCH(milliseconds, at);
    QFETCH(int, steps);
    QFETCH(milliseconds, then);
    QCOMPARE(handleMoved(at, steps, 3h).count(), then.count());
}

void TestAdvisor::theOverloadUnderWaySetsTheHandleAtFirst()
{
    const Advice& advice = adviceOf(opus47);
    QCOMPARE(advisor().chart().already(), advice.already);
    const auto& handle = advisor().chart().content().handle;
    QVERIFY(handle);
    QCOMPARE(handle->x, double(advice.already.count()));
    QCOMPARE(handle->text, u"You are here: "_s + Format().numbers.duration(advice.already));
    QVERIFY(advisor().chart().accessibleDescription().contains(handle->text));
    QVERIFY(advisor().headline().sentence.startsWith(u"Opus 4.7 has been overloaded"_s));
}

void TestAdvisor::keysMoveTheHandleAndReckonAnew()
{
    SurvivalChart& chart = advisor().chart();
    chart.setFocus();
    QTRY_VERIFY(chart.content().handle->focused);
    const milliseconds first = chart.already();
    const QString sentence = advisor().headline().sentence;
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(chart.already() > first);
    const Advice later = opusAt(chart.already());
    QCOMPARE(column(advisor().waits().content(), 1), column(waitTable(later, Format()), 1));
    QCOMPARE(advisor().mustHave(), mustHaveText(later, Format()));
    QCOMPARE(advisor().anyModel(), anyModelText(later, Format()));
    QCOMPARE(advisor().headline().sentence, sentence); // of the overload, not of the handle
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(chart.already(), milliseconds(0));
    QCOMPARE(chart.content().handle->text, u"You are here: just met"_s);
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(advisor().waits().content().rows[4].cells[1].text, u"too few"_s);
    m_window->setDashboard(cannedDashboard(24h)); // new figures leave the handle where it is
    QCOMPARE(double(chart.already().count()), chart.content().x.second);
    auto* back = advisor().findChild<QPushButton*>(u"handleBack"_s);
    QVERIFY(back->isVisible());
    QTest::keyClick(back, Qt::Key_Space);
    QCOMPARE(chart.already(), first);
    QVERIFY(!back->isVisible());
}

void TestAdvisor::theMouseDragsTheHandle()
{
    SurvivalChart& chart = advisor().chart();
    QTRY_VERIFY(chart.chart()->plotArea().width() > 100);
    const QRect area = chart.chart()->plotArea().toRect();
    QWidget* view = chart.viewport();
    QTest::mousePress(view, Qt::LeftButton, {}, area.center());
    // In the middle of a logarithmic axis stands the root of the product of its ends.
    const double middle = std::sqrt(chart.content().x.first * chart.content().x.second);
    QVERIFY(std::abs(std::log(double(chart.already().count()) / middle)) < 0.1);
    const milliseconds pressed = chart.already();
    QMouseEvent move(QEvent::MouseMove, QPointF(area.center()) + QPointF(area.width() / 4.0, 0),
                     chart.mapToGlobal(QPointF(area.center())), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(view, &move);
    QVERIFY(chart.already() > 5 * pressed);
    QTest::mouseRelease(view, Qt::LeftButton, {}, area.center());
    const milliseconds dragged = chart.already();
    QTest::mouseMove(view, area.center() - QPoint(50, 0)); // without a button nothing moves
    QCOMPARE(chart.already(), dragged);
}

void TestAdvisor::anotherModelHasAnotherHandle()
{
    QTest::keyClick(&advisor().chart(), Qt::Key_PageUp);
    QTest::mouseClick(advisor().findChild<SegmentedControl*>()->button(opus55), Qt::LeftButton);
    QCOMPARE(m_selection->focus(), opus55);
    QCOMPARE(advisor().chart().already(), adviceOf(opus55).already);
    QVERIFY(advisor().headline().sentence.startsWith(u"Opus 5.5 is not overloaded"_s));
}

void TestAdvisor::theChartIsReachedByKeyboard()
{
    QSet<QWidget*> reached;
    for (int i = 0; i < 80; ++i) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(),
                        Qt::Key_Tab);
        reached.insert(QApplication::focusWidget());
    }
    QVERIFY(reached.contains(&advisor().chart()));
    for (DataTable* table : advisor().findChildren<DataTable*>()) {
        QVERIFY2(reached.contains(table), qPrintable(table->accessibleName()));
        QVERIFY(!table->accessibleName().isEmpty());
    }
    QVERIFY(reached.contains(advisor().findChild<QPushButton*>(u"exportButton"_s)));
}

void TestAdvisor::tablesKeepTheRulesOfModels()
{
    const QAbstractItemModelTester habits(&advisor().habits());
    const QAbstractItemModelTester fallbacks(&advisor().fallbacks());
    QVERIFY(advisor().habits().rowCount() > 4);
    for (const Advice& advice : found()->advice) {
        m_selection->setFocus(advice.subject());
        QCOMPARE(std::size_t(advisor().fallbacks().rowCount()), found()->advice.size());
    }
}

void TestAdvisor::theFiguresGoIntoAFile()
{
    QTemporaryDir directory;
    QSignalSpy exported(&advisor(), &Page::exported);
    advisor().exportTo(directory.filePath(u"advice.csv"_s));
    QCOMPARE(exported.count(), 1);
    QFile file(directory.filePath(u"advice.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    for (const char* record : {"\r\nlasting,", "\r\nclient,", "\r\nother,"}) {
        QVERIFY2(csv.contains(record), record);
    }
}

QTEST_MAIN(TestAdvisor)
#include "tst_advisor.moc"
