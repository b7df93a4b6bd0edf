// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/decision.h"
#include "storage/stats/interval.h"

#include <QTest>

#include <boost/math/distributions/binomial.hpp>

using namespace plimsoll::stats;

class TestDecision : public QObject
{
    Q_OBJECT

private slots:
    void aCleanRecordDecidesWhereWilsonsBoundMeetsTheThreshold();
    void thePowerIsThatOfTheBinomialDistribution_data();
    void thePowerIsThatOfTheBinomialDistribution();
    void burstsAskForMoreByTheirDesignEffect();
    void aRateAtTheThresholdIsNeverDecided();
    void whatCannotBeAskedHasNoAnswer();
};

// Without a hit Wilson's upper bound at 90 % two-sided is z^2 / (n + z^2): below 1 % from n = 268.
void TestDecision::aCleanRecordDecidesWhereWilsonsBoundMeetsTheThreshold()
{
    const auto n = probesToDecide(0);
    QVERIFY(n);
    const auto needed = quint64(std::ceil(*n));
    QVERIFY(wilson(0, needed + 1, 0.9)->high < 0.01);
    QVERIFY(wilson(0, needed - 1, 0.9)->high > 0.01);
}

void TestDecision::thePowerIsThatOfTheBinomialDistribution_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("power");
    QTest::newRow("a rate of half the threshold, even odds") << 0.005 << 0.5;
    QTest::newRow("a rate of half the threshold, nine in ten") << 0.005 << 0.9;
    QTest::newRow("a rate near the threshold, nine in ten") << 0.008 << 0.9;
    QTest::newRow("twice the threshold, even odds") << 0.02 << 0.5;
    QTest::newRow("twice the threshold, nine in ten") << 0.02 << 0.9;
}

// The chance that a sample of the planned size decides, by the exact distribution of its hits.
void TestDecision::thePowerIsThatOfTheBinomialDistribution()
{
    QFETCH(const double, rate);
    QFETCH(const double, power);
    const auto planned = probesToDecide(rate, {.power = power});
    QVERIFY(planned);
    const auto n = quint64(std::ceil(*planned));
    const boost::math::binomial hits(double(n), rate);
    double decides = 0;
    for (quint64 k = 0; k <= n; ++k) {
        const auto bounds = wilson(k, n, 0.9);
        if (rate < 0.01 ? bounds->high < 0.01 : bounds->low > 0.01) {
            decides += boost::math::pdf(hits, double(k));
        }
    }
    QVERIFY2(std::abs(decides - power) < 0.06, qPrintable(QString::number(decides)));
}

void TestDecision::burstsAskForMoreByTheirDesignEffect()
{
    QCOMPARE(*probesToDecide(0.005, {.designEffect = 7}), 7 * *probesToDecide(0.005));
}

void TestDecision::aRateAtTheThresholdIsNeverDecided()
{
    QVERIFY(!probesToDecide(0.01));
    QVERIFY(*probesToDecide(0.0099) > 2'000'000);
}

void TestDecision::whatCannotBeAskedHasNoAnswer()
{
    QVERIFY(!probesToDecide(-0.1));
    QVERIFY(!probesToDecide(0.5, {.threshold = 0}));
    QVERIFY(!probesToDecide(0.5, {.confidence = 1}));
    QVERIFY(!probesToDecide(0.5, {.power = 0}));
    QVERIFY(!probesToDecide(0.5, {.designEffect = 0.5}));
    QVERIFY(!probesToDecide(std::nan("")));
}

QTEST_APPLESS_MAIN(TestDecision)
#include "tst_decision.moc"
