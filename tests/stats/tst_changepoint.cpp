// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/stats/changepoint.h"
#include "tests/stats/references.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace plimsoll;
using namespace plimsoll::stats;

namespace {

// The series of that name in the data of tests/reference/changepoint.R.
std::vector<double> valuesOf(const QString& series)
{
    std::vector<double> values;
    for (const auto& row : test::references(QStringLiteral("changepoint-values.csv"))) {
        if (row[QStringLiteral("series")] == series) {
            values.push_back(test::number(row, "value"));
        }
    }
    return values;
}

std::vector<Bucket> bucketsOf(const QString& series)
{
    std::vector<Bucket> buckets;
    for (const auto& row : test::references(QStringLiteral("changepoint-counts.csv"))) {
        if (row[QStringLiteral("series")] == series) {
            buckets.push_back(
                {.hits = quint64(test::number(row, "hits")), .n = quint64(test::number(row, "n"))});
        }
    }
    return buckets;
}

// Least penalized cost over all segmentations, every segment summed from the data again.
template<typename Data, typename Cost>
double leastTotal(const Data& data, std::size_t minLength, double penalty, const Cost& cost)
{
    std::vector<double> least(data.size() + 1, std::numeric_limits<double>::infinity());
    least[0] = -penalty;
    for (std::size_t end = minLength; end <= data.size(); ++end) {
        for (std::size_t begin = 0; begin + minLength <= end; ++begin) {
            const double segment = cost(std::span(data).subspan(begin, end - begin));
            least[end] = std::min(least[end], least[begin] + segment + penalty);
        }
    }
    return least.back();
}

double squares(std::span<const double> values)
{
    double mean = 0;
    double sum = 0;
    for (const double value : values) {
        mean += value / double(values.size());
    }
    for (const double value : values) {
        sum += (value - mean) * (value - mean);
    }
    return sum;
}

double deviance(std::span<const Bucket> buckets)
{
    double hits = 0;
    double n = 0;
    for (const Bucket& bucket : buckets) {
        hits += double(bucket.hits);
        n += double(bucket.n);
    }
    const bool varies = hits > 0 && hits < n;
    return varies ? -2 * (hits * std::log(hits / n) + (n - hits) * std::log1p(-hits / n)) : 0;
}

double total(const Segmentation& result)
{
    return result.cost + result.penalty * double(result.changes.size());
}

} // namespace

class TestChangepoint : public QObject
{
    Q_OBJECT

private slots:
    void segmentsAgainstReferences_data();
    void segmentsAgainstReferences();
    void scalesAgainstReferences_data();
    void scalesAgainstReferences();
    void theNileFellAfter1898();
    void theExampleOfThePeltPackage();
    void noSegmentationOfMeansCostsLess();
    void noSegmentationOfRatesCostsLess();
    void oneChangeHardlyTouchesTheScale();
    void badDataAndOptionsHaveNoAnswer();
    void shortAndConstantSeriesAreOneSegment();
    void longSeriesAreFast();
};

void TestChangepoint::segmentsAgainstReferences_data()
{
    QTest::addColumn<test::ReferenceRow>("row");
    for (const auto& row : test::references(QStringLiteral("changepoint-segments.csv"))) {
        QTest::addRow(
            "%s, scale %s, factor %s, segments of %s or more",
            qPrintable(row[QStringLiteral("series")]), qPrintable(row[QStringLiteral("scale")]),
            qPrintable(row[QStringLiteral("factor")]), qPrintable(row[QStringLiteral("shortest")]))
            << row;
    }
}

// R: a dynamic programme over all segments with costs from the definitions, dbinom() for the rates.
void TestChangepoint::segmentsAgainstReferences()
{
    QFETCH(test::ReferenceRow, row);
    const QString series = row[QStringLiteral("series")];
    const ChangepointOptions options {.penaltyFactor = test::number(row, "factor"),
                                      .minLength = std::size_t(test::number(row, "shortest")),
                                      .scale = test::number(row, "scale")};
    const auto result = row[QStringLiteral("model")] == QLatin1String("mean")
        ? meanChanges(valuesOf(series), options)
        : rateChanges(bucketsOf(series), options);
    QVERIFY(result);
    QVERIFY(test::agree(result->cost, test::number(row, "cost"), 1e-9));
    QVERIFY(test::agree(result->cost + result->drop, test::number(row, "one"), 1e-9));
    const auto begins = test::numbers(row, "begins");
    const auto estimates = test::numbers(row, "estimates");
    QCOMPARE(result->segments.size(), begins.size());
    for (std::size_t i = 0; i < begins.size(); ++i) {
        QCOMPARE(double(result->segments[i].begin), begins[i]);
        QVERIFY(test::agree(result->segments[i].estimate, estimates[i], 1e-9));
    }
}

