// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "ui/state/dashboardfeed.h"
#include "ui/state/selectionstate.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Answers when the test says so.
class SlowAnswers
{
public:
    QFuture<Result<Dashboard>> ask(const DashboardQuestion& question)
    {
        questions.push_back(question);
        promises.emplace_back();
        promises.back().start();
        return promises.back().future();
    }
    void answer(std::size_t index, const Result<Dashboard>& dashboard)
    {
        promises[index].addResult(dashboard);
        promises[index].finish();
    }

    std::vector<DashboardQuestion> questions;
    std::vector<QPromise<Result<Dashboard>>> promises;
};

class TestSelection final : public QObject
{
    Q_OBJECT

private slots:
    void presetsEndNow();
    void allBeginsWithTheData();
    void shiftingStopsAtThePresent();
    void halfARangeIsAShiftToo();
    void zoomingKeepsThePointInItsPlace();
    void zoomingEndsAtThePresentAndAtAMinute();
    void goingBackAndForwardLeadsThroughWhatWasChosen();
    void choosingAnewAfterGoingBackForgetsWhatLayAhead();
    void modelsAreGoneBackToAsWell();
    void theLastModelCannotBeHidden();
    void choosingEveryModelIsAll();
    void aNewChoiceDropsTheAnswerUnderWay();
    void oneQuestionAtATime();
    void errorsAreToldAndAskingGoesOn();
    void whatAPageNeedsIsAskedForAtOnceUnlessTheAnswerHoldsIt();

private:
    const TimePoint m_now = fromEpochMs(1'795'267'930'000);
};

void TestSelection::presetsEndNow()
{
    SelectionState state;
    QSignalSpy changed(&state, &SelectionState::changed);
    QCOMPARE(state.selection(m_now, {}).range, (TimeRange {.from = m_now - 24h, .to = m_now}));
    state.setPreset(RangePreset::Week);
    state.setPreset(RangePreset::Week);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(state.selection(m_now, {}).range.length(), std::chrono::milliseconds(7 * 24h));
}

void TestSelection::allBeginsWithTheData()
{
    SelectionState state;
    state.setPreset(RangePreset::All);
    QCOMPARE(state.selection(m_now, {}).range.from, m_now - 28 * 24h);
    QCOMPARE(state.selection(m_now, m_now - 200 * 24h).range.from, m_now - 200 * 24h);
}

void TestSelection::shiftingStopsAtThePresent()
{
    SelectionState state;
    state.shift(-1, m_now);
    QCOMPARE(state.preset(), RangePreset::Custom);
    QCOMPARE(state.selection(m_now, {}).range,
             (TimeRange {.from = m_now - 48h, .to = m_now - 24h}));
    state.shift(1, m_now);
    state.shift(1, m_now);
    QCOMPARE(state.selection(m_now, {}).range, (TimeRange {.from = m_now - 24h, .to = m_now}));
}

void TestSelection::halfARangeIsAShiftToo()
{
    const TimeRange shown {.from = m_now - 24h, .to = m_now - 12h};
    QCOMPARE(shifted(shown, 0.5, m_now), (TimeRange {.from = m_now - 18h, .to = m_now - 6h}));
    QCOMPARE(shifted(shown, 2, m_now), (TimeRange {.from = m_now - 12h, .to = m_now}));
}

void TestSelection::zoomingKeepsThePointInItsPlace()
{
    const TimeRange shown {.from = m_now - 24h, .to = m_now - 16h};
    QCOMPARE(zoomed(shown, m_now - 22h, 0.5, m_now), // a quarter of it lies before
             (TimeRange {.from = m_now - 23h, .to = m_now - 19h}));
    QCOMPARE(zoomed(zoomed(shown, m_now - 22h, 0.5, m_now), m_now - 22h, 2, m_now), shown);
}

void TestSelection::zoomingEndsAtThePresentAndAtAMinute()
{
    const TimeRange shown {.from = m_now - 2h, .to = m_now - 1h};
    QCOMPARE(zoomed(shown, m_now - 90min, 8, m_now).to, m_now);
    const TimeRange minute {.from = m_now - 1min, .to = m_now};
    QCOMPARE(zoomed(minute, m_now, 0.5, m_now), minute);
}

void TestSelection::goingBackAndForwardLeadsThroughWhatWasChosen()
{
    SelectionState state;
    QVERIFY(!state.canGoBack());
    state.setPreset(RangePreset::Week);
    state.setCustom({.from = m_now - 3h, .to = m_now - 2h});
    QSignalSpy changed(&state, &SelectionState::changed);
    state.goBack();
    QCOMPARE(state.preset(), RangePreset::Week);
    state.goBack();
    QCOMPARE(state.preset(), RangePreset::Day);
    state.goBack(); // nothing lies before it
    QCOMPARE(changed.count(), 2);
    state.goForward();
    state.goForward();
    QCOMPARE(state.selection(m_now, {}).range, (TimeRange {.from = m_now - 3h, .to = m_now - 2h}));
    QVERIFY(!state.canGoForward());
}

