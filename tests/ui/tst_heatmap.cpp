// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/openwindow.h"
#include "ui/pages/trendspage.h"
#include "ui/viewmodels/eventcomparison.h"
#include "ui/viewmodels/heatgrid.h"
#include "ui/widgets/heatmap.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Findings& canned()
{
    static const Findings found =
        cannedFindings({.kinds = FindingKind::Answers,
                        .selection = {.range = {cannedNow() - 14 * 24h, cannedNow()}, .models = {}},
                        .asOf = cannedNow(),
                        .zone = QTimeZone::utc()});
    return found;
}

Format english()
{
    const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return {.numbers = Numbers(locale), .times = Times(QTimeZone::utc(), locale)};
}

// Every hour of the week with so many probes, and Tuesday 14:00 worse than the rest.
PeakAnswer profile(quint64 n)
{
    PeakAnswer peak;
    peak.profile.emplace();
    for (stats::HourRate& hour : peak.profile->hours) {
        hour = {.hits = 0, .n = n, .mean = 0.001, .low = 0, .high = 0.02, .isPrior = n == 0};
    }
    peak.profile->hours[24 + 14] = {
        .hits = 6, .n = 240, .mean = 0.0185, .low = 0.0062, .high = 0.041, .isPrior = false};
    return peak;
}

