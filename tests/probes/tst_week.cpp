// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/plannedworld.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

#include <map>
#include <memory>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What happens in these days, in hours since Tuesday 2026-10-20 00:00 UTC:
//    46 to 54     the machine sleeps, over a UTC midnight
//    82 to 82:20  the dearest model is overloaded
//    86 to 87:30  the line is dead
//   118 to 143    the Sunday of 25 hours in Berlin
//   143           the clock is set two hours forwards, from 23:00 to 01:00 of Monday
//   166:30        it is set back, from 00:30 on Tuesday to 22:30 on Monday
//   180           the end
// The money of a day lasts for about 15 hours.
namespace {

const QString opus = u"claude-opus-4-7"_s;
const TimePoint start = std::chrono::sys_days(std::chrono::year(2026) / 10 / 20);
constexpr Elapsed sleepFrom = 46h;
constexpr Elapsed sleepTo = 54h;
constexpr Elapsed jumpForwards = 143h;
constexpr Elapsed jumpBack = 166h + 30min;
constexpr Elapsed end = 180h;

ProbeSettings weekSettings()
{
    ProbeSettings settings;
    settings.seed = 2026;
    const auto add = [&settings](const QString& model, ProbeKind kind, Elapsed every) {
        Target target;
        target.id = {model, kind};
        target.every = every;
        settings.targets.push_back(target);
    };
    for (const QString& model :
         {opus, u"claude-opus-5-5"_s, u"claude-sonnet-5-5"_s, u"claude-haiku-5-5"_s}) {
        add(model, ProbeKind::Admission, 60s);
    }
    add(opus, ProbeKind::Generation, 900s);
    add({}, ProbeKind::Control, 60s);
    add({}, ProbeKind::Line, 60s);
    double dayUsd = 0;
    for (const Target& target : settings.targets) {
        if (isPaid(target.id.kind)) {
            const auto each =
                Catalogue::shipped().costNanoUsd(target.id.model, PlannedWorld::usage, start);
            dayUsd += double(*each) * 1e-9 * double(Elapsed(24h) / target.every);
        }
    }
    settings.budget.usdPerDay = dayUsd * 15 / 24;
    settings.budget.usdPerMonth = dayUsd * 31; // is never reached
    return settings;
}

Outcome outcomeAt(const Target& target, Elapsed at)
{
    if (at >= 86h && at < 87h + 30min) {
        return Outcome::LocalNetwork;
    }
    const bool overloaded = at >= 82h && at < 82h + 20min && target.id.model == opus;
    return overloaded ? Outcome::OverloadedHttp : Outcome::Ok;
}

std::chrono::sys_days dayOf(TimePoint t)
{
    return std::chrono::floor<std::chrono::days>(t);
}

bool isRefusedForMoney(const PlannedWorld::Skipped& one)
{
    return one.skip.reason.contains(u"USD"_s);
}

} // namespace

class TestWeek : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void noBurst();
    void sleepIsOneGap();
    void aDeadLineIsOneGap();
    void spentMoneyIsAGap();
    void thereIsNoOtherGap();
    void noDayCostsMore();
    void theBudgetReopensAtMidnight();
    void aClockSetBackDoesNotReopenIt();
    void aDayOfTwentyFiveHoursIsNothingSpecial();
    void burstsAreFollowed();
    void lateByNothing();

private:
    std::vector<Gap> gapsOf(GapReason reason) const;
    qint64 sentWithin(Elapsed from, Elapsed length) const;

    void live(bool monotonicSleeps);

    std::map<bool, std::unique_ptr<PlannedWorld>> m_worlds; // each lived once
    PlannedWorld* m_world = nullptr;
};

void TestWeek::initTestCase_data()
{
    QTest::addColumn<bool>("monotonicSleeps");
    QTest::newRow("the monotonic clock sleeps too, as on Linux") << true;
    QTest::newRow("it stays awake, as on macOS and Windows") << false;
}

void TestWeek::init()
{
    QFETCH_GLOBAL(bool, monotonicSleeps);
    m_world = m_worlds[monotonicSleeps].get();
    if (!m_world) {
        m_worlds[monotonicSleeps] =
            std::make_unique<PlannedWorld>(weekSettings(), start, outcomeAt);
        m_world = m_worlds[monotonicSleeps].get();
        live(monotonicSleeps);
    }
}

void TestWeek::live(bool monotonicSleeps)
{
    ManualClock& clock = m_world->clock;
    m_world->runUntil(sleepFrom);
    if (monotonicSleeps) {
        clock.sleep(sleepTo - sleepFrom);
    } else {
        clock.advance(sleepTo - sleepFrom);
    }
    m_world->runUntil(jumpForwards);
    clock.setWall(clock.now() + 2h);
    m_world->runUntil(jumpBack);
    clock.setWall(clock.now() - 2h);
    m_world->runUntil(end);
}

