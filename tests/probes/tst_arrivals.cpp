// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probes/schedule/arrivals.h"
#include "probes/schedule/seeded.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace plimsoll;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Target targetOf(const QString& model, Elapsed every, Sampling sampling, double jitter = 0.2)
{
    Target target;
    target.id.model = model;
    target.every = every;
    target.sampling = sampling;
    target.jitter = jitter;
    return target;
}

Arrivals arrivalsOf(Elapsed every, Sampling sampling, quint64 seed = 1, double jitter = 0.2)
{
    const Target target = targetOf(u"a"_s, every, sampling, jitter);
    return {target, keyOf(target.id, seed), 0s};
}

// The first n gaps, that from the start among them, in milliseconds.
std::vector<double> gapsOf(Arrivals arrivals, std::size_t n)
{
    std::vector<double> gaps;
    Elapsed before {0};
    while (gaps.size() < n) {
        gaps.push_back(double((arrivals.at() - before).count()));
        before = arrivals.at();
        arrivals.advance();
    }
    return gaps;
}

double meanOf(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return sum / double(values.size());
}

constexpr auto poisson = Sampling::Poisson;
constexpr auto fixedly = Sampling::Fixed;

} // namespace

class TestArrivals : public QObject
{
    Q_OBJECT

private slots:
    void gapsAreExponential();
    void theMeanGapIsThatAskedFor();
    void gapsAreIndependent();
    void noGapIsLongerThanToldOf_data();
    void noGapIsLongerThanToldOf();
    void everySecondOfTheMinuteIsSeenAlike();
    void aFixedIntervalIsBlindForPeriodicLoad();
    void fixedDoesNotDrift();
    void jitterStaysWithinItsShare_data();
    void jitterStaysWithinItsShare();
    void sameSeedSameTimes_data();
    void sameSeedSameTimes();
};

// Kolmogorov's statistic against the law below its bound. At its 5 % point, 1.358 (Smirnov 1948,
// Annals of Mathematical Statistics 19:279), it rejects 5 % of all seeds: 20 of 400, deviation 4.4.
void TestArrivals::gapsAreExponential()
{
    constexpr std::size_t n = 2000;
    const double mean = 600'000 / (1 - std::exp(-5.0));
    const auto shareBelow = [mean](double gap) { return 1 - std::exp(-gap / mean); };
    int rejected = 0;
    for (quint64 seed = 1; seed <= 400; ++seed) {
        auto gaps = gapsOf(arrivalsOf(600s, poisson, seed), n);
        std::ranges::sort(gaps);
        double distance = 0;
        std::size_t i = 0;
        for (; i < n && gaps[i] < 5 * mean - 1; ++i) {
            distance = std::max({distance, double(i + 1) / double(n) - shareBelow(gaps[i]),
                                 shareBelow(gaps[i]) - double(i) / double(n)});
        }
        QVERIFY(i < n); // the bound is reached by 0.7 % of them
        distance = std::max(distance, std::abs(double(i) / double(n) - shareBelow(5 * mean)));
        rejected += distance * std::sqrt(double(n)) > 1.358;
    }
    QVERIFY2(rejected >= 7 && rejected <= 33, qPrintable(QString::number(rejected)));
}

