// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query/claims/claimverdict.h"
#include "storage/query/claims/retryclaims.h"

#include <QTest>

using namespace plimsoll;
using namespace Qt::StringLiterals;

namespace {

Claim claimOf(ClaimTest test, double value, std::optional<double> tolerance = {})
{
    Claim claim;
    claim.metric = ClaimMetric::OverloadRate;
    claim.test = test;
    claim.value = value;
    claim.tolerance = tolerance;
    return claim;
}

Measured between(double low, double high)
{
    Measured measured;
    measured.value = (low + high) / 2;
    measured.low = low;
    measured.high = high;
    return measured;
}

} // namespace

// The rules of decision, one by one.
class TestClaimVerdict : public QObject
{
    Q_OBJECT

private slots:
    void theIntervalDecides_data();
    void theIntervalDecides();
    void aTestMayShowOneSideAlone_data();
    void aTestMayShowOneSideAlone();
    void whatIsMissingLeavesItUndecided();
    void withoutAnIntervalNothingIsDecided();
    void whatCanNeverBeMeasuredIsNotObservable();
    void unlikeNumbersAreRefutedByArithmetic();
    void noChangeNeedsItsTestAsWell();
    void aSecondReadingHasAVerdictOfItsOwn();
    void verdictsAreReadBackByTheirNames();
    void figuresAreWrittenInTheirUnit_data();
    void figuresAreWrittenInTheirUnit();
    void clustersAreWorthWhatTheirWeightsSay();
};

void TestClaimVerdict::theIntervalDecides_data()
{
    QTest::addColumn<int>("test");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char* name, ClaimTest test, double value, double low, double high,
                        ClaimVerdict verdict) {
        QTest::newRow(name) << int(test) << value << low << high << int(verdict);
    };
    using enum ClaimTest;
    using enum ClaimVerdict;
    row("below: wholly below", Below, 0.01, 0.002, 0.009, Supported);
    row("below: the high end is the value", Below, 0.01, 0.002, 0.01, NotYetDecidable);
    row("below: on both sides", Below, 0.01, 0.008, 0.012, NotYetDecidable);
    row("below: the low end is the value", Below, 0.01, 0.01, 0.012, Refuted);
    row("below: wholly above", Below, 0.01, 0.011, 0.03, Refuted);
    row("at least: wholly above", AtLeast, 2, 3, 9, Supported);
    row("at least: the low end is the value", AtLeast, 2, 2, 9, Supported);
    row("at least: on both sides", AtLeast, 2, 1, 9, NotYetDecidable);
    row("at least: the high end is the value", AtLeast, 2, 1, 2, NotYetDecidable);
    row("at least: wholly below", AtLeast, 2, -4, 1, Refuted);
    row("about: wholly within the tolerance of 5 %", About, 16, 15.3, 16.7, Supported);
    row("about: exact, within", About, 16, 50.0 / 3, 50.0 / 3, Supported);
    row("about: exact, 11 % off", About, 15, 50.0 / 3, 50.0 / 3, Refuted);
    row("about: one end beyond the tolerance", About, 16, 15.3, 17, NotYetDecidable);
    row("about: wider than the tolerance on both sides", About, 16, 14, 18, NotYetDecidable);
    row("about: wholly above", About, 16, 16.9, 20, Refuted);
    row("about: wholly below", About, 16, 1, 15.1, Refuted);
}

void TestClaimVerdict::theIntervalDecides()
{
    QFETCH(const int, test);
    QFETCH(const double, value);
    QFETCH(const double, low);
    QFETCH(const double, high);
    QFETCH(const int, verdict);
    const auto tolerance = ClaimTest(test) == ClaimTest::About ? std::optional(0.05) : std::nullopt;
    QCOMPARE(int(verdictOf(claimOf(ClaimTest(test), value, tolerance), between(low, high))),
             verdict);
}

void TestClaimVerdict::aTestMayShowOneSideAlone_data()
{
    QTest::addColumn<int>("conclusive");
    QTest::addColumn<int>("whenBelow");
    QTest::addColumn<int>("whenAbove");
    using enum ClaimVerdict;
    QTest::newRow("both") << int(Conclusive::BothWays) << int(Supported) << int(Refuted);
    QTest::newRow("support alone")
        << int(Conclusive::SupportOnly) << int(Supported) << int(NotYetDecidable);
    QTest::newRow("refute alone") << int(Conclusive::RefuteOnly) << int(NotYetDecidable)
                                  << int(Refuted);
}

void TestClaimVerdict::aTestMayShowOneSideAlone()
{
    QFETCH(const int, conclusive);
    QFETCH(const int, whenBelow);
    QFETCH(const int, whenAbove);
    Claim claim = claimOf(ClaimTest::Below, 800);
    claim.conclusive = Conclusive(conclusive);
    QCOMPARE(int(verdictOf(claim, between(50, 50))), whenBelow);
    QCOMPARE(int(verdictOf(claim, between(1000, 1000))), whenAbove);
}

void TestClaimVerdict::whatIsMissingLeavesItUndecided()
{
    Measured measured = between(0.001, 0.002);
    measured.missing = u"21 days"_s;
    QCOMPARE(verdictOf(claimOf(ClaimTest::Below, 0.01), measured), ClaimVerdict::NotYetDecidable);
}

void TestClaimVerdict::withoutAnIntervalNothingIsDecided()
{
    Measured measured;
    measured.value = 0.001;
    QCOMPARE(verdictOf(claimOf(ClaimTest::Below, 0.01), measured), ClaimVerdict::NotYetDecidable);
}

