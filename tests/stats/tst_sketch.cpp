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

std::string bytesOf(std::initializer_list<int> values)
{
    std::string bytes;
    for (const int value : values) {
        bytes.push_back(char(value));
    }
    return bytes;
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
    void ranksCountFromOne();
    void meanComesFromBinMiddles();
    void mergingIsExactInAnyOrder();
    void serialisationRoundTrip();
    void garbageIsRefused_data();
    void garbageIsRefused();
    void randomBytesAreRefusedOrUnderstood();
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
    QCOMPARE(sketch.bins().front().first, bin);
    QCOMPARE(sketch.bins().front().second, 3U);
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

void TestSketch::serialisationRoundTrip()
{
    QCOMPARE(Sketch().serialized(), std::string());
    QCOMPARE(Sketch::deserialized("").value(), Sketch());
    for (const int n : {1, 2, 57, 5000}) {
        const Sketch sketch = sketchOf(lognormal(std::uint64_t(n), std::size_t(n)));
        QCOMPARE(Sketch::deserialized(sketch.serialized()).value(), sketch);
    }
    Sketch extreme;
    extreme.add(1, std::uint64_t {1} << 40);
    extreme.add(std::numeric_limits<double>::max());
    QCOMPARE(Sketch::deserialized(extreme.serialized()).value(), extreme);
}

void TestSketch::garbageIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, std::initializer_list<int> bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytesOf(bytes));
    };
    row("another version", {2, 5, 1});
    row("a version and nothing else", {1});
    row("a bin without a count", {1, 5});
    row("a count that ends too early", {1, 5, 0x80});
    row("a bin that nothing fell into", {1, 5, 0});
    row("the same bin twice", {1, 5, 1, 0, 1});
    row("a bin beyond the largest number", {1, 0x80, 0x80, 0x04, 1});
    row("a number written longer than needed", {1, 0x85, 0x00, 1});
    row("a count that does not fit 64 bits",
        {1, 5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02});
    row("counts whose sum does not fit",
        {1, 5, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 1, 1});
}

void TestSketch::garbageIsRefused()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!Sketch::deserialized(bytes.toStdString()));
}

void TestSketch::randomBytesAreRefusedOrUnderstood()
{
    std::mt19937 random(5);
    int understood = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes(1 + random() % 12, '\0');
        std::ranges::generate(bytes, [&] { return char(random() % 256); });
        bytes.front() = 1;
        if (const auto sketch = Sketch::deserialized(bytes)) {
            QCOMPARE(sketch->serialized(), bytes);
            ++understood;
        }
    }
    QVERIFY(understood > 0);
}

QTEST_GUILESS_MAIN(TestSketch)
#include "tst_sketch.moc"