std::vector<Gap> TestWeek::gapsOf(GapReason reason) const
{
    std::vector<Gap> gaps;
    std::ranges::copy_if(m_world->gaps, std::back_inserter(gaps),
                         [reason](const Gap& gap) { return gap.reason == reason; });
    return joined(gaps);
}

qint64 TestWeek::sentWithin(Elapsed from, Elapsed length) const
{
    const auto& sent = m_world->sent; // by time
    return std::ranges::lower_bound(sent, from + length, {}, &PlannedWorld::Sent::at)
        - std::ranges::lower_bound(sent, from, {}, &PlannedWorld::Sent::at);
}

// Seven targets send 6.07 probes a minute. By Poisson's law 26 come in a given minute with a
// probability of 1.7e-9, and 17 with 2.0e-4. A backlog of eight hours would be 2900.
void TestWeek::noBurst()
{
    for (const auto& one : m_world->sent) {
        QVERIFY(sentWithin(one.at, 60s) <= 25);
    }
    for (const Elapsed disturbance : {sleepTo, jumpForwards, jumpBack}) {
        const qint64 sent = sentWithin(disturbance, 60s);
        QVERIFY2(sent <= 16, qPrintable(QString::number(sent)));
        QVERIFY(sentWithin(disturbance, 10min) >= 10); // it goes on, with the free ones at least
    }
    QCOMPARE(sentWithin(sleepFrom, sleepTo - sleepFrom), 0);
}

void TestWeek::sleepIsOneGap()
{
    const auto gaps = gapsOf(GapReason::Suspended);
    QCOMPARE(gaps.size(), std::size_t(1));
    // From the last look at the clocks to the first after waking.
    const TimePoint slept = start + sleepFrom;
    QVERIFY(gaps[0].range.from <= slept && gaps[0].range.from > slept - 10s);
    QVERIFY(gaps[0].range.to >= start + sleepTo && gaps[0].range.to < start + sleepTo + 10s);
}

void TestWeek::aDeadLineIsOneGap()
{
    const auto gaps = gapsOf(GapReason::Offline);
    QCOMPARE(gaps.size(), std::size_t(1));
    std::optional<TimePoint> first;
    std::optional<TimePoint> firstThatIsNot;
    for (const auto& one : m_world->sent) {
        if (one.at >= 86h && !first) {
            first = one.wall;
        }
        if (one.at >= 87h + 30min && !firstThatIsNot) {
            firstThatIsNot = one.wall;
        }
    }
    const TimeRange expected {*first, *firstThatIsNot};
    QVERIFY(gaps[0].range == expected);
}

// From the first refusal to the next probe for output that goes out.
void TestWeek::spentMoneyIsAGap()
{
    const auto gaps = gapsOf(GapReason::Budget);
    const auto offline = gapsOf(GapReason::Offline);
    for (const Gap& gap : gaps) {
        const auto admitted = std::ranges::count_if(m_world->sent, [&gap](const auto& one) {
            return gap.range.from < one.wall && one.wall < gap.range.to
                && countsInRate(one.order.target.id.kind);
        });
        const bool livedTwice = gap.range.contains(start + jumpBack); // 22:30 of Monday
        QVERIFY(livedTwice || admitted == 0);
        const bool afterDeadLine = gap.range.from == offline.front().range.to;
        QVERIFY(afterDeadLine || std::ranges::any_of(m_world->skipped, [&gap](const auto& one) {
                    return isRefusedForMoney(one) && one.wall == gap.range.from;
                }));
        QVERIFY(gap.range.length() > longestGap(weekSettings().targets[0]));
    }
    // Every other refusal for money is soon followed by a probe of a cheaper model, or the line is
    // dead.
    const Elapsed silence = longestGap(weekSettings().targets[0]);
    for (const auto& one : m_world->skipped) {
        const bool inside = std::ranges::any_of(gaps, [&one](const Gap& gap) {
            return gap.range.from <= one.wall && one.wall <= gap.range.to;
        });
        const bool deadLine = one.at >= 86h && one.at < 87h + 31min;
        const bool disturbed = one.at > jumpForwards - silence && one.at < jumpForwards;
        if (isRefusedForMoney(one) && !inside && !deadLine && !disturbed) {
            QVERIFY(std::ranges::any_of(m_world->sent, [&one, silence](const auto& next) {
                return countsInRate(next.order.target.id.kind) && next.at >= one.at
                    && next.at <= one.at + silence;
            }));
        }
    }
    // One each evening; that of Monday, which was lived through twice, is one span.
    QCOMPARE(gaps.size(), std::size_t(7));
}

