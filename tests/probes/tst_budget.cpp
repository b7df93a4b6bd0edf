// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/budget.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 12h;

BudgetSettings ofDay(std::optional<double> usd)
{
    return {.usdPerDay = usd, .usdPerMonth = std::nullopt, .requestsPerMinute = 1000};
}

} // namespace

class TestBudget : public QObject
{
    Q_OBJECT

private slots:
    void holdsTheDay();
    void holdsTheMonth();
    void noCeilingAndNoMoney();
    void holdsTheRequests();
    void aBookingIsCorrectedWhereItStands_data();
    void aBookingIsCorrectedWhereItStands();
    void aClockSetBackOpensNothing();
    void aClockThatWasFarAheadDoesNotStopUs();
};

void TestBudget::holdsTheDay()
{
    Budget budget(ofDay(0.001), {900'000, 900'000}, noon);
    QVERIFY(!budget.refusal(100'000, {noon})); // exactly up to it
    const auto refusal = budget.refusal(100'001, {noon});
    QVERIFY(refusal);
    QVERIFY2(refusal->reason.contains(u"0.001 USD for this UTC day"_s),
             qPrintable(refusal->reason));
    QVERIFY(refusal->gap == GapReason::Budget);
    QVERIFY(!budget.refusal(0, {noon})); // free probes go on
    budget.reserve(100'000, {noon});
    QVERIFY(budget.refusal(1, {noon}));
    QVERIFY(budget.refusal(1, {noon + 12h - 1ms}));
    QVERIFY(!budget.refusal(1'000'000, {noon + 12h})); // the next UTC day
}

void TestBudget::holdsTheMonth()
{
    BudgetSettings settings = ofDay(std::nullopt);
    settings.usdPerMonth = 0.01;
    Budget budget(settings, {0, 9'000'000}, noon);
    QVERIFY(!budget.refusal(1'000'000, {noon}));
    const auto refusal = budget.refusal(1'000'001, {noon + 24h});
    QVERIFY(refusal && refusal->reason.contains(u"0.01 USD for this UTC month"_s));
    QVERIFY(refusal->gap == GapReason::Budget);
    const TimePoint december = std::chrono::sys_days(std::chrono::year(2026) / 12 / 1);
    QVERIFY(budget.refusal(1'000'001, {december - 1ms}));
    QVERIFY(!budget.refusal(10'000'000, {december}));
}

void TestBudget::noCeilingAndNoMoney()
{
    Budget unlimited(ofDay(std::nullopt), {}, noon);
    QVERIFY(!unlimited.refusal(1'000'000'000'000, {noon}));
    Budget nothing(ofDay(0.0), {}, noon);
    QVERIFY(nothing.refusal(1, {noon}));
    QVERIFY(!nothing.refusal(0, {noon}));
}

void TestBudget::holdsTheRequests()
{
    Budget budget({std::nullopt, std::nullopt, 2}, {}, noon);
    const auto at = [](Elapsed elapsed) { return Instant {noon, elapsed}; };
    budget.reserve(0, at(0s));
    QVERIFY(!budget.refusal(0, at(10s)));
    budget.reserve(0, at(10s));
    const auto refusal = budget.refusal(0, at(59s));
    QVERIFY(refusal);
    QVERIFY(!refusal->gap); // no money is lacking
    QVERIFY(!budget.refusal(0, at(60s)));
    budget.reserve(0, at(60s));
    QVERIFY(budget.refusal(0, at(69s)));
    QVERIFY(!budget.refusal(0, at(70s)));
}

void TestBudget::aBookingIsCorrectedWhereItStands_data()
{
    QTest::addColumn<qint64>("cost");
    QTest::newRow("dearer") << qint64(150);
    QTest::newRow("cheaper") << qint64(30);
    QTest::newRow("not billed") << qint64(0);
}

void TestBudget::aBookingIsCorrectedWhereItStands()
{
    QFETCH(qint64, cost);
    SpendingLedger ledger({1000, 5000}, noon);
    const Booking booking = ledger.add(100, noon + 12h - 1ms);
    QCOMPARE(ledger.spentAt(noon), (Spending {1100, 5100}));
    // The answer comes after midnight: the new day owes nothing and gains nothing.
    QCOMPARE(ledger.spentAt(noon + 12h), (Spending {0, 5100}));
    ledger.correct(booking, cost);
    QCOMPARE(ledger.spentAt(noon + 12h), (Spending {0, 5000 + cost}));
    SpendingLedger sameDay({1000, 5000}, noon);
    sameDay.correct(sameDay.add(100, noon), cost);
    QCOMPARE(sameDay.spentAt(noon), (Spending {1000 + cost, 5000 + cost}));
}

void TestBudget::aClockSetBackOpensNothing()
{
    const TimePoint midnight = noon + 12h;
    SpendingLedger ledger({1000, 1000}, midnight - 1h);
    ledger.add(10, midnight + 1h);
    QCOMPARE(ledger.spentAt(midnight + 1h).dayNanoUsd, 10);
    QCOMPARE(ledger.spentAt(midnight - 1h).dayNanoUsd, 1000); // what that day had
    ledger.add(5000, midnight - 30min);
    QCOMPARE(ledger.spentAt(midnight - 30min).dayNanoUsd, 6000);
    QCOMPARE(ledger.spentAt(midnight + 2h).dayNanoUsd, 5010); // and it was spent today, too
    QCOMPARE(ledger.spentAt(midnight + 2h).monthNanoUsd, 6010);
}

void TestBudget::aClockThatWasFarAheadDoesNotStopUs()
{
    SpendingLedger ledger({100, 100}, noon);
    ledger.add(1'000'000, noon + 24h * 365);
    QCOMPARE(ledger.spentAt(noon).dayNanoUsd, 100);
    QCOMPARE(ledger.spentAt(noon + 24h * 365).dayNanoUsd, 1'000'000); // still booked there
}

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
