// SPDX-FileCopyrightText: 2026 The Plimsoll authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a sketch weighs and how long its bytes take to read, a quantile included: format 2 against
// format 1, which is still read. Prints bytes, nanoseconds of the best of many rounds, and their
// ratios; only what is true on any machine, the bytes, can fail.
#include "storage/stats/sketch.h"
#include "storage/stats/varint.h"

#include <QTest>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>

using plimsoll::stats::Sketch;

namespace {

constexpr int sketches = 200;

Sketch lognormal(std::mt19937_64& random, int n)
{
    std::lognormal_distribution<double> distribution(std::log(400'000.0), 0.5);
    Sketch sketch;
    for (int i = 0; i < n; ++i) {
        sketch.add(distribution(random));
    }
    return sketch;
}

std::string inFormat1(const Sketch& sketch)
{
    std::string bytes(1, '\1');
    std::uint32_t before = 0;
    for (const auto& [number, times] : sketch.bins()) {
        plimsoll::stats::putVarint(bytes, number - before);
        plimsoll::stats::putVarint(bytes, times);
        before = number;
    }
    return bytes;
}

// Of one sketch, in nanoseconds.
template<typename Work>
double bestOf(int rounds, Work work)
{
    double best = 1e12;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < sketches; ++i) {
            work(i);
        }
        const std::chrono::duration<double, std::nano> taken =
            std::chrono::steady_clock::now() - begin;
        best = std::min(best, taken.count() / sketches);
    }
    return best;
}

double bytesEach(const std::vector<std::string>& all)
{
    std::size_t bytes = 0;
    for (const std::string& one : all) {
        bytes += one.size();
    }
    return double(bytes) / sketches;
}

} // namespace

class BenchSketch : public QObject
{
    Q_OBJECT

private slots:
    void bothFormats_data();
    void bothFormats();
};

void BenchSketch::bothFormats_data()
{
    QTest::addColumn<int>("n");
    QTest::newRow("hour of 57") << 57;
    QTest::newRow("day of 1,370") << 1370;
    QTest::newRow("week of 9,600") << 9600;
}

void BenchSketch::bothFormats()
{
    QFETCH(const int, n);
    std::mt19937_64 random(1);
    std::vector<Sketch> all;
    std::vector<std::string> format1;
    std::vector<std::string> format2;
    for (int i = 0; i < sketches; ++i) {
        all.push_back(lognormal(random, n));
        format1.push_back(inFormat1(all.back()));
        format2.push_back(all.back().serialized());
        QCOMPARE(Sketch::deserialized(format1.back()).value(), all.back());
        QCOMPARE(Sketch::deserialized(format2.back()).value(), all.back());
    }
    double sum = 0; // of what is computed, so that it is
    const auto reading = [&sum](const std::vector<std::string>& from) {
        return bestOf(50, [&](std::size_t i) {
            sum += Sketch::deserialized(from[i])->quantile(0.5).value();
        });
    };
    const double read1 = reading(format1);
    const double read2 = reading(format2);
    const double write =
        bestOf(50, [&](std::size_t i) { sum += double(all[i].serialized().size()); });
    const double merge = bestOf(10, [&](std::size_t i) {
        Sketch merged;
        for (std::size_t hour = 0; hour < 24; ++hour) {
            merged.merge(all[(i + hour) % sketches]);
        }
        sum += double(merged.count());
    });
    const double bytes1 = bytesEach(format1);
    const double bytes2 = bytesEach(format2);
    std::printf("%-14s bytes %6.1f, format 1 %6.1f, ratio %.2f   read %5.0f ns, format 1 %5.0f ns, "
                "ratio %.2f   write %5.0f ns   merge 24 %6.0f ns\n",
                QTest::currentDataTag(), bytes2, bytes1, bytes2 / bytes1, read2, read1,
                read2 / read1, write, merge);
    std::fflush(stdout);
    QVERIFY(sum > 0);
    QVERIFY(bytes2 < 0.6 * bytes1);
}

QTEST_GUILESS_MAIN(BenchSketch)
#include "bench_sketch.moc"
