// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/gaprecorder.h"

#include <QTest>

using namespace plimsoll;
using namespace std::chrono_literals;

namespace {

const TimePoint start = fromEpochMs(1'777'809'600'000); // 2026-05-03T12:00:00Z

// Looks at the clocks as often as it must, and keeps what was told.
class Watcher
{
public:
    Watcher() = default;

    GapRecorder& recorder() { return m_recorder; }
    TimePoint now() const { return m_now; }
    void awake(Elapsed length)
    {
        for (Elapsed step {0}; step < length; step += 10s) {
            pass({.length = std::min(Elapsed(10s), length - step)}, 0s);
        }
    }
    // The clock moves by `by` more than the time that passed.
    void pass(const Passage& passage, Elapsed by)
    {
        m_now += passage.length + by;
        m_recorder.pass(passage, m_now);
        keep();
    }
    void probe(Outcome outcome) { probe(outcome, m_now); }
    void probe(Outcome outcome, TimePoint at)
    {
        Observation observation;
        observation.at = at;
        observation.outcome = outcome;
        m_recorder.learn(observation);
        keep();
    }
    void keep()
    {
        for (const Gap& gap : m_recorder.take()) {
            m_told.push_back(gap);
        }
    }
    const std::vector<Gap>& told() const { return m_told; }

private:
    TimePoint m_now = start;
    GapRecorder m_recorder {start, 302s};
    std::vector<Gap> m_told;
};

bool overlaps(const std::vector<Gap>& gaps)
{
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (gaps[i].range.from < gaps[k].range.to && gaps[k].range.from < gaps[i].range.to) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class TestGapRecorder : public QObject
{
    Q_OBJECT

private slots:
    void offlineFromTheFirstToTheFirstThatIsNot();
    void onlyProbesThatWereSentSayAnything_data();
    void onlyProbesThatWereSentSayAnything();
    void aLongOneIsToldInPieces();
    void sleepEndsWhatWasSeen();
    void aSetClockIsNoGap_data();
    void aSetClockIsNoGap();
    void refusedOnlyWhenNothingIsAdmitted();
    void aDeadLineIsTheReasonWhereBothHold();
    void aPauseIsTold();
    void piecesAreJoined();
};

void TestGapRecorder::offlineFromTheFirstToTheFirstThatIsNot()
{
    Watcher watcher;
    watcher.awake(60s);
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(60s);
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(60s);
    QVERIFY(watcher.told().empty());
    watcher.probe(Outcome::OverloadedHttp); // bad news, but news
    const std::vector<Gap> expected {{{start + 60s, start + 180s}, GapReason::Offline}};
    QVERIFY(watcher.told() == expected);
}

void TestGapRecorder::onlyProbesThatWereSentSayAnything_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<int>("sentBefore"); // seconds before the first that met the dead line
    QTest::addColumn<bool>("ends");
    QTest::newRow("a skipped one") << Outcome::Skipped << -30 << false;
    QTest::newRow("one that was under way already") << Outcome::Ok << 2 << false;
    QTest::newRow("one that was sent later") << Outcome::Ok << -30 << true;
    QTest::newRow("one that timed out on a live line") << Outcome::TimedOut << -30 << true;
}

void TestGapRecorder::onlyProbesThatWereSentSayAnything()
{
    QFETCH(Outcome, outcome);
    QFETCH(int, sentBefore);
    Watcher watcher;
    watcher.awake(60s);
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(60s);
    watcher.probe(outcome, start + 60s - std::chrono::seconds(sentBefore));
    QTEST(!watcher.told().empty(), "ends");
}

void TestGapRecorder::aLongOneIsToldInPieces()
{
    Watcher watcher;
    for (int minute = 0; minute < 60; ++minute) {
        watcher.probe(Outcome::LocalNetwork);
        watcher.awake(60s);
        const TimePoint told = watcher.told().empty() ? start : watcher.told().back().range.to;
        QVERIFY(watcher.now() - told <= 6min); // a crash loses no more: a piece, and the last probe
    }
    watcher.probe(Outcome::Ok);
    QVERIFY(watcher.told().size() >= 10);
    QVERIFY(!overlaps(watcher.told()));
    const std::vector<Gap> whole {{{start, start + 60min}, GapReason::Offline}};
    QVERIFY(joined(watcher.told()) == whole);
}

void TestGapRecorder::sleepEndsWhatWasSeen()
{
    Watcher watcher;
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(60s);
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(30s);
    watcher.pass({.length = 8h, .slept = true}, 0s);
    watcher.awake(60s);
    watcher.probe(Outcome::Ok);
    const std::vector<Gap> expected {{{start, start + 60s}, GapReason::Offline},
                                     {{start + 90s, start + 90s + 8h}, GapReason::Suspended}};
    QVERIFY(watcher.told() == expected);
}

void TestGapRecorder::aSetClockIsNoGap_data()
{
    QTest::addColumn<int>("hours");
    QTest::newRow("forwards") << 2;
    QTest::newRow("back") << -2;
}

void TestGapRecorder::aSetClockIsNoGap()
{
    QFETCH(int, hours);
    Watcher watcher;
    watcher.awake(60s);
    watcher.pass({.length = 10s, .jumped = true}, std::chrono::hours(hours));
    watcher.awake(60s);
    QVERIFY(watcher.told().empty());
    // Within a gap, the hours that nobody lived through are not counted.
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(20s);
    watcher.probe(Outcome::LocalNetwork);
    watcher.pass({.length = 10s, .jumped = true}, std::chrono::hours(hours));
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(60s);
    watcher.probe(Outcome::Ok);
    QCOMPARE(watcher.told().size(), std::size_t(2));
    QVERIFY(watcher.told()[0].range.length() == 20s);
    QVERIFY(watcher.told()[1].range.length() == 60s);
    // A sleep is told in the hours that the clock now shows.
    watcher.pass({.length = 1h, .slept = true, .jumped = true}, std::chrono::hours(hours));
    QCOMPARE(watcher.told().size(), std::size_t(3));
    QVERIFY(watcher.told()[2].range.to == watcher.now());
    QVERIFY(watcher.told()[2].range.length() == 1h);
}

void TestGapRecorder::refusedOnlyWhenNothingIsAdmitted()
{
    Watcher watcher;
    // A dear model waits, a cheap one goes on.
    for (int minute = 0; minute < 30; ++minute) {
        watcher.recorder().refuse(GapReason::Budget, watcher.now());
        watcher.awake(30s);
        watcher.recorder().admit(watcher.now());
        watcher.awake(30s);
    }
    QVERIFY(watcher.told().empty());
    for (int minute = 0; minute < 60; ++minute) {
        watcher.recorder().refuse(GapReason::Budget, watcher.now());
        watcher.awake(60s);
    }
    watcher.recorder().admit(watcher.now());
    watcher.keep();
    QVERIFY(watcher.told().size() >= 10);
    const std::vector<Gap> whole {{{start + 30min, start + 90min}, GapReason::Budget}};
    QVERIFY(joined(watcher.told()) == whole);
}

void TestGapRecorder::aDeadLineIsTheReasonWhereBothHold()
{
    Watcher watcher;
    for (int minute = 0; minute < 90; ++minute) {
        watcher.recorder().refuse(GapReason::Budget, watcher.now());
        if (minute >= 30 && minute <= 60) { // free probes tell
            watcher.probe(minute < 60 ? Outcome::LocalNetwork : Outcome::Ok);
        }
        watcher.awake(60s);
    }
    watcher.recorder().admit(watcher.now());
    watcher.keep();
    QVERIFY(!overlaps(watcher.told()));
    const std::vector<Gap> expected {{{start, start + 30min}, GapReason::Budget},
                                     {{start + 30min, start + 60min}, GapReason::Offline},
                                     {{start + 60min, start + 90min}, GapReason::Budget}};
    QVERIFY(joined(watcher.told()) == expected);
}

void TestGapRecorder::aPauseIsTold()
{
    Watcher watcher;
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(60s);
    watcher.probe(Outcome::LocalNetwork);
    watcher.awake(10s);
    watcher.recorder().close();
    watcher.recorder().pause({start + 70s, start + 100s});
    watcher.keep();
    const std::vector<Gap> expected {{{start, start + 60s}, GapReason::Offline},
                                     {{start + 70s, start + 100s}, GapReason::Paused}};
    QVERIFY(watcher.told() == expected);
}

void TestGapRecorder::piecesAreJoined()
{
    const auto gap = [](int from, int to, GapReason reason) {
        return Gap {{start + std::chrono::seconds(from), start + std::chrono::seconds(to)}, reason};
    };
    using enum GapReason;
    const std::vector<Gap> pieces {gap(20, 30, Offline), gap(0, 10, Offline), gap(10, 20, Offline),
                                   gap(30, 40, Suspended), gap(41, 50, Suspended)};
    const std::vector<Gap> expected {gap(0, 30, Offline), gap(30, 40, Suspended),
                                     gap(41, 50, Suspended)};
    QVERIFY(joined(pieces) == expected);
    QVERIFY(joined({}).empty());
}

QTEST_GUILESS_MAIN(TestGapRecorder)
#include "tst_gaprecorder.moc"
