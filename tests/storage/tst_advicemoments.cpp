// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/advice.h"
#include "tests/support/memorystore.h"
#include "tests/support/observationbuilder.h"
#include "tests/support/syntheticdata.h"

#include <QTest>

using namespace plimsoll;
using namespace plimsoll::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const QString opus = u"claude-opus-4-7"_s;
const TimePoint begin = at("2026-11-10T00:00:00.000Z");
const TimePoint now = begin + 24h * 9 + 160min;

// Overloads of ten minutes, two of an hour, one a day, probed each minute.
MemoryStore tenOverloads()
{
    MemoryStore store;
    for (int day = 0; day < 10; ++day) {
        const int length = day % 5 == 2 ? 60 : 10;
        for (int minute = 0; minute < 160; ++minute) {
            const TimePoint t = begin + 24h * day + 1min * minute;
            const bool overloaded = minute >= 60 && minute < 60 + length;
            store.add(ObservationBuilder(opus).at(t).outcome(
                overloaded ? Outcome::OverloadedHttp : Outcome::Ok, overloaded ? 529 : 200));
            store.add(ObservationBuilder(u"claude-haiku-5-5"_s).at(t + 1s));
        }
    }
    return store;
}

Advice ask(std::optional<milliseconds> already)
{
    static const MemoryStore store = tenOverloads();
    const auto found =
        adviceFor(store, Catalogue::shipped(),
                  {.evidence = {now - 24h * 28, now}, .models = {opus}, .already = already});
    return found && !found->empty() ? found->front() : Advice();
}

std::vector<double> valuesOf(const Advice& advice)
{
    std::vector<double> values;
    for (const stats::WaitChance& chance : advice.chances) {
        values.push_back(chance.over ? chance.over->value : -1);
    }
    return values;
}

} // namespace

// An advice for another moment than that which was asked for, from the overloads it holds.
class TestAdviceMoments final : public QObject
{
    Q_OBJECT

private slots:
    void itIsTheAdviceThatTheStoreWouldGive_data();
    void itIsTheAdviceThatTheStoreWouldGive();
    void otherWaitsFollowTheSameRules();
};

void TestAdviceMoments::itIsTheAdviceThatTheStoreWouldGive_data()
{
    QTest::addColumn<milliseconds>("already");
    QTest::newRow("of one just met") << milliseconds(0);
    QTest::newRow("just before most are over") << milliseconds(9min + 20s);
    QTest::newRow("of one of which too few are known") << milliseconds(20min);
    QTest::newRow("of one longer than any") << milliseconds(2h);
}

void TestAdviceMoments::itIsTheAdviceThatTheStoreWouldGive()
{
    QFETCH(milliseconds, already);
    const Advice asked = ask(already);
    // From one with all its figures as from one without any.
    for (const Advice& from : {ask({}), ask(20min)}) {
        const Advice moved = adviceAt(from, already, {.evidence = {now - 24h * 28, now}});
        QCOMPARE(moved.already, already);
        QCOMPARE(moved.watched, asked.watched);
        QCOMPARE(moved.isEnough(), already < 10min);
        QCOMPARE(valuesOf(moved), valuesOf(asked));
        QCOMPARE(moved.firstWait, asked.firstWait);
        QCOMPARE(moved.plan.has_value(), asked.plan.has_value());
        QCOMPARE(moved.meanResidual, asked.meanResidual);
        QCOMPARE(moved.switchAfter, asked.switchAfter);
        QCOMPARE(moved.enoughEvidence, asked.enoughEvidence);
        QCOMPARE(moved.enoughAt, asked.enoughAt);
    }
}

void TestAdviceMoments::otherWaitsFollowTheSameRules()
{
    const std::vector<milliseconds> waits {10s, 9min, 15min};
    const auto chances = chancesWithin(ask({}), waits);
    QCOMPARE(chances.size(), 3U);
    QVERIFY(!chances[0].over); // sooner than half a minute nobody could tell
    QCOMPARE(chances[1].over->value, 0.0);
    QVERIFY(qAbs(chances[2].over->value - 0.8) < 1e-12); // eight of ten
    QVERIFY(chancesWithin(ask(20min), waits).empty());
}

QTEST_GUILESS_MAIN(TestAdviceMoments)
#include "tst_advicemoments.moc"