void TestWeek::thereIsNoOtherGap()
{
    QVERIFY(gapsOf(GapReason::Paused).empty());
    QVERIFY(gapsOf(GapReason::NotRunning).empty());
    for (std::size_t i = 1; i < m_world->gaps.size(); ++i) {
        const TimeRange before = m_world->gaps[i - 1].range;
        const TimeRange range = m_world->gaps[i].range;
        const bool apart = range.from >= before.to;
        const bool secondTime = range.from < before.to
            && dayOf(range.from) == std::chrono::sys_days(std::chrono::year(2026) / 10 / 26);
        QVERIFY(apart || secondTime);
    }
}

void TestWeek::noDayCostsMore()
{
    std::map<std::chrono::sys_days, qint64> spent;
    std::chrono::sys_days newest;
    for (const auto& one : m_world->sent) {
        newest = std::max(newest, dayOf(one.wall));
        spent[newest] += one.billedNanoUsd;
    }
    QCOMPARE(spent.size(), std::size_t(8));
    const double ceiling = *weekSettings().budget.usdPerDay * 1e9;
    for (const auto& [day, nanoUsd] : spent) {
        const QString text = u"%1: %2"_s.arg(day.time_since_epoch().count()).arg(nanoUsd);
        QVERIFY2(double(nanoUsd) <= ceiling, qPrintable(text));
        // All of it, but on the last day, which is half a one, and on those with the sleep and
        // the dead line: nobody told of a request that got lost that it was not billed.
        const bool whole = day != spent.rbegin()->first && day != dayOf(start + sleepTo)
            && day != dayOf(start + 86h);
        QVERIFY2(!whole || double(nanoUsd) > 0.98 * ceiling, qPrintable(text));
    }
}

void TestWeek::theBudgetReopensAtMidnight()
{
    const Elapsed silence = longestGap(weekSettings().targets[0]);
    for (int day = 1; day <= 6; ++day) {
        // The night to Thursday is slept through, that to Monday is skipped by the clock.
        const Elapsed opens = day == 2 ? sleepTo : day == 6 ? jumpForwards : day * Elapsed(24h);
        qint64 before = 0;
        qint64 after = 0;
        for (const auto& one : m_world->sent) {
            if (isPaid(one.order.target.id.kind)) {
                before += one.at >= opens - 1h && one.at < opens;
                after += one.at >= opens && one.at < opens + silence;
            }
        }
        QCOMPARE(before, 0);
        QVERIFY(after > 0);
    }
}

void TestWeek::aClockSetBackDoesNotReopenIt()
{
    for (const auto& one : m_world->sent) {
        const bool mondayAgain = one.at >= jumpBack && one.at < jumpBack + 90min;
        QVERIFY(!mondayAgain || !isPaid(one.order.target.id.kind));
    }
}

void TestWeek::aDayOfTwentyFiveHoursIsNothingSpecial()
{
    const QTimeZone berlin("Europe/Berlin");
    QVERIFY(berlin.isValid());
    const auto midnight = [&berlin](int day) {
        return fromEpochMs(
            QDateTime(QDate(2026, 10, day), QTime(0, 0), berlin).toMSecsSinceEpoch());
    };
    const TimeRange sunday {midnight(25), midnight(26)};
    QCOMPARE(sunday.length(), std::chrono::milliseconds(25h));
    const auto within = [&sunday](TimePoint t) { return sunday.contains(t); };
    // Line probes are always sent: 60 an hour, with the deviation of their number.
    qint64 lines = 0;
    for (const auto& one : m_world->sent) {
        lines += within(one.wall) && one.order.target.id.kind == ProbeKind::Line;
    }
    QVERIFY2(std::abs(double(lines) - 1500) < 4 * std::sqrt(1500.0),
             qPrintable(QString::number(lines)));
    // Local midnight, at 22:00 and 23:00 UTC, turns no budget.
    for (const auto& one : m_world->sent) {
        const bool late = one.wall >= sunday.to - 1h && one.wall < sunday.to;
        QVERIFY(!late || !isPaid(one.order.target.id.kind));
    }
    for (const Gap& gap : m_world->gaps) {
        QVERIFY(gap.reason == GapReason::Budget || !within(gap.range.from));
    }
}

void TestWeek::burstsAreFollowed()
{
    qint64 followups = 0;
    for (const auto& one : m_world->sent) {
        if (one.order.target.id.kind == ProbeKind::Followup) {
            ++followups;
            QVERIFY(one.at > 82h && one.at < 82h + 22min);
        }
    }
    QVERIFY(followups >= 5 && followups <= 24);
}

void TestWeek::lateByNothing()
{
    for (const auto& one : m_world->sent) {
        QVERIFY(one.order.sent >= one.order.due);
        const bool justWoken = one.at >= sleepTo && one.at < sleepTo + 1s;
        QVERIFY(one.order.sent - one.order.due <= (justWoken ? 10s : 0s));
    }
}

QTEST_GUILESS_MAIN(TestWeek)
#include "tst_week.moc"