// Without the correction for the bound it would be 0.7 % less: 14 standard errors of this sample.
void TestArrivals::theMeanGapIsThatAskedFor()
{
    constexpr std::size_t n = 4'000'000;
    const auto gaps = gapsOf(arrivalsOf(60s, poisson), n);
    const double standardError = 60'000 / std::sqrt(double(n)); // at most
    QVERIFY2(std::abs(meanOf(gaps) - 60'000) < 3 * standardError,
             qPrintable(QString::number(meanOf(gaps))));
}

// Of independent values the serial correlation is normal with deviation 1 / sqrt(n); two-sided 1 %.
void TestArrivals::gapsAreIndependent()
{
    constexpr std::size_t n = 100'000;
    const auto gaps = gapsOf(arrivalsOf(60s, poisson, 9), n);
    const double mean = meanOf(gaps);
    double variance = 0;
    for (const double gap : gaps) {
        variance += (gap - mean) * (gap - mean);
    }
    for (std::size_t lag = 1; lag <= 5; ++lag) {
        double covariance = 0;
        for (std::size_t i = lag; i < n; ++i) {
            covariance += (gaps[i] - mean) * (gaps[i - lag] - mean);
        }
        QVERIFY(std::abs(covariance / variance) * std::sqrt(double(n)) < 2.576);
    }
}

void TestArrivals::noGapIsLongerThanToldOf_data()
{
    QTest::addColumn<Target>("target");
    QTest::addColumn<int>("longestMs");
    QTest::newRow("poisson: 5 / (1 - exp(-5))") << targetOf(u"a"_s, 60s, poisson) << 302'036;
    QTest::newRow("fixed without jitter") << targetOf(u"a"_s, 60s, fixedly, 0) << 60'000;
    QTest::newRow("fixed with a fifth") << targetOf(u"a"_s, 60s, fixedly, 0.2) << 72'000;
}

void TestArrivals::noGapIsLongerThanToldOf()
{
    QFETCH(Target, target);
    const Elapsed longest = longestGap(target);
    QTEST(int(longest.count()), "longestMs");
    const auto gaps = gapsOf({target, 5, 0s}, 100'000);
    const double seen = *std::max_element(gaps.begin() + 1, gaps.end());
    QVERIFY(seen <= double(longest.count()));
    QVERIFY(seen > 0.98 * double(longest.count())); // nor is it told too long
}

// A service that is bad for one second of every minute, whichever, is found bad in its share:
// chi-square of the second of the minute, 59 degrees of freedom, 1 %: 87.17.
void TestArrivals::everySecondOfTheMinuteIsSeenAlike()
{
    constexpr int n = 60'000;
    Arrivals arrivals = arrivalsOf(60s, poisson, 11);
    std::array<int, 60> seconds {};
    for (int i = 0; i < n; ++i) {
        ++seconds[std::size_t(arrivals.at() / 1s % 60)];
        arrivals.advance();
    }
    double chiSquare = 0;
    for (const int count : seconds) {
        chiSquare += (count - 1000.0) * (count - 1000.0) / 1000.0;
    }
    QVERIFY2(chiSquare < 87.17, qPrintable(QString::number(chiSquare)));
}

// Why Poisson is the default.
void TestArrivals::aFixedIntervalIsBlindForPeriodicLoad()
{
    Arrivals arrivals = arrivalsOf(60s, fixedly, 11, 0);
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(arrivals.at() / 1s % 60, 0);
        arrivals.advance();
    }
}

void TestArrivals::fixedDoesNotDrift()
{
    Arrivals arrivals = arrivalsOf(60s, fixedly, 42);
    const qint64 month = 30 * 1440;
    while (arrivals.index() < month) {
        arrivals.advance();
    }
    const Elapsed late = arrivals.at() - month * Elapsed(60s);
    QVERIFY(late >= 0s);
    QVERIFY(late < 12s); // the jitter of one probe, not of all before it
}

void TestArrivals::jitterStaysWithinItsShare_data()
{
    QTest::addColumn<double>("jitter");
    QTest::newRow("none") << 0.0;
    QTest::newRow("a fifth") << 0.2;
    QTest::newRow("a whole interval") << 1.0;
}

void TestArrivals::jitterStaysWithinItsShare()
{
    QFETCH(double, jitter);
    Arrivals arrivals = arrivalsOf(10s, fixedly, 7, jitter);
    double sum = 0;
    const int n = 4000;
    for (int k = 0; k < n; ++k) {
        const Elapsed at = arrivals.at();
        const Elapsed late = at - k * Elapsed(10s);
        QVERIFY(late >= 0s && double(late.count()) <= jitter * 10'000);
        arrivals.advance();
        QVERIFY(arrivals.at() >= at);
        sum += double(late.count());
    }
    // Uniform: the mean is half, and its standard error is width / sqrt(12 n).
    const double width = jitter * 10'000;
    QVERIFY(std::abs(sum / n - width / 2) <= 5 * width / std::sqrt(12.0 * n) + 1);
}

void TestArrivals::sameSeedSameTimes_data()
{
    QTest::addColumn<Sampling>("sampling");
    QTest::newRow("poisson") << poisson;
    QTest::newRow("fixed") << fixedly;
}

void TestArrivals::sameSeedSameTimes()
{
    QFETCH(Sampling, sampling);
    Arrivals a = arrivalsOf(60s, sampling, 1);
    Arrivals b = arrivalsOf(60s, sampling, 1);
    Arrivals c = arrivalsOf(60s, sampling, 2);
    int same = 0;
    for (int k = 0; k < 100; ++k) {
        QCOMPARE(a.at(), b.at());
        same += a.at() == c.at();
        for (Arrivals* arrivals : {&a, &b, &c}) {
            arrivals->advance();
        }
    }
    QVERIFY(same < 10);
}

QTEST_GUILESS_MAIN(TestArrivals)
#include "tst_arrivals.moc"
