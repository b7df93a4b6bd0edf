// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/changepoint.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace plimsoll::stats;

namespace {

constexpr std::size_t half = 60;
constexpr int series = 2000;

// How often the confidence set of a change that is found holds its true position.
struct Coverage
{
    int found = 0;
    int held = 0;

    void count(const std::optional<Segmentation>& levels)
    {
        if (levels && levels->changes.size() == 1) {
            const Change& change = levels->changes.front();
            ++found;
            held += change.earliest <= half && half <= change.latest ? 1 : 0;
        }
    }
    double share() const { return double(held) / double(found); }
};

double squaresFrom(const std::vector<double>& values, std::size_t begin, std::size_t end)
{
    double mean = 0;
    for (std::size_t i = begin; i < end; ++i) {
        mean += values[i] / double(end - begin);
    }
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
        sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum;
}

} // namespace

class TestChangeWhen : public QObject
{
    Q_OBJECT

private slots:
    void theCriticalValuesAreHansens_data();
    void theCriticalValuesAreHansens();
    void theSetIsWhatCostsLittleMore();
    void theSetHoldsTheTruthAsOftenAsItSays_data();
    void theSetHoldsTheTruthAsOftenAsItSays();
    void theSetOfARateHoldsTheTruth();
};

void TestChangeWhen::theCriticalValuesAreHansens_data()
{
    QTest::addColumn<double>("confidence");
    QTest::addColumn<double>("critical");
    // Hansen 2000, Econometrica 68:575, table 1.
    QTest::newRow("80 %") << 0.80 << 4.50;
    QTest::newRow("85 %") << 0.85 << 5.10;
    QTest::newRow("90 %") << 0.90 << 5.94;
    QTest::newRow("92.5 %") << 0.925 << 6.53;
    QTest::newRow("95 %") << 0.95 << 7.35;
    QTest::newRow("97.5 %") << 0.975 << 8.75;
    QTest::newRow("99 %") << 0.99 << 10.59;
}

void TestChangeWhen::theCriticalValuesAreHansens()
{
    QFETCH(const double, confidence);
    QFETCH(const double, critical);
    QVERIFY(std::abs(likelihoodRatioCritical(confidence) - critical) < 0.005 + 1e-9);
}

void TestChangeWhen::theSetIsWhatCostsLittleMore()
{
    std::mt19937_64 random(5);
    std::normal_distribution<double> noise;
    std::vector<double> values;
    for (std::size_t i = 0; i < 2 * half; ++i) {
        values.push_back(noise(random) + (i < half ? 1.0 : 0.0));
    }
    const auto levels = meanChanges(values, {.scale = 1.0});
    QVERIFY(levels);
    QCOMPARE(levels->changes.size(), 1U);
    double least = 1e9;
    for (std::size_t at = 1; at < values.size(); ++at) {
        least =
            std::min(least, squaresFrom(values, 0, at) + squaresFrom(values, at, values.size()));
    }
    std::vector<std::size_t> set;
    for (std::size_t at = 1; at < values.size(); ++at) {
        if (squaresFrom(values, 0, at) + squaresFrom(values, at, values.size()) - least < 7.3524) {
            set.push_back(at);
        }
    }
    QCOMPARE(levels->changes.front().earliest, set.front());
    QCOMPARE(levels->changes.front().latest, set.back());
    QVERIFY(set.size() > 1 && set.size() < half); // neither a point nor everything
}

void TestChangeWhen::theSetHoldsTheTruthAsOftenAsItSays_data()
{
    QTest::addColumn<double>("step");
    QTest::newRow("a step of one standard deviation") << 1.0;
    QTest::newRow("a step of two") << 2.0;
    QTest::newRow("a step of four, of which the set holds little else") << 4.0;
}

void TestChangeWhen::theSetHoldsTheTruthAsOftenAsItSays()
{
    QFETCH(const double, step);
    std::mt19937_64 random(11);
    std::normal_distribution<double> noise;
    Coverage coverage;
    for (int i = 0; i < series; ++i) {
        std::vector<double> values;
        for (std::size_t day = 0; day < 2 * half; ++day) {
            values.push_back(noise(random) + (day < half ? step : 0.0));
        }
        coverage.count(meanChanges(values));
    }
    qInfo("steps of %.0f: %d found, held in %.1f %%", step, coverage.found, 100 * coverage.share());
    QVERIFY(coverage.found > series / 2);
    QVERIFY(coverage.share() > 0.94);
}

void TestChangeWhen::theSetOfARateHoldsTheTruth()
{
    std::mt19937_64 random(12);
    std::binomial_distribution<int> before(288, 0.03);
    std::binomial_distribution<int> after(288, 0.01);
    Coverage coverage;
    for (int i = 0; i < series; ++i) {
        std::vector<Bucket> days;
        for (std::size_t day = 0; day < 2 * half; ++day) {
            const int hits = day < half ? before(random) : after(random);
            days.push_back({.hits = std::uint64_t(hits), .n = 288});
        }
        coverage.count(rateChanges(days));
    }
    qInfo("of rates: %d found, held in %.1f %%", coverage.found, 100 * coverage.share());
    QVERIFY(coverage.found > series / 2);
    QVERIFY(coverage.share() > 0.94);
}

QTEST_GUILESS_MAIN(TestChangeWhen)
#include "tst_changewhen.moc"