EventAnswer around(stats::Verdict verdict)
{
    EventAnswer event {.at = cannedNow() - 24h * 14,
                       .title = u"Limits raised"_s,
                       .before = {cannedNow() - 24h * 28, cannedNow() - 24h * 14},
                       .after = {cannedNow() - 24h * 14, cannedNow()},
                       .crossed = {},
                       .comparison =
                           stats::Comparison {.a = {.hits = 241, .n = 10'000, .blocks = 14},
                                              .b = {.hits = 97, .n = 10'000, .blocks = 14},
                                              .difference = -0.0144,
                                              .ratio = {},
                                              .interval = stats::Range {-0.022, -0.0071}},
                       .p = 0.01,
                       .verdict = verdict,
                       .enoughAt = {}};
    stats::QuantileShift shift;
    shift.a = {.n = 7'366, .blocks = 14, .quantile = 1'580'000};
    shift.b = {.n = 7'835, .blocks = 14, .quantile = 1'390'000};
    shift.ratio = 0.88;
    shift.interval = stats::Range {0.849, 0.912};
    event.latencies = {{.figure = LatencyFigure::FirstTokenP50,
                        .shift = shift,
                        .p = 0.02,
                        .verdict = stats::Verdict::Improved},
                       {.figure = LatencyFigure::TotalP99, .shift = {}}};
    return event;
}

} // namespace

class TestHeatMap final : public QObject, private OpenWindow
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void cleanup() { close(); }
    void stepsBeginAtRoundFigures_data();
    void stepsBeginAtRoundFigures();
    void aCellSaysRateIntervalAndN();
    void thinCellsAreHatchedAndSaySo();
    void theSummaryNamesTheHighestHour();
    void theLegendNamesEveryStep();
    void withoutAProbeThereIsNoMap();
    void arrowKeysGoFromCellToCell();
    void theMouseFindsTheSameCells();
    void wordsOfAVerdict_data();
    void wordsOfAVerdict();
    void beforeAndAfterHasEveryFigureThatWasMeasured();
    void theNoteTellsNAndMethod();
    void eventsAreOfferedNewestFirst();
    void theTrendsPageStandsWithoutAnswersAndTakesThem();
    void theEventThatIsChosenIsCompared();
    void everythingFitsASmallScreen();
};

void TestHeatMap::stepsBeginAtRoundFigures_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("step");
    QTest::newRow("nothing seen") << 0.0 << 0;
    QTest::newRow("below a quarter of the objective") << 0.0024 << 0;
    QTest::newRow("a quarter of it") << 0.0025 << 1;
    QTest::newRow("half of it") << 0.005 << 2;
    QTest::newRow("the objective") << 0.01 << 3;
    QTest::newRow("twice the objective") << 0.02 << 4;
    QTest::newRow("everything overloaded") << 1.0 << 4;
}

void TestHeatMap::stepsBeginAtRoundFigures()
{
    QFETCH(const double, rate);
    QFETCH(const int, step);
    QCOMPARE(heatStep(rate), step);
}

void TestHeatMap::aCellSaysRateIntervalAndN()
{
    const auto grid = heatGrid(profile(240), english());
    QVERIFY(grid);
    const HeatCell& cell = grid->cells[24 + 14];
    QCOMPARE(cell.text,
             u"Tue 14:00 to 15:00: 1.85 % (0.62 to 4.10), n = 240; 6 of 240 overloaded"_s);
    QCOMPARE(cell.step, 3);
    QVERIFY(!cell.isThin);
    QCOMPARE(grid->cells[167].text.left(18), u"Sun 23:00 to 24:00"_s);
}

void TestHeatMap::thinCellsAreHatchedAndSaySo()
{
    const auto thin = heatGrid(profile(19), english());
    QVERIFY(thin->cells[0].isThin);
    QCOMPARE(thin->cells[0].text, u"Mon 00:00 to 01:00: too few, 0 of 19 overloaded"_s);
    QVERIFY(!heatGrid(profile(20), english())->cells[0].isThin);
    const auto none = heatGrid(profile(0), english());
    QVERIFY(none->cells[0].isThin);
    QCOMPARE(none->cells[0].text, u"Mon 00:00 to 01:00: no data"_s);
}

void TestHeatMap::theSummaryNamesTheHighestHour()
{
    const QString summary = heatGrid(profile(240), english())->summary;
    QVERIFY2(summary.startsWith(u"Highest: Tue 14:00 to 15:00, 1.85 %"_s), qPrintable(summary));
    QVERIFY(summary.endsWith(u"fewer than 20 probes: 0."_s));
    QVERIFY(heatGrid(profile(0), english())->summary.endsWith(u"fewer than 20 probes: 167."_s));
}

void TestHeatMap::theLegendNamesEveryStep()
{
    const auto grid = heatGrid(profile(240), english());
    const std::array<QString, heatSteps> expected {u"under 0.25 %"_s, u"to 0.5 %"_s, u"to 1 %"_s,
                                                   u"to 2 %"_s, u"from 2 %"_s};
    QCOMPARE(grid->legend, expected);
    QCOMPARE(grid->thin, u"n under 20"_s);
    QCOMPARE(grid->days[6], u"Sun"_s);
}

void TestHeatMap::withoutAProbeThereIsNoMap()
{
    QVERIFY(!heatGrid({}, english()));
    QVERIFY(morningsSentence({}, english()).endsWith(u"too few to tell."_s));
}

void TestHeatMap::arrowKeysGoFromCellToCell()
{
    const ThemeState themes(Appearance::Light);
    HeatMap map(themes);
    map.setGrid(*heatGrid(profile(240), english()));
    map.resize(600, 240);
    map.show();
    QSignalSpy told(&map, &HeatMap::currentChanged);
    QCOMPARE(map.current(), -1);
    QTest::keyClick(&map, Qt::Key_Down);
    QCOMPARE(map.current(), 24);
    for (int i = 0; i < 14; ++i) {
        QTest::keyClick(&map, Qt::Key_Right);
    }
    QCOMPARE(map.current(), 24 + 14);
    QVERIFY(told.back().front().toString().startsWith(u"Tue 14:00"_s));
    QVERIFY(map.accessibleDescription().startsWith(u"Tue 14:00"_s)); // what is read out
    QTest::keyClick(&map, Qt::Key_End);
    QCOMPARE(map.current(), 24 + 23);
    QTest::keyClick(&map, Qt::Key_Right); // there is no further hour
    QCOMPARE(map.current(), 24 + 23);
    QTest::keyClick(&map, Qt::Key_Home);
    QTest::keyClick(&map, Qt::Key_Up);
    QTest::keyClick(&map, Qt::Key_Up);
    QCOMPARE(map.current(), 0);
}

void TestHeatMap::theMouseFindsTheSameCells()
{
    const ThemeState themes(Appearance::Light);
    HeatMap map(themes);
    map.setGrid(*heatGrid(profile(240), english()));
    map.resize(600, 240);
    map.show();
    QCOMPARE(map.cellAt({1, 1}), -1); // the name of a day
    QCOMPARE(map.cellAt({599, 239}), -1);
    const QPoint place(map.width() - 20, 2);
    const int cell = map.cellAt(place);
    QVERIFY(cell > 20 && cell < 24);
    QTest::mouseClick(&map, Qt::LeftButton, {}, place);
    QCOMPARE(map.current(), cell);
    QCOMPARE(map.currentText(), map.grid().cells[std::size_t(cell)].text);
}

void TestHeatMap::wordsOfAVerdict_data()
{
    QTest::addColumn<stats::Verdict>("verdict");
    QTest::addColumn<QString>("ofShare");
    QTest::addColumn<QString>("ofTime");
    QTest::addColumn<Condition>("condition");
    QTest::newRow("better") << stats::Verdict::Improved << u"Lower, beyond chance"_s
                            << u"Faster, beyond chance"_s << Condition::Normal;
    QTest::newRow("worse") << stats::Verdict::Worse << u"Higher, beyond chance"_s
                           << u"Slower, beyond chance"_s << Condition::Warning;
    QTest::newRow("open") << stats::Verdict::NoEvidence << u"Not decided: could be no change"_s
                          << u"Not decided: could be no change"_s << Condition::Unknown;
    QTest::newRow("thin") << stats::Verdict::NotEnoughData << u"Too few to tell"_s
                          << u"Too few to tell"_s << Condition::Unknown;
}

void TestHeatMap::wordsOfAVerdict()
{
    QFETCH(const stats::Verdict, verdict);
    QFETCH(const QString, ofShare);
    QFETCH(const QString, ofTime);
    QFETCH(const Condition, condition);
    QCOMPARE(verdictOf(verdict, true).word, ofShare);
    QCOMPARE(verdictOf(verdict, false).word, ofTime);
    QCOMPARE(verdictOf(verdict, true).condition, condition);
}

void TestHeatMap::beforeAndAfterHasEveryFigureThatWasMeasured()
{
    CellTableModel model;
    const QAbstractItemModelTester tester(&model);
    const TableContent table = eventComparison(around(stats::Verdict::Improved), english());
    model.setContent(table);
    QCOMPARE(table.rows.size(), 2U); // nobody measured whole answers
    const auto texts = [&table](std::size_t row) {
        QStringList cells;
        for (const Cell& cell : table.rows[row].cells) {
            cells << cell.text;
        }
        return cells;
    };
    QCOMPARE(texts(0),
             (QStringList {u"Overload rate"_s, u"2.41 %"_s, u"0.97 %"_s, u"−1.44 points"_s,
                           u"−2.20 to −0.71"_s, u"Lower, beyond chance"_s}));
    QCOMPARE(texts(1),
             (QStringList {u"First token, p50"_s, u"1.58 s"_s, u"1.39 s"_s, u"−12.0 %"_s,
                           u"−15.1 to −8.8"_s, u"Faster, beyond chance"_s}));
    const TableContent open = eventComparison(around(stats::Verdict::NoEvidence), english());
    QCOMPARE(open.rows[0].cells.back().text, u"Not decided"_s);
}

void TestHeatMap::theNoteTellsNAndMethod()
{
    EventAnswer event = around(stats::Verdict::Improved);
    const QString note = eventNote(event, english());
    QVERIFY2(
        note.contains(u"Overload rate: 10,000 and 10,000; First token, p50: 7,366 and 7,835"_s),
        qPrintable(note));
    QVERIFY(note.contains(u"exchanging whole days"_s));
    event.crossed = {cannedNow() - 24h};
    QVERIFY(eventNote(event, english()).contains(u"2026-11-20; what is found may be theirs"_s));
    event.comparison.reset();
    event.enoughAt = cannedNow() + 24h * 7;
    QVERIFY(eventNote(event, english()).endsWith(u"there will be enough on 2026-11-28."_s));
}

void TestHeatMap::eventsAreOfferedNewestFirst()
{
    EventAnswer older = around(stats::Verdict::NoEvidence);
    EventAnswer newer = older;
    newer.at += 24h;
    newer.title = u"New tiers"_s;
    const auto choices = eventChoices({older, newer}, english());
    QCOMPARE(choices.front().text, u"2026-11-08 New tiers"_s);
    QCOMPARE(choices.back().key, keyOf(older));
}

void TestHeatMap::theTrendsPageStandsWithoutAnswersAndTakesThem()
{
    open();
    m_window->resize(1440, 900);
    m_window->showPage(u"trends"_s);
    m_window->setDashboard(cannedDashboard(14 * 24h));
    TrendsPage& trends = page<TrendsPage>("trends");
    QVERIFY(trends.isReady());
    QVERIFY(!trends.heatCard().map().isVisible());
    QVERIFY(trends.heatCard().readOut().contains(u"being read"_s));
    QCOMPARE(trends.table().headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(),
             u"This week"_s);

    m_window->setFindings(std::make_shared<const Findings>(canned()));
    QVERIFY(trends.heatCard().map().isVisible());
    const ModelAnswers* answers = answersOf(canned().answers, opus47);
    QVERIFY(answers);
    QCOMPARE(trends.heatCard().map().grid(), *heatGrid(answers->peak, english()));
    QCOMPARE(trends.heatCard().mornings(), morningsSentence(answers->peak, english()));
    QCOMPARE(trends.table().headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(),
             u"Last seven days"_s);
    QCOMPARE(trends.table().index(0, 7).data().toString(),
             verdictOf(answers->week.verdict, true).word);
    const int last = trends.table().rowCount() - 1;
    QCOMPARE(trends.table().index(last, 0).data().toString(), u"429, this week so far"_s);
    QCOMPARE(trends.headline().sentence, weekHeadline(*answers, english()).sentence);
}

void TestHeatMap::theEventThatIsChosenIsCompared()
{
    open();
    m_window->showPage(u"trends"_s);
    m_window->setDashboard(cannedDashboard(14 * 24h));
    m_window->setFindings(std::make_shared<const Findings>(canned()));
    EventCard& card = page<TrendsPage>("trends").eventCard();
    const ModelAnswers* answers = answersOf(canned().answers, opus47);
    QVERIFY(answers->events.size() >= 2);
    QCOMPARE(card.events().count(), int(answers->events.size()));
    // At first the newest that has whole weeks on both sides.
    QVERIFY(answers->events.front().comparison && !answers->events.back().comparison);
    QCOMPARE(card.note(), eventNote(answers->events.front(), english()));
    card.events().setFocus();
    QTest::keyClick(&card.events(), Qt::Key_Home);
    QCOMPARE(card.note(), eventNote(answers->events.back(), english()));
    QVERIFY(card.table().rowCount() >= 1);
}

void TestHeatMap::everythingFitsASmallScreen()
{
    open();
    m_window->showPage(u"trends"_s);
    m_window->setDashboard(cannedDashboard(14 * 24h));
    m_window->setFindings(std::make_shared<const Findings>(canned()));
    m_window->resize(1000, 700);
    QTRY_COMPARE(m_window->width(), 1000);
    const TrendsPage& trends = page<TrendsPage>("trends");
    QTRY_VERIFY2(trends.width() <= trends.parentWidget()->width(),
                 qPrintable(QString::number(trends.width())));
}

QTEST_MAIN(TestHeatMap)
#include "tst_heatmap.moc"
