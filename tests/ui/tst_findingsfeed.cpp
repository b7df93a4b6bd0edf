// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/manualclock.h"
#include "ui/state/findingsfeed.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFindingsFeed final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void nothingIsAskedBeforeTheFirstDashboard();
    void nothingIsAskedForAPageThatWantsNothing();
    void anotherChoiceGivesUpTheQuestionUnderWay();
    void whatIsHeldIsNotAskedAgainForAnotherPage();
    void anErrorIsTold();
    void anEndGivesUpTheQuestionUnderWay();
    void evidenceIsAtLeastFourWeeks();

private:
    QFuture<Result<Findings>> ask(const FindingsQuestion& question);
    void answer(std::size_t index, const Result<Findings>& findings);

    const TimePoint m_now = fromEpochMs(1'795'267'930'000);
    std::shared_ptr<ManualClock> m_clock = std::make_shared<ManualClock>(m_now);
    std::unique_ptr<SelectionState> m_selection;
    std::unique_ptr<FindingsFeed> m_feed;
    std::vector<FindingsQuestion> m_questions;
    std::vector<QPromise<Result<Findings>>> m_promises;
};

QFuture<Result<Findings>> TestFindingsFeed::ask(const FindingsQuestion& question)
{
    m_questions.push_back(question);
    m_promises.emplace_back();
    m_promises.back().start();
    return m_promises.back().future();
}

void TestFindingsFeed::answer(std::size_t index, const Result<Findings>& findings)
{
    m_promises[index].addResult(findings);
    m_promises[index].finish();
}

void TestFindingsFeed::init()
{
    m_feed.reset();
    m_promises.clear();
    m_questions.clear();
    m_selection = std::make_unique<SelectionState>();
    m_feed = std::make_unique<FindingsFeed>(
        FindingsFeed::Parts {.ask = [this](const FindingsQuestion& one) { return ask(one); },
                             .selection = *m_selection,
                             .clock = m_clock});
}

void TestFindingsFeed::nothingIsAskedBeforeTheFirstDashboard()
{
    m_feed->setKinds(FindingKind::Answers);
    m_selection->setPreset(RangePreset::Week);
    QVERIFY(m_questions.empty());
    m_feed->setOldest(m_now - 100h);
    QCOMPARE(m_questions.size(), 1U);
    QCOMPARE(m_questions[0].kinds, FindingKinds(FindingKind::Answers));
    QCOMPARE(m_questions[0].selection.range, (TimeRange {.from = m_now - 168h, .to = m_now}));
    m_feed->setOldest(m_now - 100h); // every dashboard tells it
    QCOMPARE(m_questions.size(), 1U);
}

void TestFindingsFeed::nothingIsAskedForAPageThatWantsNothing()
{
    m_feed->setOldest(m_now - 100h);
    m_feed->setKinds({});
    m_selection->setPreset(RangePreset::Week);
    QVERIFY(m_questions.empty());
}

void TestFindingsFeed::anotherChoiceGivesUpTheQuestionUnderWay()
{
    m_feed->setOldest(m_now - 100h);
    m_feed->setKinds(FindingKind::Advice);
    QSignalSpy answered(m_feed.get(), &FindingsFeed::answered);
    m_selection->setPreset(RangePreset::Week);
    QCOMPARE(m_questions.size(), 2U);
    QVERIFY(m_promises[0].isCanceled());
    QVERIFY(!m_promises[1].isCanceled());
    Findings found;
    found.kinds = FindingKind::Advice;
    answer(1, found);
    QTRY_COMPARE(answered.count(), 1);
}

void TestFindingsFeed::whatIsHeldIsNotAskedAgainForAnotherPage()
{
    m_feed->setOldest(m_now - 100h);
    m_feed->setKinds(FindingKind::Answers | FindingKind::Advice);
    QSignalSpy answered(m_feed.get(), &FindingsFeed::answered);
    Findings found;
    found.kinds = FindingKind::Answers | FindingKind::Advice;
    answer(0, found);
    QTRY_COMPARE(answered.count(), 1);
    m_feed->setKinds(FindingKind::Advice);
    QCOMPARE(m_questions.size(), 1U);
    m_feed->setKinds(FindingKind::Ledger);
    QCOMPARE(m_questions.size(), 2U);
    QCOMPARE(m_questions[1].kinds, FindingKinds(FindingKind::Ledger));
}

void TestFindingsFeed::anErrorIsTold()
{
    m_feed->setOldest(m_now - 100h);
    m_feed->setKinds(FindingKind::Ledger);
    QSignalSpy failed(m_feed.get(), &FindingsFeed::failed);
    answer(0, Error {Error::Code::Io, u"The disk is gone."_s});
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Error>().message, u"The disk is gone."_s);
}

void TestFindingsFeed::anEndGivesUpTheQuestionUnderWay()
{
    m_feed->setOldest(m_now - 100h);
    m_feed->setKinds(FindingKind::Ledger);
    m_feed.reset();
    QVERIFY(m_promises[0].isCanceled());
}

void TestFindingsFeed::evidenceIsAtLeastFourWeeks()
{
    const TimeRange day {.from = m_now - 24h, .to = m_now};
    QCOMPARE(evidenceOf(day), (TimeRange {.from = m_now - 28 * 24h, .to = m_now}));
    const TimeRange year {.from = m_now - 365 * 24h, .to = m_now};
    QCOMPARE(evidenceOf(year), year);
}

QTEST_GUILESS_MAIN(TestFindingsFeed)
#include "tst_findingsfeed.moc"