void TestSelection::choosingAnewAfterGoingBackForgetsWhatLayAhead()
{
    SelectionState state;
    state.setPreset(RangePreset::Week);
    state.goBack();
    state.setPreset(RangePreset::Hour);
    QVERIFY(!state.canGoForward());
    state.goBack();
    QCOMPARE(state.preset(), RangePreset::Day);
}

void TestSelection::modelsAreGoneBackToAsWell()
{
    SelectionState state;
    state.setModels({u"one"_s});
    state.goBack();
    QVERIFY(state.models().isEmpty());
    state.goForward();
    QCOMPARE(state.models(), QStringList {u"one"_s});
}

void TestSelection::theLastModelCannotBeHidden()
{
    SelectionState state;
    state.learnModels({{.id = u"a"_s, .name = u"A"_s}, {.id = u"b"_s, .name = u"B"_s}});
    state.setModelShown(u"a"_s, false);
    QCOMPARE(state.models(), QStringList {u"b"_s});
    state.setModelShown(u"b"_s, false);
    QCOMPARE(state.models(), QStringList {u"b"_s});
}

void TestSelection::choosingEveryModelIsAll()
{
    SelectionState state;
    state.learnModels({{.id = u"a"_s, .name = u"A"_s}, {.id = u"b"_s, .name = u"B"_s}});
    state.setModels({u"a"_s});
    state.setModelShown(u"b"_s, true);
    QVERIFY(state.models().isEmpty());
}

void TestSelection::aNewChoiceDropsTheAnswerUnderWay()
{
    SelectionState state;
    SlowAnswers answers;
    DashboardFeed feed({.ask = [&](const DashboardQuestion& q) { return answers.ask(q); },
                        .selection = state,
                        .clock = std::make_shared<ManualClock>(m_now)});
    QSignalSpy answered(&feed, &DashboardFeed::answered);
    feed.start();
    state.setPreset(RangePreset::Week);
    QCOMPARE(answers.questions.size(), 2U);
    Dashboard day;
    day.probesInDay = 1;
    Dashboard week;
    week.probesInDay = 2;
    answers.answer(0, day);
    answers.answer(1, week);
    QTRY_COMPARE(answered.count(), 1);
    QCOMPARE(answered.front().front().value<SharedDashboard>()->probesInDay, 2U);
    QCOMPARE(answers.questions[1].asOf, m_now);
}

void TestSelection::oneQuestionAtATime()
{
    SelectionState state;
    SlowAnswers answers;
    DashboardFeed feed({.ask = [&](const DashboardQuestion& q) { return answers.ask(q); },
                        .selection = state,
                        .clock = std::make_shared<ManualClock>(m_now)});
    feed.start();
    feed.refresh();
    feed.refresh();
    QSignalSpy answered(&feed, &DashboardFeed::answered);
    QVERIFY(!answered.wait(1200)); // the refresh falls due while the first question is under way
    QCOMPARE(answers.questions.size(), 1U);
    answers.answer(0, Dashboard());
    QTRY_COMPARE_WITH_TIMEOUT(answers.questions.size(), 2U, 3000);
}

void TestSelection::errorsAreToldAndAskingGoesOn()
{
    SelectionState state;
    SlowAnswers answers;
    DashboardFeed feed({.ask = [&](const DashboardQuestion& q) { return answers.ask(q); },
                        .selection = state,
                        .clock = std::make_shared<ManualClock>(m_now)});
    QSignalSpy failed(&feed, &DashboardFeed::failed);
    feed.start();
    answers.answer(0, Error {.code = Error::Code::Io, .message = u"disk"_s});
    QTRY_COMPARE(failed.count(), 1);
    feed.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(answers.questions.size(), 2U, 3000);
}

void TestSelection::whatAPageNeedsIsAskedForAtOnceUnlessTheAnswerHoldsIt()
{
    SelectionState state;
    SlowAnswers answers;
    DashboardFeed feed({.ask = [&](const DashboardQuestion& q) { return answers.ask(q); },
                        .selection = state,
                        .clock = std::make_shared<ManualClock>(m_now)});
    feed.setParts({});
    QVERIFY(answers.questions.empty()); // nothing is asked before the start
    feed.start();
    QCOMPARE(answers.questions.size(), 1U);
    QCOMPARE(answers.questions[0].parts, DashboardParts());
    feed.setParts(DashboardPart::Trends);
    QCOMPARE(answers.questions.size(), 2U); // though the first is under way
    QCOMPARE(answers.questions[1].parts, DashboardParts(DashboardPart::Trends));
    feed.setParts({});
    QCOMPARE(answers.questions.size(), 2U);
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
