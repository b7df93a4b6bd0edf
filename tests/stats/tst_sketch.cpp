// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/sketch.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using plimsoll::stats::Sketch;

namespace {

std::vector<double> lognormal(std::uint64_t seed, std::size_t n)
{
    std::mt19937_64 random(seed);
    // Median 0.4 s with a long tail, in microseconds: the shape of first-token times.
    std::lognormal_distribution<double> distribution(std::log(400'000.0), 0.7);
    std::vector<double> values(n);
    std::ranges::generate(values, [&] { return distribution(random); });
    return values;
}

std::vector<double> shaped(const QByteArray& shape, std::size_t n)
{
    std::mt19937_64 random(20);
    std::lognormal_distribution<double> quick(std::log(250'000.0), 0.3);
    std::lognormal_distribution<double> slow(std::log(6'000'000.0), 0.2);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::vector<double> values(n);
    std::ranges::generate(values, [&] {
        if (shape == "bimodal") {
            return uniform(random) < 0.8 ? quick(random) : slow(random);
        }
        return 50'000 / std::pow(1 - uniform(random), 1 / 1.2); // Pareto
    });
    return shape == "log-normal" ? lognormal(21, n) : values;
}

Sketch sketchOf(const std::vector<double>& values)
{
    Sketch sketch;
    for (const double value : values) {
        sketch.add(value);
    }
    return sketch;
}

Sketch merged(Sketch a, const Sketch& b)
{
    a.merge(b);
    return a;
}

} // namespace

class TestSketch : public QObject
{
    Q_OBJECT

private slots:
    void bins_data();
    void bins();
    void anEmptySketchKnowsNothing();
    void quantilesAreWithinTheBin_data();
    void quantilesAreWithinTheBin();
    void quantilesOfEveryShape_data();
    void quantilesOfEveryShape();
    void ranksCountFromOne();
    void meanComesFromBinMiddles();
    void mergingIsExactInAnyOrder();
    void mergingWithItselfDoublesEveryCount();
    void hoursMergeIntoTheirDay();
};

void TestSketch::bins_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<quint32>("bin");

    QTest::newRow("one is the first bin") << 1.0 << 0U;
    QTest::newRow("a quarter counts as one") << 0.25 << 0U;
    QTest::newRow("zero counts as one") << 0.0 << 0U;
    QTest::newRow("a negative value counts as one") << -3.0 << 0U;
    QTest::newRow("not a number counts as one") << std::nan("") << 0U;
    QTest::newRow("the second bin begins at 1 + 1/64") << 1.0 + 1.0 / 64 << 1U;
    QTest::newRow("just below it is still the first") << std::nextafter(1.0 + 1.0 / 64, 0.0) << 0U;
    QTest::newRow("an octave has 64 bins") << 2.0 << 64U;
    QTest::newRow("ten octaves have 640") << 1024.0 << 640U;
    QTest::newRow("infinity is the largest bin")
        << std::numeric_limits<double>::infinity() << 65535U;
}

void TestSketch::bins()
{
    QFETCH(double, value);
    QFETCH(quint32, bin);
    Sketch sketch;
    sketch.add(value, 3);
    QCOMPARE(sketch.count(), 3U);
    QCOMPARE(sketch.bins().size(), 1U);
    QCOMPARE(sketch.bins().front().number, bin);
    QCOMPARE(sketch.bins().front().times, 3U);
}

void TestSketch::anEmptySketchKnowsNothing()
{
    Sketch sketch;
    sketch.add(5, 0);
    QVERIFY(sketch.isEmpty());
    QVERIFY(!sketch.quantile(0.5));
    QVERIFY(!sketch.atRank(1));
    QVERIFY(!sketch.mean());
}

void TestSketch::quantilesAreWithinTheBin_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<int>("n");

    QTest::newRow("a single value") << quint64 {1} << 1;
    QTest::newRow("an hour of probes") << quint64 {2} << 60;
    QTest::newRow("a day of probes") << quint64 {3} << 1440;
    QTest::newRow("a year of probes every five minutes") << quint64 {4} << 105'120;
}

void TestSketch::quantilesAreWithinTheBin()
{
    QFETCH(quint64, seed);
    QFETCH(int, n);
    std::vector<double> values = lognormal(seed, std::size_t(n));
    const Sketch sketch = sketchOf(values);
    std::ranges::sort(values);
    for (const double q : {0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
        const auto rank = std::clamp(std::ceil(q * n), 1.0, double(n));
        const double exact = values[std::size_t(rank) - 1];
        const double told = sketch.quantile(q).value();
        QVERIFY2(std::abs(told / exact - 1) <= 0.008, qPrintable(QString::number(q)));
    }
}

void TestSketch::quantilesOfEveryShape_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<double>("q");
    for (const char* shape : {"log-normal", "Pareto", "bimodal"}) {
        for (const double percent : {1.0, 5.0, 50.0, 95.0, 99.0, 99.9}) {
            QTest::addRow("p%g of 10,000 %s values is at most 0.8 %% off", percent, shape)
                << QByteArray(shape) << percent / 100;
        }
    }
}

void TestSketch::quantilesOfEveryShape()
{
    QFETCH(QByteArray, shape);
    QFETCH(double, q);
    std::vector<double> values = shaped(shape, 10'000);
    const double told = sketchOf(values).quantile(q).value();
    std::ranges::sort(values);
    const double exact = values[std::size_t(std::ceil(q * 10'000)) - 1];
    QVERIFY2(std::abs(told / exact - 1) <= 0.008,
             qPrintable(QStringLiteral("%1 for %2").arg(told).arg(exact)));
}

void TestSketch::ranksCountFromOne()
{
    Sketch sketch;
    sketch.add(10, 2);
    sketch.add(1000);
    QVERIFY(!sketch.atRank(0));
    QCOMPARE(sketch.atRank(1), sketch.atRank(2));
    QVERIFY(std::abs(*sketch.atRank(2) / 10 - 1) <= 0.008);
    QVERIFY(std::abs(*sketch.atRank(3) / 1000 - 1) <= 0.008);
    QVERIFY(!sketch.atRank(4));
}

void TestSketch::meanComesFromBinMiddles()
{
    const std::vector<double> values = lognormal(7, 10'000);
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    const double exact = sum / double(values.size());
    QVERIFY(std::abs(sketchOf(values).mean().value() / exact - 1) < 0.008);
}

void TestSketch::mergingIsExactInAnyOrder()
{
    const auto first = lognormal(11, 500);
    const auto second = lognormal(12, 40);
    const auto third = lognormal(13, 3);
    auto all = first;
    all.insert(all.end(), second.begin(), second.end());
    all.insert(all.end(), third.begin(), third.end());
    const Sketch a = sketchOf(first);
    const Sketch b = sketchOf(second);
    const Sketch c = sketchOf(third);

    QCOMPARE(merged(merged(a, b), c), sketchOf(all));
    QCOMPARE(merged(a, merged(b, c)), sketchOf(all));
    QCOMPARE(merged(b, a), merged(a, b));
    QCOMPARE(merged(a, Sketch()), a);
    QCOMPARE(merged(Sketch(), a), a);
    QCOMPARE(merged(a, a).count(), 2 * a.count());
}

void TestSketch::mergingWithItselfDoublesEveryCount()
{
    Sketch sketch = sketchOf(lognormal(14, 300));
    const Sketch once = sketch;
    sketch.merge(sketch);
    QCOMPARE(sketch.count(), 600U);
    QCOMPARE(sketch.bins().size(), once.bins().size());
    for (std::size_t i = 0; i < once.bins().size(); ++i) {
        QCOMPARE(sketch.bins()[i].number, once.bins()[i].number);
        QCOMPARE(sketch.bins()[i].times, 2 * once.bins()[i].times);
    }
}

void TestSketch::hoursMergeIntoTheirDay()
{
    Sketch day;
    Sketch added;
    for (std::uint64_t hour = 0; hour < 24; ++hour) {
        const auto values = lognormal(100 + hour, 57);
        day.merge(sketchOf(values));
        for (const double value : values) {
            added.add(value);
        }
        QCOMPARE(day, added);
    }
    QCOMPARE(day.count(), 24U * 57);
}

QTEST_GUILESS_MAIN(TestSketch)
#include "tst_sketch.moc"