void TestChangepoint::scalesAgainstReferences_data()
{
    QTest::addColumn<test::ReferenceRow>("row");
    for (const auto& row : test::references(QStringLiteral("changepoint-scales.csv"))) {
        QTest::addRow("%s in blocks of %s", qPrintable(row[QStringLiteral("series")]),
                      qPrintable(row[QStringLiteral("block")]))
            << row;
    }
}

// R: the residual mean square of anova() for the variance, the definition for the dispersion.
void TestChangepoint::scalesAgainstReferences()
{
    QFETCH(test::ReferenceRow, row);
    const QString series = row[QStringLiteral("series")];
    const auto block = std::size_t(test::number(row, "block"));
    const auto stretch = std::size_t(test::number(row, "stretch"));
    const auto scale = row[QStringLiteral("model")] == QLatin1String("mean")
        ? withinVariance(valuesOf(series), block, stretch)
        : withinDispersion(bucketsOf(series), block, stretch);
    QVERIFY(scale);
    QVERIFY(test::agree(*scale, test::number(row, "scale"), 1e-9));
}

// Cobb 1978, Biometrika 65:243: the yearly discharge at Aswan from 1871 on, known to fall once.
void TestChangepoint::theNileFellAfter1898()
{
    const auto result = meanChanges(valuesOf(QStringLiteral("nile")));
    QVERIFY(result);
    QCOMPARE(result->changes.size(), std::size_t(1));
    QCOMPARE(1871 + result->changes[0].position, std::size_t(1899));
    QVERIFY(test::agree(result->segments[0].estimate, 1097.75, 1e-12));
    QVERIFY(test::agree(result->changes[0].drop, result->drop, 1e-9));
    QVERIFY(test::agree(result->penalty, 3 * std::log(100.0), 1e-12));
}

// Killick and Eckley 2014, Journal of Statistical Software 58(3): PELT on their m.data with the
// Schwarz criterion ends segments after 97, 192, 273, 353, 362 and 366 values.
void TestChangepoint::theExampleOfThePeltPackage()
{
    const auto result = meanChanges(valuesOf(QStringLiteral("killick")),
                                    {.penaltyFactor = 1, .minLength = 1, .scale = 1});
    QVERIFY(result);
    std::vector<std::size_t> positions;
    for (const Change& change : result->changes) {
        positions.push_back(change.position);
    }
    QCOMPARE(positions, (std::vector<std::size_t> {97, 192, 273, 353, 362, 366}));
}

void TestChangepoint::noSegmentationOfMeansCostsLess()
{
    std::mt19937_64 random(1);
    std::normal_distribution<double> noise(0, 1);
    for (int round = 0; round < 300; ++round) {
        const std::size_t size = 20 + random() % 60;
        const std::size_t minLength = 1 + random() % 9;
        const ChangepointOptions options {
            .penaltyFactor = double(random() % 5) / 2, .minLength = minLength, .scale = 1};
        std::vector<double> values(size);
        double level = 0;
        for (double& value : values) {
            level = random() % 12 == 0 ? 4 * noise(random) : level;
            value = level + noise(random);
        }
        const auto result = meanChanges(values, options);
        QVERIFY(result);
        QVERIFY(test::agree(total(*result), leastTotal(values, minLength, result->penalty, squares),
                            1e-9));
        for (const Segment& segment : result->segments) {
            QVERIFY(segment.end - segment.begin >= minLength);
        }
    }
}