void TestClaimVerdict::whatCanNeverBeMeasuredIsNotObservable()
{
    Measured measured = between(0.001, 0.002);
    measured.isOutOfReach = true;
    QCOMPARE(verdictOf(claimOf(ClaimTest::Below, 0.01), measured), ClaimVerdict::NotObservable);
    Claim none;
    QCOMPARE(verdictOf(none, {}), ClaimVerdict::NotObservable);
}

void TestClaimVerdict::unlikeNumbersAreRefutedByArithmetic()
{
    Measured measured;
    measured.comparesUnlike = true;
    QCOMPARE(verdictOf(claimOf(ClaimTest::Below, 250'000), measured), ClaimVerdict::Refuted);
}

void TestClaimVerdict::noChangeNeedsItsTestAsWell()
{
    Claim difference = claimOf(ClaimTest::Below, 0);
    difference.metric = ClaimMetric::OverloadChange;
    Measured fell = between(-0.02, -0.001);
    fell.p = 0.06;
    QCOMPARE(verdictOf(difference, fell), ClaimVerdict::NotYetDecidable);
    difference.value = 0.005; // is not a question of any change at all
    QCOMPARE(verdictOf(difference, fell), ClaimVerdict::Supported);
    difference.value = 0;
    fell.p = 0.05;
    QCOMPARE(verdictOf(difference, fell), ClaimVerdict::Supported);

    Claim ratio = claimOf(ClaimTest::Below, 1);
    ratio.metric = ClaimMetric::FirstTokenChange;
    Measured faster = between(0.8, 0.95);
    faster.p = 0.06;
    QCOMPARE(verdictOf(ratio, faster), ClaimVerdict::NotYetDecidable);
    faster.p = 0.01;
    QCOMPARE(verdictOf(ratio, faster), ClaimVerdict::Supported);
}

void TestClaimVerdict::aSecondReadingHasAVerdictOfItsOwn()
{
    Claim claim = claimOf(ClaimTest::Below, 0.01);
    const Measured measured = between(0.006, 0.009);
    QVERIFY(!strictVerdictOf(claim, measured));
    claim.strict = 0.005;
    QCOMPARE(verdictOf(claim, measured), ClaimVerdict::Supported);
    QCOMPARE(strictVerdictOf(claim, measured), std::optional(ClaimVerdict::Refuted));
}

void TestClaimVerdict::verdictsAreReadBackByTheirNames()
{
    for (const auto verdict : {ClaimVerdict::Supported, ClaimVerdict::Refuted,
                               ClaimVerdict::NotYetDecidable, ClaimVerdict::NotObservable}) {
        QCOMPARE(claimVerdictFromName(QString(name(verdict))), std::optional(verdict));
    }
    QVERIFY(!claimVerdictFromName(u"true"));
}

void TestClaimVerdict::figuresAreWrittenInTheirUnit_data()
{
    QTest::addColumn<int>("unit");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, ClaimUnit unit, double value, const QString& text) {
        QTest::newRow(name) << int(unit) << value << text;
    };
    row("two decimals below ten per cent", ClaimUnit::Share, 0.0042, u"0.42 %"_s);
    row("one from ten per cent on", ClaimUnit::Share, 0.942, u"94.2 %"_s);
    row("a difference with its sign", ClaimUnit::Points, 0.0011, u"+0.11 points"_s);
    row("a fall", ClaimUnit::Points, -0.0208, u"-2.08 points"_s);
    row("nothing has no sign", ClaimUnit::Points, -0.000001, u"0.00 points"_s);
    row("a factor", ClaimUnit::Ratio, 50.0 / 3, u"× 16.7"_s);
    row("ten times", ClaimUnit::Ratio, 10, u"× 10.0"_s);
    row("unchanged", ClaimUnit::Ratio, 1, u"× 1.00"_s);
    row("a divisor", ClaimUnit::Ratio, 1 / 2.8, u"÷ 2.80"_s);
    row("a day", ClaimUnit::Days, 1, u"1 day"_s);
    row("days before", ClaimUnit::Days, -3, u"-3 days"_s);
    row("a limit", ClaimUnit::PerMinute, 500'000, u"500,000 a minute"_s);
}

void TestClaimVerdict::figuresAreWrittenInTheirUnit()
{
    QFETCH(const int, unit);
    QFETCH(const double, value);
    QFETCH(const QString, text);
    QCOMPARE(figureText(ClaimUnit(unit), value), text);
}

void TestClaimVerdict::clustersAreWorthWhatTheirWeightsSay()
{
    // Ten equal ones are ten: Wilson's interval of 9 of 10, Wilson 1927 as R's prop.test has it.
    const auto equal = clusteredShare(0.9, 0.9, std::vector<double>(10, 7.0));
    QVERIFY(equal);
    QVERIFY(std::abs(equal->low - 0.5958499732) < 1e-9);
    QVERIFY(std::abs(equal->high - 0.9821237869) < 1e-9);
    // One that outweighs all others is worth little more than one.
    const auto one = clusteredShare(1, 1, {1000, 1, 1, 1});
    QVERIFY(one);
    QVERIFY(std::abs(one->low - 0.2065493144) < 1e-9); // 1 of 1
    QCOMPARE(one->high, 1.0);
    // What is undecided widens it to both sides.
    const auto wide = clusteredShare(0.25, 0.75, std::vector<double>(4, 1.0));
    QVERIFY(wide->low < 0.05 && wide->high > 0.95);
    QVERIFY(!clusteredShare(1, 1, {}));
}

QTEST_GUILESS_MAIN(TestClaimVerdict)
#include "tst_claimverdict.moc"
