// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/upkeepclock.h"

#include <QTest>

using namespace plimsoll;
using namespace std::chrono_literals;

namespace {
constexpr TimePoint noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 30) + 12h;
constexpr std::chrono::days year(365);
} // namespace

class TestUpkeepClock : public QObject
{
    Q_OBJECT

private slots:
    void followsTheSystem();
    void aNewStoreHasNoPastToGoBy();
    void aClockSetAheadCountsADayInAnHour();
    void aClockSetRightAgainIsBelievedAtOnce();
    void startsNearWhatTheStoreHas();
    void catchesUpAfterASleep();
};

void TestUpkeepClock::followsTheSystem()
{
    UpkeepClock clock;
    QVERIFY(clock.read(noon, 0ms, noon - 1min) == noon);
    for (int minute = 1; minute < 100; ++minute) {
        const TimePoint now = noon + std::chrono::minutes(minute);
        QVERIFY(clock.read(now, 1min, {}) == now);
    }
}

void TestUpkeepClock::aNewStoreHasNoPastToGoBy()
{
    UpkeepClock clock;
    QVERIFY(clock.read(noon, 0ms, {}) == noon);
}

void TestUpkeepClock::aClockSetAheadCountsADayInAnHour()
{
    UpkeepClock clock;
    clock.read(noon, 0ms, noon);
    QVERIFY(clock.read(noon + 4 * year, 1min, {}) == noon + 24min);
    QVERIFY(clock.read(noon + 4 * year, 59min, {}) == noon + 24h);
}

void TestUpkeepClock::aClockSetRightAgainIsBelievedAtOnce()
{
    UpkeepClock clock;
    clock.read(noon, 0ms, noon);
    clock.read(noon + 4 * year, 1h, {});
    QVERIFY(clock.read(noon + 2h, 1h, {}) == noon + 2h);
    QVERIFY(clock.read(noon - year, 1s, {}) == noon - year);
}

void TestUpkeepClock::startsNearWhatTheStoreHas()
{
    UpkeepClock clock;
    QVERIFY(clock.read(noon + 4 * year, 0ms, noon) == noon + 24h);
    UpkeepClock other;
    QVERIFY(other.read(noon, 0ms, noon + year) == noon); // rows from a clock that was ahead
}

void TestUpkeepClock::catchesUpAfterASleep()
{
    UpkeepClock clock;
    clock.read(noon, 0ms, noon);
    const TimePoint awake = noon + 8h; // and no time passed for the process
    QVERIFY(clock.read(awake, 0ms, {}) == noon);
    QVERIFY(clock.read(awake + 21min, 21min, {}) == awake + 21min);
}

QTEST_APPLESS_MAIN(TestUpkeepClock)
#include "tst_upkeepclock.moc"