void TestChangepoint::noSegmentationOfRatesCostsLess()
{
    std::mt19937_64 random(2);
    for (int round = 0; round < 300; ++round) {
        const std::size_t minLength = 1 + random() % 9;
        const ChangepointOptions options {
            .penaltyFactor = double(random() % 5) / 2, .minLength = minLength, .scale = 1};
        std::vector<Bucket> buckets(20 + random() % 60);
        double rate = 0.02;
        for (Bucket& bucket : buckets) {
            rate = random() % 12 == 0 ? double(random() % 40) / 80 : rate;
            bucket.n = random() % 60;
            bucket.hits = std::binomial_distribution<quint64>(bucket.n, rate)(random);
        }
        const auto result = rateChanges(buckets, options);
        QVERIFY(result);
        QVERIFY(test::agree(total(*result),
                            leastTotal(buckets, minLength, result->penalty, deviance), 1e-9));
    }
}

// The overall variance of the step is nine times that of its noise.
void TestChangepoint::oneChangeHardlyTouchesTheScale()
{
    std::mt19937_64 random(3);
    std::normal_distribution<double> noise(0, 1);
    std::vector<double> calm(840);
    std::ranges::generate(calm, [&] { return noise(random); });
    std::vector<double> step = calm;
    for (std::size_t i = 423; i < step.size(); ++i) { // in the middle of a stretch
        step[i] += 5.7;
    }
    const double before = *withinVariance(calm, 1, 7);
    const double after = *withinVariance(step, 1, 7);
    QVERIFY2(after < 1.15 * before, qPrintable(QString::number(after / before)));

    std::vector<Bucket> buckets(840, {.hits = 0, .n = 1440});
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        buckets[i].hits = std::binomial_distribution<quint64>(1440, i < 423 ? 0.005 : 0.02)(random);
    }
    const double dispersion = *withinDispersion(buckets, 1, 7);
    QVERIFY2(dispersion < 1.3, qPrintable(QString::number(dispersion)));
}

void TestChangepoint::badDataAndOptionsHaveNoAnswer()
{
    const std::vector<double> values(30, 1.0);
    const std::vector<Bucket> buckets(30, {.hits = 1, .n = 2});
    QVERIFY(meanChanges(values));
    QVERIFY(rateChanges(buckets));
    QVERIFY(!meanChanges({}));
    QVERIFY(!rateChanges({}));
    QVERIFY(!meanChanges(values, {.penaltyFactor = -1}));
    QVERIFY(!meanChanges(values, {.minLength = 0}));
    QVERIFY(!rateChanges(buckets, {.blockLength = 0}));
    QVERIFY(!rateChanges(buckets, {.stretchBlocks = 1}));
    QVERIFY(!rateChanges(buckets, {.scale = 0}));
    QVERIFY(!meanChanges(std::vector<double> {1, std::nan(""), 2}));
    QVERIFY(!rateChanges(std::vector<Bucket> {{.hits = 3, .n = 2}}));
    QVERIFY(!meanChanges(std::vector<double> {1}));
    QVERIFY(!rateChanges(std::vector<Bucket>(9)));
}

void TestChangepoint::shortAndConstantSeriesAreOneSegment()
{
    for (std::size_t size = 2; size < 14; ++size) {
        const auto result = meanChanges(std::vector<double>(size, 4.0));
        QVERIFY(result);
        QCOMPARE(result->segments.size(), std::size_t(1));
        QCOMPARE(result->segments[0].end, size);
        QCOMPARE(result->segments[0].estimate, 4.0);
        QCOMPARE(result->drop, 0.0);
    }
    std::vector<double> step(21, 1.0);
    step.insert(step.end(), 21, 2.0);
    const auto result = meanChanges(step);
    QVERIFY(result);
    QCOMPARE(result->changes.size(), std::size_t(1));
    QCOMPARE(result->changes[0].position, std::size_t(21));
}

void TestChangepoint::longSeriesAreFast()
{
    std::mt19937_64 random(4);
    std::vector<Bucket> hours(2 * 8760, {.hits = 0, .n = 60});
    for (std::size_t i = 0; i < hours.size(); ++i) {
        hours[i].hits =
            std::binomial_distribution<quint64>(60, i / 2000 % 2 == 0 ? 0.01 : 0.03)(random);
    }
    const auto result = rateChanges(hours, hourlyBuckets);
    QVERIFY(result);
    QCOMPARE(result->changes.size(), std::size_t(8));
}

QTEST_GUILESS_MAIN(TestChangepoint)
#include "tst_changepoint.moc"
